"""A line of a block, stepped over to where a label's name may begin."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from audio.script.text import STAMP
from audio.script.values import Block, Span

REACH = 120
"""Characters of a line that are looked at, so that every line costs the same."""
_PREFIX = re.compile(
    r"[ \t]*(?:[-–—•·*]+[ \t]+|\[[–—+-]\][ \t]*|@(?=\w)|[Aa]nf\.[ ]\d{1,4}[ ]|>{1,3}[ \t]*|——"
    r"|\d{1,4}[.)][ \t]+|#\d{1,4}[ \t]+(?=[^\W\d_])"
    r"|Q?\d{1,4}[ \t]+(?=[^\W\d_][^\n:?!]{1,60}[:：])"
    r"|(?:\d\d[ ]){2,3}\d\d[ ]{2,4}|:(?=[^\W\d_])"
    r"|[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]{1,8}[ \t]*)?[ \t]*"
)
_AFTER_STAMP = re.compile(r"[ \t]*[-–—|:]?[ \t]*(?:>{1,3}[ \t]*)?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a block from where a name may begin."""

    block: Block
    pos: int
    """Offset where a name may begin, after marks and timestamps."""
    reach: int
    """Offset beyond which no label is sought."""
    end: int
    """Offset of the line's end."""
    marked: bool
    """`>>` stands before it."""

    @property
    def text(self) -> str:
        """The text of the whole block."""
        return self.block.text

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match where the name may begin."""
        return pattern.match(self.text, self.pos, self.reach)

    def spans(self) -> list[Span]:
        """Give the spans that begin where the name does, the outermost first."""
        found = spans_from(self.block, self.pos - 1, self.pos + 2)
        return [span for span in found if span.kind != "code"]


def spans_from(block: Block, start: int, end: int) -> Iterator[Span]:
    """Give the spans of a block that begin at `start` or after it and before `end`, in order."""
    for at in range(bisect_left(block.spans, start, key=lambda span: span.start), len(block.spans)):
        if block.spans[at].start >= end:
            return
        yield block.spans[at]


def begin(block: Block, start: int, end: int) -> Line:
    """Step over a dash, `>>` and a timestamp at the beginning of a line."""
    reach = min(end, start + REACH)
    pos = skip(_PREFIX, block.text, start, reach)
    marked = ">>" in block.text[start:pos]
    stamp = STAMP.match(block.text, pos, reach)
    if stamp:
        pos = skip(_AFTER_STAMP, block.text, stamp.end(), reach)
    return Line(block, pos, reach, end, marked)


def skip(pattern: re.Pattern[str], text: str, pos: int, end: int) -> int:
    """Give the offset after a pattern that may stand at `pos`, or `pos`."""
    match = pattern.match(text, pos, max(pos, end))
    return match.end() if match else pos
