"""The lines of a PDF's pages as pypdf finds them, each with its place on the page and its typefaces."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Any

from audio.script.readers.page import written
from audio.script.text import tidy

BOLD = "b"
"""The look of bold type."""
ITALIC = "i"
"""The look of italic type."""
_BOLD = re.compile(r"bold|black|heavy|semi-?b|demi|ultra|(?<=[-,])b(?:d|i)?$|(?<=[a-z,-])Bd", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|kursiv|(?<=[-,])b?i(?:t)?$|(?<=[a-z,-])It$", re.IGNORECASE)
_COLOURS = frozenset((b"rg", b"g", b"k", b"sc", b"scn"))
"""Operators that set the colour of what is filled, such as letters."""
_DEEPEST = 64
"""States of graphics inside one another that are remembered."""
_SUBSET = re.compile(r"^/?(?:[A-Z]{6}\+)?")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line that is set down at once."""

    text: str
    x: float = 0.0
    """Where it begins, in points from the left."""
    y: float = 0.0
    """Its baseline, in points from below."""
    size: float = 0.0
    """Of its letters, in points."""
    looks: tuple[str, ...] = ()
    """`b`, `i`, the typeface by its name and the colour as the file has it."""


@dataclass(frozen=True)
class Line:
    """A line of a page."""

    runs: tuple[Run, ...]

    @cached_property
    def text(self) -> str:
        """As it stands, white space before it included."""
        return "".join(run.text for run in self.runs)

    @cached_property
    def shown(self) -> tuple[Run, ...]:
        """The runs that are more than white space."""
        return tuple(run for run in self.runs if run.text.strip())

    @property
    def first(self) -> Run:
        """The run of its first letter, which says where it stands; an empty one in an empty line."""
        return self.shown[0] if self.shown else Run("")

    def is_wholly(self, look: str) -> bool:
        """Say whether nearly all of it has a look."""
        own = sum(len(run.text.strip()) for run in self.shown if look in run.looks)
        return own >= 0.95 * len(self.text.strip()) > 0

    def spliced(self, start: int, end: int, text: str = "") -> Line:
        """Give the line with another text in the place of its characters from `start` to before `end`."""
        runs, at = [], 0
        for run in self.runs:
            first, last = max(start - at, 0), max(end - at, 0)
            put = text if 0 <= start - at < len(run.text) else ""
            at += len(run.text)
            runs.append(Run(run.text[:first] + put + run.text[last:], run.x, run.y, run.size, run.looks))
        return Line(tuple(runs))

    def html(self, usual: frozenset[str]) -> str:
        """Give the line as it is set on a page; `usual` are looks that set nothing apart."""
        return "".join(
            written.marked(
                written.text("".join(run.text for run in runs)),
                [look for look in looks if look in (BOLD, ITALIC) and look not in usual],
                [look for look in looks if look not in (BOLD, ITALIC)],
            )
            for looks, runs in groupby(self.runs, lambda run: run.looks)
        )


def page_lines(page: Any, on_mark: Callable[[], None] = lambda: None) -> list[Line]:
    """Give the lines of a page, without empty ones at its end; `on_mark` is told of each mark."""
    gathered = _Gathering(on_mark)
    page.extract_text(visitor_text=gathered.text, visitor_operand_before=gathered.operator)
    lines = [Line(tuple(runs)) for runs in gathered.lines]
    while lines and not lines[-1].shown:
        lines.pop()
    return lines


class _Gathering:
    """What pypdf tells of a page while it reads it: the signatures are pypdf's."""

    def __init__(self, on_mark: Callable[[], None]) -> None:
        self._on_mark = on_mark
        self.lines: list[list[Run]] = [[]]
        self._colours = ["colour:"]

    def operator(self, operator: bytes, operands: Sequence[Any], cm: object, tm: object) -> None:
        """Note the colour of what comes."""
        del cm, tm
        self._on_mark()
        if operator in _COLOURS:
            self._colours[-1] = f"colour:{'-'.join(map(str, operands))[:60]}"
        elif operator == b"q" and len(self._colours) < _DEEPEST:
            self._colours.append(self._colours[-1])
        elif operator == b"Q" and len(self._colours) > 1:
            self._colours.pop()

    def text(self, text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:
        """Note a piece of text with its place and looks."""
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[1]) or 1.0
        looks = (*_faces(str((font or {}).get("/BaseFont", ""))), self._colours[-1])
        for index, piece in enumerate(tidy(text).split("\n")):
            if index:
                self.lines.append([])
            if piece:
                self.lines[-1].append(Run(piece, x, y, size * scale, looks))


@lru_cache(maxsize=1000)
def _faces(font: str) -> tuple[str, ...]:
    """Give the looks of a font by its name, such as `/ABCDEF+Georgia-BoldItalic`."""
    name = _SUBSET.sub("", font, count=1)
    marks = [mark for mark, pattern in ((BOLD, _BOLD), (ITALIC, _ITALIC)) if pattern.search(name)]
    return (*marks, f"font:{name}") if name else ()
