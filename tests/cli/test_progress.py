"""What a person sees of a render, on a terminal of some width."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")

LONG = "a-clock-that-sulks-and-what-the-keeper-of-mill-lane-makes-of-it"


def lines_of(shown: str) -> list[str]:
    """Give what is left of a screen's lines, bars that were drawn again and again apart."""
    return [line.rpartition("\r")[2] for line in re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", shown).splitlines()]


def _table(shown: str) -> list[str]:
    """Give the heading of the closing table and the row below it."""
    lines = lines_of(shown)
    at = next(at for at, line in enumerate(lines) if "LUFS" in line)
    return lines[at : at + 2]


@pytest.fixture
def long_name(folder: Path) -> str:
    """Give the name of an interview that is longer than a terminal is wide."""
    shutil.copy("clock.txt", f"{LONG}.txt")
    return f"{LONG}.txt"


def test_the_bar_counts_takes_from_the_first_on_as_the_table_does(folder, watched):
    shown = watched(120, "render", "clock.txt", "--engine", "tone")

    takes = re.search(r"speaking the first of (\d+) takes", shown)
    assert takes
    assert set(re.findall(r"(\d+) takes", shown)) == {takes[1]}
    assert "sentence" not in shown
    head, figures = _table(shown)
    end = head.index("takes new") + len("takes new")
    assert figures[:end].endswith(f" {takes[1]}")


def test_on_a_narrow_terminal_the_whole_path_has_a_line_of_its_own(long_name, watched):
    shown = watched(60, "render", long_name, "--engine", "tone")

    lines = lines_of(shown)
    head, path, figures, *doubt, line = lines[lines.index(f"out/{LONG}.mp3") - 1 :][:6]
    assert doubt == [f"out/{LONG}.mp3:", "1 doubt of the reading"]
    assert line == f"  vivavoce check {long_name} --engine tone"
    assert path == f"out/{LONG}.mp3"
    assert head.split()[:3] == ["length", "chapters", "turns"]
    assert len(head) == len(figures) <= 60


def test_a_bar_is_one_line_on_a_narrow_terminal_and_shows_where_the_name_ends(long_name, watched):
    shown = watched(60, "render", long_name, "--engine", "tone")

    bars = [line for line in re.split(r"[\r\n]", re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", shown)) if "━" in line]
    assert bars
    assert all(bar.startswith(f"…{LONG[-19:]} ") and len(bar) <= 60 for bar in bars)


def test_what_failed_is_told_once_on_a_terminal(folder, watched):
    Path("nothing.md").touch()

    shown = watched(120, "render", "clock.txt", "nothing.md", "--engine", "tone", status=1)
    assert shown.count("the file is empty") == 1
    assert "nothing.md: not made: the file is empty" in shown


def test_what_failed_is_told_also_where_the_command_ends_before_its_table(folder, watched):
    Path("nothing.md").touch()
    Path("again.txt").write_bytes(Path("clock.txt").read_bytes())

    shown = watched(120, "render", "clock.txt", "again.txt", "nothing.md", "-o", "x.mp3", status=2)
    assert shown.count("the file is empty") == 1
    assert "x.mp3 is one file" in " ".join(shown.split())


def test_on_the_narrowest_terminal_a_render_ends(folder, watched):
    watched(2, "render", "clock.txt", "--engine", "tone")


def test_a_name_that_fits_stays_in_the_table(folder, watched):
    head, figures = _table(watched(60, "render", "clock.txt", "--engine", "tone"))

    assert head.startswith("episode ")
    assert figures.startswith("out/clock.mp3 ")


def test_what_does_not_fit_beside_the_figures_stands_below_them_with_the_line_to_type(folder, watched):
    Path("empty.md").write_text("# Nothing\n", "utf-8")

    lines = lines_of(watched(60, "render", "clock.txt", "empty.md", "--engine", "tone", status=1))

    assert lines[-6].startswith("out/clock.mp3 ")
    assert lines[-5].startswith("empty.md ")
    assert lines[-4:] == [
        "out/clock.mp3: 1 doubt of the reading",
        "  vivavoce check clock.txt --engine tone",
        "empty.md: not made: There is nothing to speak in it.",
        "  vivavoce check empty.md --engine tone",
    ]


def test_what_was_not_made_has_no_figures_where_names_stand_alone(long_name, watched):
    Path("empty.md").write_text("# Nothing\n", "utf-8")

    lines = lines_of(watched(60, "render", long_name, "empty.md", "--engine", "tone", status=1))

    assert lines[-7] == f"out/{LONG}.mp3"
    assert "-16.0" in lines[-6]
    assert lines[-2:] == [
        "empty.md: not made: There is nothing to speak in it.",
        "  vivavoce check empty.md --engine tone",
    ]


def test_why_something_was_not_made_breaks_between_words_on_a_terminal(folder, watched):
    Path("nothing.md").touch()

    lines = lines_of(watched(60, "render", "clock.txt", "nothing.md", "--engine", "tone", status=1))
    assert lines[-2:] == ["nothing.md: not made: the file is empty. Give a file with an", "interview in it."]


def test_a_remark_breaks_between_words_on_a_terminal(folder, watched):
    shown = watched(60, "render", "clock.txt", "--engine", "tone")

    lines = [line for line in lines_of(shown) if line.startswith(("clock.txt:", "Wray"))]
    assert lines[0].startswith("clock.txt:18: Turns without a label were read as said by")
    assert all(len(line) <= 60 and line[-1:] not in " -" for line in lines)
