"""The marks in a whole file, taken off its blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audio.script.direction.marks import LIKE_A_MARK, Directed, closed_cuts, merged, taken_off
from audio.script.document import Document
from audio.script.text import one_line
from audio.script.values import Block, Direction, Dropped, Lines


def directed(document: Document) -> Document:
    """Give a document whose blocks carry as directions what marks in their text ask for.

    The marks are dropped, with what is cut. A mark on a line of its own is of the end of the paragraph before
    it; where none is, of the beginning of the next.
    """
    texts = ["" if block.kind == "code" else block.text for block in document.blocks]
    marked = [bool("]" in text and LIKE_A_MARK.search(text)) for text in texts]
    if not any(marked):
        return document
    blocks: list[Block] = []
    dropped: list[Dropped] = []
    held: tuple[Direction, ...] = ()
    for block, cut, has_marks in zip(document.blocks, closed_cuts(texts), marked, strict=True):
        read = taken_off(block.text, cut) if cut or has_marks else None
        if read is None or not (read.removed or read.text != block.text):
            blocks.append(replace(block, directions=held) if held and block.kind != "rule" else block)
            held = held if block.kind == "rule" else ()
            continue
        dropped += _dropped(block, read)
        if read.text.strip():
            blocks.append(_without_marks(block, read, held))
            held = ()
        elif read.directions and blocks and blocks[-1].kind not in ("heading", "rule", "code"):
            blocks[-1] = _with_points(blocks[-1], read.directions)
        else:
            held = (*held, *(replace(each, start=0, end=0) for each in read.directions))
    ordered = sorted((*document.dropped, *dropped), key=lambda item: item.lines.first)
    return replace(document, blocks=tuple(blocks), dropped=tuple(ordered))


def _dropped(block: Block, read: Directed) -> list[Dropped]:
    return [
        Dropped(
            one_line(block.text[each.start : each.end]),
            each.reason,
            Lines(block.line_at(each.start), block.line_at(each.end)),
        )
        for each in read.removed
    ]


def _without_marks(block: Block, read: Directed, held: Sequence[Direction]) -> Block:
    """Give a block with the text that is left, and what its marks and those before it ask for."""
    to = read.edits.moved
    spans = (replace(span, start=to(span.start), end=to(span.end)) for span in block.spans)
    kept = tuple(span for span in spans if span.end > span.start)
    return replace(block, text=read.text, spans=kept, directions=merged((*held, *read.directions)))


def _with_points(block: Block, directions: Sequence[Direction]) -> Block:
    """Give a block with directions at its end."""
    end = len(block.text)
    points = (replace(each, start=end, end=end) for each in directions)
    return replace(block, directions=merged((*block.directions, *points)))
