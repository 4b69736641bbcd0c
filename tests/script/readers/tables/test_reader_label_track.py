"""Rows of times and words, whose words say who speaks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from audio.errors import ScriptError
from audio.script.reading import read_bytes

TALK = [
    ("Ida", "Who winds it?"),
    ("Olle", '"Nobody," she said, "but me."'),
    ("Ida", "Every day, then?"),
    ("Olle", "On Fridays."),
    ("Ida", "And it keeps time?"),
    ("Olle", "It keeps ten to four."),
]


def spoken(text: str, name: str) -> list[tuple[str, str, int]]:
    script = read_bytes(text.encode(), name)
    return [(t.speaker, t.text, t.paragraphs[0].lines.first) for t in script.turns if not t.narration]


def seconds(at: int) -> str:
    return f"{at}.250000"


def clock(at: int) -> str:
    return f"00:00:{at:02}:12"


@pytest.mark.parametrize("name", ["labels.txt", "labels.tsv"])
@pytest.mark.parametrize("time", [seconds, clock])
def test_labels_in_the_text_of_a_track_tell_the_speakers(name: str, time: Callable[[int], str]) -> None:
    rows = [f"{time(at)}\t{time(at + 1)}\t{who}: {text}" for at, (who, text) in enumerate(TALK)]
    assert spoken("\n".join(rows), name) == [(who, text, at) for at, (who, text) in enumerate(TALK, 1)]


def test_pitch_ranges_and_a_heading_are_not_spoken() -> None:
    rows = [
        f"{seconds(at)}\t{seconds(at)}\t{who}: {text}\n\\\t80.0\t240.0" for at, (who, text) in enumerate(TALK)
    ]
    found = spoken("start\tend\ttext\n" + "\n".join(rows), "labels.tsv")
    assert found == [(who, text, 2 * at) for at, (who, text) in enumerate(TALK, 1)]


def test_numbers_that_do_not_rise_are_no_times() -> None:
    rows = "\n".join(f"{price},{price + 2},a chair of oak" for price in (40, 12, 90, 8, 30))
    with pytest.raises(ScriptError, match="no column says who speaks"):
        read_bytes(rows.encode(), "prices.csv")
