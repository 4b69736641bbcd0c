"""Captions that tell their speakers by dashes or a recogniser's number."""

from __future__ import annotations

import pytest

from audio.script.reading import read_bytes

TALK = [
    ("a", "Is it cold up there?"),
    ("b", "Very."),
    ("b", "I wear two coats, and a hat\nthat my daughter knitted."),
    ("a", "Who rings with you?"),
    ("b", "My daughter, mostly."),
    ("a", "And when she is away?"),
    ("b", "Then it is quiet."),
]
TURNS = [("a", 1), ("b", 2), ("a", 4), ("b", 5), ("a", 6), ("b", 7)]


def srt(cues: list[str]) -> str:
    return "".join(f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{cue}\n\n" for n, cue in enumerate(cues, 1))


def turns(text: str, name: str) -> list[tuple[str, str]]:
    script = read_bytes(text.encode(), name)
    return [(turn.speaker, turn.text) for turn in script.turns if not turn.narration]


def spoken_by(said: list[tuple[str, str]]) -> list[str]:
    return [who for who, _ in said]


@pytest.mark.parametrize("dash", ["- ", "-", "– "])
def test_a_dash_begins_what_somebody_else_says_and_other_cues_go_on(dash: str) -> None:
    marked = {1, 2, 4, 5, 6, 7}
    cues = [(dash if n in marked else "") + text for n, (_, text) in enumerate(TALK, 1)]
    said = turns(srt([*cues[:3], "[bell rings]", *cues[3:]]), "talk.srt")
    assert [text.split()[0] for _, text in said] == [TALK[n - 1][1].split()[0] for _, n in TURNS]
    assert len(set(spoken_by(said))) == 2


def test_dashes_for_two_voices_of_one_cue_part_them_where_others_stand_alone() -> None:
    cues = ["- Is it cold?\n- Very.", "I wear two coats.", "- Who rings?", "- Me.", "- Alone?", "- Yes."]
    assert [text for _, text in turns(srt(cues), "talk.srt")] == [
        "Is it cold?", "Very. I wear two coats.", "Who rings?", "Me.", "Alone?", "Yes.",
    ]  # fmt: skip


@pytest.mark.parametrize("label", ["[SPEAKER_0{}]: ", "[Speaker {}] ", "(speaker {}) ", "SPEAKER_0{}: "])
@pytest.mark.parametrize("name", ["talk.srt", "talk.txt"])
def test_a_recognisers_number_in_brackets_is_a_label(label: str, name: str) -> None:
    lines = [label.format(int(who == "b")) + text for who, text in TALK]
    said = turns(srt(lines) if name.endswith("srt") else "\n".join(lines), name)
    assert len(said) == 6
    assert len(set(spoken_by(said))) == 2
