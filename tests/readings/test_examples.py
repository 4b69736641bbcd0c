"""The examples of sources are sound: what is said stands in the file, what must not be said is not said."""

from pathlib import Path
from typing import Any

import pytest
from source_examples import SOURCES, examples, graded

from audio.script import Paragraph, Script, Turn
from audio.script.values import Lines

HELD = SOURCES.parent / "sources_held"
_NONE = Lines(0, 0)
_ALL = [(file, right) for folder in (SOURCES, HELD) for file, right in examples(folder)]


def _script(right: dict[str, Any]) -> Script:
    """Give the script that reads an example as it should be read."""
    turns = (
        Turn(number, who or "Narrator", (Paragraph(text, _NONE),), narration=who is None)
        for number, (who, text) in enumerate(right["turns"], start=1)
    )
    return Script("", tuple(turns))


def test_every_source_has_two_examples_one_held_back_and_the_place_where_its_form_was_seen() -> None:
    names = sorted(folder.name for folder in SOURCES.iterdir())
    assert names == sorted(folder.name for folder in HELD.iterdir())
    for name in names:
        assert (SOURCES / name / "seen.txt").read_text().startswith("Seen: ")
    assert len(_ALL) == 3 * len(names)


@pytest.mark.parametrize(("file", "right"), _ALL, ids=lambda value: "" if isinstance(value, dict) else None)
def test_the_right_reading_is_right_and_one_without_its_last_turn_is_not(
    file: Path, right: dict[str, Any]
) -> None:
    assert graded(_script(right), right) == []
    assert graded(_script({**right, "turns": right["turns"][:-1]}), right)
