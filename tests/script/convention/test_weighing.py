"""What holds of labels whatever each feature is worth."""

from __future__ import annotations

import pytest

from audio.script import read_bytes
from audio.script.convention.beside import beside
from audio.script.convention.decision import ALWAYS, weights
from audio.script.convention.evidence import gather, tallies
from audio.script.convention.features import features
from audio.script.labels import find
from audio.script.values import Block, Lines

SAID = ("Where were you?", "At the mill, all day.", "Who saw you?", "The miller did.")
FORMS = ("{}: {}", "**{}:** {}", "[00:01:02] {}: {}", "{} - {}")
NAMES = [("Ada Stone", "Ben Wray"), ("Ann", "Bob"), ("HOST", "GUEST"), ("A", "B")]


def _talk(form: str, names: tuple[str, str], turns: int) -> str:
    return "\n\n".join(form.format(names[at % 2], SAID[at % 4]) for at in range(turns)) + "\n"


@pytest.mark.uncounted
@pytest.mark.parametrize("turns", [2, 3, 20, 2000])
@pytest.mark.parametrize("names", NAMES, ids=" ".join)
@pytest.mark.parametrize("form", FORMS)
def test_a_label_before_every_paragraph_is_one_in_two_lines_as_in_two_thousand(form, names, turns):
    script = read_bytes(_talk(form, names, turns).encode(), "talk.md")
    assert [turn.speaker for turn in script.turns] == [names[at % 2] for at in range(turns)]


def test_whoever_the_format_names_is_not_judged():
    cues = "00:00:01.000 --> 00:00:02.000\n<v the third pump>Hello\n"
    script = read_bytes(f"WEBVTT\n\n{cues}".encode(), "talk.vtt")
    assert [turn.speaker for turn in script.turns] == ["the third pump"]


def test_a_few_lines_like_labels_make_a_long_text_no_conversation():
    prose = [f"This is the paragraph with the number {at} of a long report." for at in range(300)]
    prose[40] = prose[200] = "Ada Stone: What happened then?"
    prose[41] = prose[201] = "Ben Wray: Nothing at all."
    script = read_bytes("\n\n".join(prose).encode(), "report.txt")
    assert all(turn.narration for turn in script.turns)


def test_every_row_of_the_table_is_of_a_feature_that_there_is():
    texts = [_talk("{}: {}", NAMES[0], 4), "- Tea: hot\n- Why: not\n", "<ada> Hi there.\n", "1: 2\n"]
    blocks = [Block(text, Lines(1, 1)) for text in texts]
    groups = tallies(find(blocks))
    told = beside(features(groups, blocks, gather(blocks), frozenset()), groups, blocks, set(groups))
    fixed = {name for each in told.values() for name in each if not name.startswith(("name:", "look:"))}
    rows = {name for name in weights()[1] if not name.startswith(("name:", "look:"))} - {ALWAYS}
    assert rows <= fixed
