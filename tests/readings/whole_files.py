"""Whole files as people publish them, each with its right reading beside it.

The reading of `NAME` is `NAME.reading`, lines of `mark text`:

    people Ada Quill; Ben Ochre | Mr. Ochre; Q ~   who speaks: a key, further right names; `~`: any name
    unsaid TEXT                                    what no turn may say
    optional TEXT                                  what the narrator may say or leave out
    > TEXT                                         what the narrator must say in this place
    KEY: TEXT                                      a turn
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grading import NARRATOR, Expected

FILES = Path(__file__).parent / "files"
HELD = Path(__file__).parent / "held"


@dataclass(frozen=True, slots=True)
class WholeFile:
    """A file and its right reading."""

    name: str
    data: bytes
    expected: Expected


def whole_files(folder: Path) -> Iterator[WholeFile]:
    """Give the files of a folder, by name."""
    for path in sorted(folder.glob("*.reading")):
        source = path.with_suffix("")
        yield WholeFile(source.name, source.read_bytes(), read_expected(path.read_text(encoding="utf-8")))


def read_expected(text: str) -> Expected:
    """Read a right reading."""
    names: dict[str, tuple[str, ...]] = {}
    turns: list[tuple[str, str]] = []
    lists: dict[str, list[str]] = {"unsaid": [], "optional": []}
    for line in text.splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "people":
            names = dict(_person(part.strip()) for part in rest.split(";"))
        elif mark in lists:
            lists[mark].append(rest)
        elif mark == ">":
            turns.append((NARRATOR, rest))
        else:
            key = max((key for key in names if line.startswith(f"{key}: ")), key=len)
            turns.append((key, line.removeprefix(f"{key}: ")))
    return Expected(tuple(turns), names, tuple(lists["unsaid"]), tuple(lists["optional"]))


def _person(text: str) -> tuple[str, tuple[str, ...]]:
    if text.endswith("~"):
        return text.rstrip("~ "), ()
    own = tuple(name.strip() for name in text.split("|"))
    return own[0], own
