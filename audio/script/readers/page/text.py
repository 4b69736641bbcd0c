"""Writing down the text of one HTML block: white space folded, lines kept, spans noted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

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


class _Run(NamedTuple):
    """An element that is open and sets its text apart."""

    kinds: Sequence[SpanKind]
    looks: Sequence[str]
    element: _Element
    start: int = 0
    """How much of the block was written before it."""


class Writing:
    """The block that is being written. The elements that are open at its end are `around` the next one."""

    def __init__(self, around: Sequence[_Run] = ()) -> None:
        self.around = [run._replace(start=0) for run in around]
        self._parts: list[str] = []
        self._length = 0
        self._end = "\n"
        self._breaks = 0
        self._owed = False
        self._first = self._last = 0
        self._spans: list[Span] = []
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

    def open(self, kinds: Sequence[SpanKind], looks: Sequence[str], element: _Element) -> None:
        """Begin a run of text that is set apart, if it is."""
        if kinds or looks:
            self.around.append(_Run(kinds, looks, element, self._length))

    def close(self, element: _Element) -> None:
        """End the run that an element began, if it did."""
        if self.around and self.around[-1].element is element:
            self._note(self.around.pop())

    def finish(self, kind: BlockKind, level: int) -> tuple[Block | None, Sequence[Look]]:
        """Give the block, or None where nothing visible was written, and its looks."""
        for run in self.around[-_MOST_AROUND:]:
            self._note(run)
        text = "".join(self._parts).rstrip()
        if not text:
            return None, ()
        lines = Lines(self._first, self._last)
        return Block(text, lines, kind, level, _tidy(self._spans, text)), self._looks

    def _append(self, piece: str) -> None:
        if piece == "\n" and self._end == " ":
            self._parts[-1] = self._parts[-1][:-1]
            self._length -= 1
        self._parts.append(piece)
        self._length += len(piece)
        self._end = piece[-1]

    def _note(self, run: _Run) -> None:
        if self._length > run.start:
            for kind in run.kinds:
                target = run.element.get("href", "") if kind == "link" else ""
                self._spans.append(Span(run.start, self._length, kind, target))
            self._looks += [Look(name, run.start, self._length) for name in run.looks]


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
