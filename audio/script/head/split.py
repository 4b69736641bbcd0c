"""Very long blocks cut into portions, so that no later step counts through all of one again and again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from audio.script.values import Block, Direction, Lines, Span

Stretch = TypeVar("Stretch", Span, Direction)

MOST_LINES = 100
"""Lines of one block; no paragraph that anybody wrapped is as long."""


def portions(block: Block) -> Iterator[Block]:
    """Give a block as it is, or cut between lines into blocks of at most 100 lines. Spans are cut with it."""
    if block.text.count("\n") < MOST_LINES:
        yield block
        return
    lines = block.text.split("\n")
    start, spans = 0, block.spans
    for at in range(0, len(lines), MOST_LINES):
        text = "\n".join(lines[at : at + MOST_LINES])
        end = start + len(text)
        kept = tuple(_within(span, start, end) for span in spans if span.start < end)
        asked = directions_within(block, start, end)
        first = min(block.lines.first + at, block.lines.last)
        last = min(first + text.count("\n"), block.lines.last)
        if text.strip():
            yield replace(block, text=text, lines=Lines(first, last), spans=kept, directions=asked)
        start, spans = end + 1, tuple(span for span in spans if span.end > end + 1)


def directions_within(block: Block, start: int, end: int) -> tuple[Direction, ...]:
    """Give the directions of a stretch of a block's text, as seen from its first character."""
    return tuple(
        _within(each, start, end) for each in block.directions if start <= each.end and each.start <= end
    )


def _within(stretch: Stretch, start: int, end: int) -> Stretch:
    """Give what of a stretch lies between two offsets, as seen from the first."""
    return replace(stretch, start=max(stretch.start, start) - start, end=min(stretch.end, end) - start)
