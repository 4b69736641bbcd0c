"""Writing down the text of one HTML block: white space folded, lines kept, spans noted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audio.script.readers.set_apart import Look
from audio.script.values import Block, BlockKind, Lines, Span, SpanKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLANKS = re.compile("[ \t\r\f\xa0\u2007\u202f]+")
"""White space within a line; `&nbsp;` and its narrow kin are only space to a reader."""
_GAP = "\u2003"
"""An em space sets apart, as a tab does."""
_MOST_AROUND = 12
"""Open elements, the innermost, whose looks a block has."""


class Writing:
    """The block that is being written. Empty again after `finish`; open spans go on in the next block."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._end = "\n"
        self._breaks = 0
        self._owed = False
        self._first = self._last = 0
        self._spans: list[Span] = []
        self._opened: list[tuple[SpanKind, int, _Element]] = []
        self._looked: list[tuple[tuple[str, ...], int, _Element]] = []
        self._looks: list[Look] = []

    def add(self, piece: str, line: int) -> None:
        """Write text without line breaks that stands on a source line."""
        piece = _BLANKS.sub(" ", piece).replace(_GAP, "\t")
        if self._end in " \n":
            piece = piece.lstrip(" " if self._end == " " else " \t")
        if not piece:
            return
        self._append(piece)
        if piece.strip():
            self._breaks, self._owed = 0, False
            self._first = self._first or line
            self._last = line

    def newline(self) -> None:
        """Write a line break of the source; the one after a `<br>` is the same one."""
        if self._owed:
            self._owed = False
        elif self._first:
            self._append("\n")

    def line_break(self) -> bool:
        """Write a `<br>`. True where it is the second in a row, which ends a paragraph."""
        if not self._first:
            return False
        self._breaks += 1
        if self._end != "\n":
            self._append("\n")
            self._owed = True
        return self._breaks > 1

    def at_line_start(self) -> bool:
        """Say whether nothing is written yet on the current line."""
        return self._end == "\n"

    def open(self, kind: SpanKind, element: _Element) -> None:
        """Begin a span."""
        self._opened.append((kind, self._length, element))

    def look(self, names: tuple[str, ...], element: _Element) -> None:
        """Begin a run of text with some looks."""
        if names:
            self._looked.append((names, self._length, element))

    def close(self, element: _Element) -> None:
        """End the span and the looks that an element began, if it did."""
        if self._looked and self._looked[-1][2] is element:
            names, start, _ = self._looked.pop()
            if self._length > start:
                self._looks += [Look(name, start, self._length) for name in names]
        if self._opened and self._opened[-1][2] is element:
            self._note(*self._opened.pop())

    def looks(self) -> tuple[Look, ...]:
        """Give the looks of the block that is being written."""
        around = [
            Look(name, start, self._length)
            for names, start, _ in self._looked[-_MOST_AROUND:]
            for name in names
            if self._length > start
        ]
        return (*self._looks, *around)

    def finish(self, kind: BlockKind, level: int) -> Block | None:
        """Give the block, or None where nothing visible was written."""
        for opened in self._opened:
            self._note(*opened)
        whole = "".join(self._parts)
        text = whole.rstrip()
        spans = _tidy(self._spans, text)
        lines = Lines(self._first, self._last)
        self._parts, self._length, self._end = [], 0, "\n"
        self._breaks, self._owed = 0, False
        self._first = self._last = 0
        self._spans = []
        self._opened = [(span, 0, element) for span, _, element in self._opened]
        self._looks = []
        self._looked = [(names, 0, element) for names, _, element in self._looked]
        return Block(text, lines, kind, level, spans) if text else None

    def _append(self, piece: str) -> None:
        if piece == "\n" and self._end == " ":
            self._parts[-1] = self._parts[-1][:-1]
            self._length -= 1
        self._parts.append(piece)
        self._length += len(piece)
        self._end = piece[-1]

    def _note(self, kind: SpanKind, start: int, element: _Element) -> None:
        if self._length > start:
            target = (element.get("href") or "") if kind == "link" else ""
            self._spans.append(Span(start, self._length, kind, target))


def _tidy(spans: list[Span], text: str) -> tuple[Span, ...]:
    """Give spans without white space at their ends, in order; neighbours of one kind become one."""
    trimmed: list[Span] = []
    for span in spans:
        inside = text[span.start : span.end]
        start = span.start + len(inside) - len(inside.lstrip())
        end = span.start + len(inside.rstrip())
        if end > start:
            trimmed.append(Span(start, end, span.kind, span.target))
    trimmed.sort(key=lambda span: (span.start, -span.end))
    joined: list[Span] = []
    latest: dict[SpanKind, int] = {}
    for span in trimmed:
        at = latest.get(span.kind)
        if at is not None and span.kind != "link" and not text[joined[at].end : span.start].strip():
            whole = Span(joined[at].start, max(joined[at].end, span.end), span.kind)
            if not any(_cross(other, whole) for other in joined[max(0, at - 8) : at]):
                joined[at] = whole
                continue
        latest[span.kind] = len(joined)
        joined.append(span)
    return tuple(joined)


def _cross(one: Span, other: Span) -> bool:
    """Say whether a span ends inside one that begins later."""
    return one.start < other.start < one.end < other.end
