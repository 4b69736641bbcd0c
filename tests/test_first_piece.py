"""What is heard first of a turn: a piece that is soon there, and after it ones that are there in time."""

from __future__ import annotations

from pathlib import Path

import pytest

from audio.episode import Request, Wanted, hear_turns, only_turns, plan_episode
from audio.source import Source

TURN = (
    "Then it goes over the side, and if all went well nobody ever thinks of it again. It goes along a road "
    "that somebody built, and somewhere on that road there may be a person in wet boots holding it together "
    "by hand. They keep a diary of the weather, of the cable and of what there was for dinner."
)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (TURN, ["Then it goes over the side", "and if all went well nobod", "and somewhere on that road"]),
        ("Fair winds, and do look before you drop your anchor! " * 2, ["Fair winds, and do look be"] * 2),
        ("It is late, I think, and so it is.", ["It is late, I think, and s"]),
    ],
)  # fmt: skip
def test_a_long_turn_begins_with_a_clause_and_goes_on_in_growing_pieces(tmp_path, monkeypatch, text, pieces):
    monkeypatch.chdir(tmp_path)
    source = Source("talk.md", f"**Ada Stone:** {text}\n\n**Ben Cole:** It is.\n".encode(), Path("talk.md"))
    plan = only_turns(plan_episode(Request(source, options={"engine": "tone"})), Wanted("1"))
    heard = []
    quick, takes = hear_turns(plan, lambda block, _: heard.append(len(block)))
    said = [segment.spoken for segment in quick.segments]
    assert [one[:26] for one in said] == pieces
    assert " ".join(said) == " ".join(segment.spoken for segment in plan.segments)
    assert len(takes) == len(pieces)
    assert sum(heard) > 0
