"""Where a setting stands in the front matter of a script."""

from __future__ import annotations

from pathlib import Path

import pytest

from audio.cast import effective_settings
from audio.errors import SettingsError
from audio.script import read_script, write_canonical

TALK = "**Ada:** What did you build?\n\n**Ben:** A small boat. It leaks.\n"
HEAD = """\
---
title: The boat
loudness:
  target: -99
vivavoce:
  pauses: {sentence: 0.3, end: 40}
  music:
    intro:
      gain: loud
---
"""


@pytest.fixture
def script_file(tmp_path: Path) -> Path:
    return tmp_path / "boat.md"


def mistakes(file: Path) -> list[str]:
    with pytest.raises(SettingsError) as error:
        effective_settings(script=read_script(file))
    return [f"{Path(problem.source).name}:{problem.line}" for problem in error.value.problems]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_mistake_is_placed_at_its_line(script_file, line_end, mark):
    script_file.write_bytes((mark + (HEAD + TALK).replace("\n", line_end)).encode())

    assert mistakes(script_file) == ["boat.md:4", "boat.md:6", "boat.md:9"]


def test_the_written_reading_of_a_script_places_them_too(script_file):
    script_file.write_text(HEAD + TALK, encoding="utf-8")
    written = write_canonical(read_script(script_file))
    script_file.write_text(written, encoding="utf-8")

    lines = [line.strip() for line in written.split("\n")]
    wrong = [1 + lines.index(line) for line in ("target: -99", "end: 40", "gain: loud")]
    assert mistakes(script_file) == [f"boat.md:{line}" for line in sorted(wrong)]


def test_a_setting_knows_the_line_it_was_made_on(script_file):
    script_file.write_text(f"---\ntitle: x\nspeakers:\n  Ada: {{speed: 1.2}}\n---\n{TALK}", encoding="utf-8")

    origin = effective_settings(script=read_script(script_file)).origin("speakers", "Ada", "speed")

    assert origin is not None
    assert origin.place == f"{script_file}:4"
