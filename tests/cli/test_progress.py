"""What a person sees of a render, on a terminal of some width."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest
from terminal import watched

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")

LONG = "a-clock-that-sulks-and-what-the-keeper-of-mill-lane-makes-of-it"


def lines_of(shown: str) -> list[str]:
    """Give what is left of a screen's lines, bars that were drawn again and again apart."""
    return [line.rpartition("\r")[2] for line in re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", shown).splitlines()]


@pytest.fixture
def long_name(folder: Path) -> str:
    """Give the name of an interview that is longer than a terminal is wide."""
    shutil.copy("clock.txt", f"{LONG}.txt")
    return f"{LONG}.txt"


def test_the_bar_counts_takes_from_the_first_on_as_the_table_does(folder):
    shown = watched(120, "render", "clock.txt", "--engine", "tone")

    takes = re.search(r"speaking the first of (\d+) takes", shown)
    assert takes
    assert set(re.findall(r"(\d+) takes", shown)) == {takes[1]}
    assert "sentence" not in shown
    head, figures = lines_of(shown)[-2:]
    end = head.index("takes new") + len("takes new")
    assert figures[:end].endswith(f" {takes[1]}")


def test_on_a_narrow_terminal_the_whole_path_has_a_line_of_its_own(long_name):
    shown = watched(60, "render", long_name, "--engine", "tone")

    head, path, figures = lines_of(shown)[-3:]
    assert path == f"out/{LONG}.mp3"
    assert head.split()[:3] == ["length", "chapters", "turns"]
    assert len(head) == len(figures) <= 60


def test_a_bar_is_one_line_on_a_narrow_terminal(long_name):
    shown = watched(60, "render", long_name, "--engine", "tone")

    bars = [line for line in re.split(r"[\r\n]", re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", shown)) if "━" in line]
    assert bars
    assert all(re.match(r"a-clock\S*… ", bar) and len(bar) <= 60 for bar in bars)


def test_a_name_that_fits_stays_in_the_table(folder):
    head, figures = lines_of(watched(60, "render", "clock.txt", "--engine", "tone"))[-2:]

    assert head.startswith("episode ")
    assert figures.startswith("out/clock.mp3 ")
