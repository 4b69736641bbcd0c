"""From the lines of a PDF's pages to paragraphs: where one ends, and how its parts are set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from audio.script.readers.pdf import layout
from audio.script.readers.pdf.lines import BOLD, ITALIC, Line
from audio.script.readers.set_apart import Look, emphasised
from audio.script.values import Block, BlockKind, Lines, Span, SpanKind

_END = (".", "?", "!", ":", "…", "”", '"', ")", "]", "。", "？", "！")
_HYPHENATED = re.compile(r"([^\W\d_]{2,})-$")
_LABEL = re.compile(r"\s*[A-ZÀ-Þ][^\s.?!:]{0,30}(?:\s[^\s.?!:]{1,30}){0,3}:\s")
_KINDS: dict[str, SpanKind] = {BOLD: "strong", ITALIC: "emphasis"}
_LONGEST_HEADING = 200
_USUAL = 0.6
"""Part of a file's letters from which on a typeface sets nothing apart."""


class Paragraphs:
    """The paragraphs of a file, gathered page by page."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        lines = [line for page in pages for line in page if line.text.strip()]
        self._wide = _usual_width(lines)
        self._pitch = layout.usual_pitch(pages)
        self._size = layout.usual_size(pages)
        self._names = layout.hanging([line.text for line in lines])
        self._kinds = {name: kind for name, kind in _KINDS.items() if _share(lines, name) < _USUAL}
        self._held: list[tuple[int, Line]] = []
        self._blocks: list[Block] = []
        self._looks: dict[int, tuple[Look, ...]] = {}

    def page(self, lines: Sequence[tuple[int, Line]]) -> None:
        """Take the lines of the next page, with their numbers. A paragraph may go on from the page before."""
        for at, (number, line) in enumerate(lines):
            if self._held and (not line.text.strip() or self._ends(self._held[-1][1], line, within=at > 0)):
                self._flush()
            if line.text.strip():
                self._held.append((number, line))

    def finish(self) -> list[Block]:
        """Give the paragraphs."""
        self._flush()
        return emphasised(self._blocks, self._looks)

    def _ends(self, before: Line, after: Line, *, within: bool) -> bool:
        """Say whether a line is the last of its paragraph; `within` where the next is on the same page.

        It ends a sentence well before the margin, or what follows is set apart from it.
        """
        text = before.text.strip()
        if text.endswith(_END) and len(text) < 0.85 * self._wide:
            return True
        if len(text) < 0.6 * self._wide and _LABEL.match(after.text[:120]):
            return True
        if layout.heads_paragraph(after.text, self._names):
            return True
        apart = within or not before.y
        return apart and layout.parts_paragraphs(before, after, self._pitch)

    def _flush(self) -> None:
        if not self._held:
            return
        held = _joined([(number, _stripped(line)) for number, line in self._held])
        first, last = held[0][0], held[-1][0]
        numbered = dict(held)
        parts: list[str] = []
        looks: list[Look] = []
        length = 0
        for number in range(first, last + 1):
            line = numbered.get(number, Line(""))
            parts.append(line.text)
            looks += [Look(look.name, look.start + length, look.end + length) for look in line.looks]
            length += len(line.text) + 1
        text = "\n".join(parts).rstrip("\n")
        spans = _spans(looks, text, self._kinds)
        self._looks[len(self._blocks)] = tuple(look for look in looks if look.name not in _KINDS)
        kind, level = self._kind(text, spans)
        self._blocks.append(Block(text, Lines(first, last), kind, level, spans))
        self._held = []

    def _kind(self, text: str, spans: Sequence[Span]) -> tuple[BlockKind, int]:
        """Tell a heading: short larger type, or the bold line above everything else. Sentences are none."""
        large = all(layout.is_large(line, self._size) for _, line in self._held)
        bold = not self._blocks and any(
            span.kind == "strong" and span.start == 0 and span.end == len(text) for span in spans
        )
        if len(text) > _LONGEST_HEADING or text.endswith(_END) or not (large or bold):
            return "paragraph", 0
        return "heading", 1 if not self._blocks else 2


def _joined(held: Sequence[tuple[int, Line]]) -> list[tuple[int, Line]]:
    """Give lines with each word that a hyphen parts on the line on which it begins."""
    numbers, lines = [number for number, _ in held], [line for _, line in held]
    for index in range(len(lines) - 1):
        here, below = lines[index], lines[index + 1]
        word, gap, rest = below.text.partition(" ")
        if _HYPHENATED.search(here.text) and word[:1].islower():
            whole = here.text[:-1] + word
            end = len(here.text)
            looks = tuple(
                Look(look.name, look.start, len(whole) if look.end >= end else look.end)
                for look in here.looks
            )
            lines[index] = replace(here, text=whole, looks=looks)
            lines[index + 1] = _moved(below, rest, len(word) + len(gap))
    return list(zip(numbers, lines, strict=True))


def _stripped(line: Line) -> Line:
    """Give a line without white space at its ends."""
    return _moved(line, line.text.strip(), len(line.text) - len(line.text.lstrip()))


def _moved(line: Line, text: str, back: int) -> Line:
    """Give a line with its first `back` characters cut off and its looks moved with the text."""
    moved = (Look(name, max(start - back, 0), min(end - back, len(text))) for name, start, end in line.looks)
    return replace(line, text=text, looks=tuple(look for look in moved if look.end > look.start))


def _spans(looks: Sequence[Look], text: str, kinds: dict[str, SpanKind]) -> tuple[Span, ...]:
    """Give the bold and italic runs; one that goes on over a line's end is one run."""
    found: list[Span] = []
    for name, kind in kinds.items():
        own = [Span(look.start, look.end, kind) for look in looks if look.name == name]
        joined: list[Span] = []
        for span in own:
            if joined and not text[joined[-1].end : span.start].strip():
                joined[-1] = Span(joined[-1].start, span.end, kind)
            else:
                joined.append(span)
        found += [_trimmed(span, text) for span in joined]
    whole = [span for span in found if span.end > span.start]
    strong = [span for span in whole if span.kind == "strong"]
    nested = [
        span for span in whole if span.kind == "strong" or not any(_cross(span, other) for other in strong)
    ]
    return tuple(sorted(nested, key=lambda span: (span.start, -span.end)))


def _trimmed(span: Span, text: str) -> Span:
    inside = text[span.start : span.end]
    return Span(span.start + len(inside) - len(inside.lstrip()), span.start + len(inside.rstrip()), span.kind)


def _cross(one: Span, other: Span) -> bool:
    return one.start < other.start < one.end < other.end or other.start < one.start < other.end < one.end


def _usual_width(lines: Sequence[Line]) -> int:
    """Give the length in characters that nine tenths of the lines stay under."""
    lengths = sorted(len(line.text.strip()) for line in lines)
    return lengths[-(-9 * (len(lengths) - 1) // 10)]


def _share(lines: Sequence[Line], name: str) -> float:
    """Give the part of the letters that has a look, 0 to 1."""
    own = sum(look.end - look.start for line in lines for look in line.looks if look.name == name)
    return own / max(1, sum(len(line.text) for line in lines))
