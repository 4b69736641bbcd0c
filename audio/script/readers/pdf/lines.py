"""The lines of a PDF's pages as pypdf finds them, each with its place on the page and its typefaces."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from audio.script.readers.set_apart import Look
from audio.script.text import tidy

BOLD = "bold"
"""The look of bold type."""
ITALIC = "italic"
"""The look of italic type."""
_BOLD = re.compile(r"bold|black|heavy|semi-?b|demi|ultra|(?<=[-,])b(?:d|i)?$|(?<=[a-z,-])Bd", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|kursiv|(?<=[-,])b?i(?:t)?$|(?<=[a-z,-])It$", re.IGNORECASE)
_COLOURS = frozenset((b"rg", b"g", b"k", b"sc", b"scn"))
"""Operators that set the colour of what is filled, such as letters."""
_DEEPEST = 64
"""States of graphics inside one another that are remembered."""
_SUBSET = re.compile(r"^/?(?:[A-Z]{6}\+)?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page."""

    text: str
    """As it stands, white space before it included."""
    x: float = 0.0
    """Where it begins, in points from the left; 0 where that is not known."""
    y: float = 0.0
    """Its baseline, in points from below; 0 where that is not known."""
    size: float = 0.0
    """Of its first letter, in points; 0 where that is not known."""
    looks: tuple[Look, ...] = ()
    """Runs of one typeface or colour: `bold`, `italic`, a typeface by name, a colour as the file has it."""
    parts: tuple[tuple[int, float], ...] = ()
    """Where text is set down anew within it: offset and distance from the left in points."""


@dataclass(slots=True)
class _Raw:
    """A line while it is gathered."""

    text: str = ""
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0
    looks: list[Look] = field(default_factory=list)
    parts: list[tuple[int, float]] = field(default_factory=list)


def page_lines(page: Any, on_mark: Callable[[], None] = lambda: None) -> list[Line]:
    """Give the lines of a page, white space after its last word left out; `on_mark` is told of each mark."""
    gathered = _Gathering(on_mark)
    whole = page.extract_text(visitor_text=gathered.text, visitor_operand_before=gathered.operator)
    lines = tidy(whole).rstrip().split("\n")
    if "".join(gathered.written) != whole or len(gathered.raw) < len(lines):
        return [Line(line) for line in lines]
    return [_placed(line, found) for line, found in zip(lines, gathered.raw, strict=False)]


class _Gathering:
    """What pypdf tells of a page while it reads it: the signatures are pypdf's."""

    def __init__(self, on_mark: Callable[[], None]) -> None:
        self._on_mark = on_mark
        self.raw = [_Raw()]
        self.written: list[str] = []
        self._colours = [""]

    def operator(self, operator: bytes, operands: Sequence[Any], cm: object, tm: object) -> None:
        """Note the colour of what comes."""
        del cm, tm
        self._on_mark()
        if operator in _COLOURS:
            self._colours[-1] = f"colour:{' '.join(map(str, operands))[:60]}"
        elif operator == b"q" and len(self._colours) < _DEEPEST:
            self._colours.append(self._colours[-1])
        elif operator == b"Q" and len(self._colours) > 1:
            self._colours.pop()

    def text(self, text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:
        """Note a piece of text with its place and looks."""
        self.written.append(text)
        if not text:
            return
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[1]) or 1.0
        looks = (*_faces(str((font or {}).get("/BaseFont", ""))), self._colours[-1])
        for index, piece in enumerate(text.split("\n")):
            if index:
                self.raw.append(_Raw())
            _add(self.raw[-1], piece, (x, y, size * scale), looks)


def _add(line: _Raw, piece: str, place: tuple[float, float, float], faces: tuple[str, ...]) -> None:
    start = len(line.text)
    line.text += piece
    if not piece.strip():
        return
    if not line.parts:
        line.x, line.y, line.size = place
    line.parts.append((start + len(piece) - len(piece.lstrip()), place[0]))
    line.looks += [Look(name, start, len(line.text)) for name in faces]


def _placed(text: str, found: _Raw) -> Line:
    """Give a line with its place; its looks only where tidying left it as it was."""
    if text.rstrip() != found.text.rstrip():
        return Line(text, found.x, found.y, found.size)
    looks = tuple(_joined(found.looks, text))
    return Line(text, found.x, found.y, found.size, looks, tuple(found.parts))


def _joined(looks: Sequence[Look], text: str) -> list[Look]:
    """Give looks with those that only white space parts made one."""
    joined: dict[str, list[Look]] = {}
    for look in looks:
        before = joined.setdefault(look.name, [])
        if before and not text[before[-1].end : look.start].strip():
            before[-1] = Look(look.name, before[-1].start, look.end)
        else:
            before.append(look)
    return sorted(
        (look for same in joined.values() for look in same), key=lambda look: (look.start, -look.end)
    )


@lru_cache(maxsize=1000)
def _faces(written: str) -> tuple[str, ...]:
    """Give the looks of a font by its name, such as `/ABCDEF+Georgia-BoldItalic`."""
    name = _SUBSET.sub("", written, count=1)
    if not name:
        return ()
    found = [f"font:{name}"]
    if _BOLD.search(name):
        found.append(BOLD)
    if _ITALIC.search(name):
        found.append(ITALIC)
    return tuple(found)
