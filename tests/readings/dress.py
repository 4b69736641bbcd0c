"""The ways of setting a conversation in a file, as `dresses/*.yaml` describe them.

A dress is an entry of `dresses/*.yaml`. Its templates know `{title}`, `{introduction}`, `{date}`,
`{long_date}`, `{duration}`, `{people}`, `{asker}`, `{asked}`, `{page}` and, where a turn is made, `{name}`,
`{text}`, `{number}`, `{pair}` (two turns have one), `{part}` (host or guest), `{who}` (the person's number),
`{note}` (of `notes`), `{start}` and `{end}` (times as `clock` says). Outside turns, what stands in ⟦ ⟧
must not be said and what stands in ⟨ ⟩ may be left out; the introduction must be said, by the narrator.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FOLDER = Path(__file__).parent / "dresses"


@dataclass(frozen=True, slots=True)
class Dress:
    """A way of setting a conversation in a file."""

    dress: str
    """Its name."""
    turn: str = "{name}: {text}"
    """A turn's first paragraph."""
    first: str = ""
    """The same for the first turn of everybody, where it differs."""
    answer: str = ""
    """The same for people who do not ask, where it differs."""
    later: str = "{text}"
    """A turn's further paragraphs."""
    inner: str = "\n\n"
    """Between the paragraphs of a turn."""
    opened: str = ""
    """Before a turn."""
    closed: str = ""
    """Behind a turn."""
    between: str = "\n\n"
    """Between turns."""
    head: str | None = None
    """Before the first turn; None is a title, an introduction, both or nothing, as the seed has it."""
    foot: str = ""
    names: str = "full"
    """The rule of `naming.labels` for the labels."""
    first_names: str = ""
    """The same for everybody's first label, where it differs."""
    told: bool = False
    """Whether the head tells who is behind every label."""
    suffix: str = ".txt"
    encoding: str = "utf-8"
    newline: str = "\n"
    escape: str = ""
    """`html`, `csv` or `json`; `entities` and `json_ascii` are html and json in ASCII alone."""
    clock: str = "{h:02}:{m:02}:{s:02}"
    """A time: hours `h`, minutes `m`, seconds `s`, milliseconds `ms`, `frame` of 25 a second; `minutes` and
    `seconds` of all; `hour` and `half` of a twelve-hour day, `hour24`, `minute`."""
    wrap: int = 0
    """Longest line in characters, 0 for no wrapping."""
    hang: int = 0
    """Indentation of the further lines of a wrapped paragraph."""
    split: int = 0
    """Most characters of a caption, 0 where paragraphs stay whole."""
    prefix: str = ""
    """Before every line of the conversation; `{line}` counts the lines of a page of 25."""
    page: str = ""
    """What stands between two pages."""
    page_lines: int = 30
    stage: tuple[str, ...] = ()
    """Directions put behind some sentences; they must not be said."""
    furniture: tuple[str, ...] = ()
    """What stands behind every fourth turn, in rotation; it must not be said. `{quoted}` is what the turn's
    first sentence says."""
    notes: tuple[str, ...] = ()
    """What stands beside the names, such as a role or a picture: the first person's first."""
    listed: str = "{name}"
    """One of `{people}` in a head, by full `{name}`, `{label}`, `{who}` and `{note}`."""
    listed_by: str = ", "
    """Between two of them."""
    flaws: tuple[str, ...] = ()
    """`old→new`: slips of whoever typed it, each made once in about six turns."""
    needs: tuple[str, ...] = ()
    """`two` people, `english`, `spaced` words, one `asker`, 20 turns or more (`long`), up to 60 (`short`), or
    one of some languages, by their codes: `ja` or `ja zh`."""
    held: bool = False
    """Whether it is kept for judging alone."""


@cache
def dresses() -> tuple[Dress, ...]:
    """Give all dresses, in the order of their files."""
    yaml = YAML(typ="safe")
    entries: list[dict[str, Any]] = [
        entry for path in sorted(FOLDER.glob("*.yaml")) for entry in yaml.load(path)
    ]
    for entry in entries:
        entry.update((key, tuple(value)) for key, value in entry.items() if isinstance(value, list))
    return tuple(Dress(**entry) for entry in entries)
