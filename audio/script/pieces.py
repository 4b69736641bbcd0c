"""Blocks cut where somebody else may begin to speak."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from audio.script.convention import Convention, is_wholly
from audio.script.labels import STAMP, Candidate, at_offset
from audio.script.text import is_question
from audio.script.values import Block, Lines

PieceKind = Literal["speech", "question", "heading", "mark", "rule", "code"]

_CHEVRON = re.compile(r"(?:^|(?<=\s))>{2,3}(?=\s|[^\W\d])[ \t]*")
_MOST_NAMES = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one block that one person says, or nobody."""

    index: int
    """Which block it is of."""
    block: Block
    start: int
    """Offset of its first character after the label."""
    end: int
    """Offset after its last character."""
    kind: PieceKind = "speech"
    label: Candidate | None = None
    """The label it begins with."""
    changed: bool = False
    """A mark says that somebody else speaks from here, without saying who."""

    @property
    def text(self) -> str:
        """As written, line breaks and stage directions included."""
        return self.block.text[self.start : self.end]

    @property
    def line(self) -> int:
        """1-based source line of the label or, without one, of the first word."""
        at = self.label.start if self.label else self.start
        while at < self.end and self.block.text[at : at + 1].isspace():
            at += 1
        return self.block.line_at(at)

    @property
    def lines(self) -> Lines:
        """The source lines of its text without the label."""
        text = self.text
        lead = len(text) - len(text.lstrip())
        return Lines(
            self.block.line_at(self.start + lead), self.block.line_at(self.start + len(text.rstrip()))
        )


def cut(blocks: Sequence[Block], convention: Convention) -> list[Piece]:
    """Give the pieces of all blocks, in order."""
    counted = _counting(convention)
    inside = _inner_labels(convention)
    pieces: list[Piece] = []
    for index, block in enumerate(blocks):
        if block.kind == "rule":
            pieces.append(Piece(index, block, 0, len(block.text), "rule"))
        elif block.kind == "code":
            pieces.append(Piece(index, block, 0, len(block.text), "code"))
        else:
            pieces.extend(_cut_block(index, block, counted.get(index, []), inside, convention))
    return pieces


def _counting(convention: Convention) -> dict[int, list[Candidate]]:
    """The candidates that are labels, by block: an accepted name in a shape that this file uses."""
    most = max(convention.shapes.values(), default=0)
    by_block: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in convention.candidates:
        usual = convention.shapes.get(candidate.shape, 0)
        strong = candidate.delimiter in ("colon", "voice", "bold", "bracket", "stop")
        rare = usual < 0.5 * most or usual < 2
        if candidate.key in convention.marks or (candidate.key in convention.labels and (strong or not rare)):
            by_block[candidate.block].append(candidate)
        elif candidate.key in convention.labels and candidate.stamped and candidate.alone:
            by_block[candidate.block].append(candidate)
    return by_block


def _inner_labels(convention: Convention) -> re.Pattern[str] | None:
    """What finds this file's own labels in the middle of a line: after a stop or a bracket, with a colon."""
    colons = sum(count for shape, count in convention.shapes.items() if shape[0] == "colon" and not shape[1])
    written = {
        c.written for c in convention.candidates if c.key in convention.labels and c.delimiter == "colon"
    }
    full = sorted((w for w in written if " " in w or (w.isupper() and len(w) > 1)), key=len, reverse=True)[
        :_MOST_NAMES
    ]
    if not full or colons < 2:
        return None
    names = "|".join(map(re.escape, full))
    return re.compile(rf"(?<=[.?!…)\]\"”’] )(?:{names})[:：](?=\s)")


def _cut_block(
    index: int,
    block: Block,
    labels: Sequence[Candidate],
    inner: re.Pattern[str] | None,
    convention: Convention,
) -> Iterator[Piece]:
    found = {label.start: label for label in labels}
    for label in _inside(index, block, inner, convention):
        if not any(known.start <= label.start < known.end for known in found.values()):
            found.setdefault(label.start, label)
    changes = _chevrons(block, found) if convention.chevrons else {}
    starts = sorted({*found, *changes})
    if not starts or block.text[: starts[0]].strip():
        yield _unlabelled(index, block, 0, starts[0] if starts else len(block.text), convention)
    for start, end in zip(starts, [*starts[1:], len(block.text)], strict=False):
        label = found.get(start)
        if label is None:
            yield Piece(index, block, changes[start], end, changed=True)
        elif label.key in convention.marks:
            yield Piece(index, block, start, end, "mark", label)
        else:
            yield Piece(index, block, min(label.end, end), end, "speech", label)


def _unlabelled(index: int, block: Block, start: int, end: int, convention: Convention) -> Piece:
    style, level = convention.questions, convention.question_level
    whole = end == len(block.text)
    if block.kind == "heading":
        question = style == "heading" and (block.level == level or is_question(block.text))
        return Piece(index, block, start, end, "question" if question else "heading")
    question = bool(whole and style in ("strong", "emphasis") and is_wholly(block, style))
    return Piece(index, block, start, end, "question" if question else "speech")


def _inside(
    index: int, block: Block, inner: re.Pattern[str] | None, convention: Convention
) -> Iterator[Candidate]:
    """Labels in the middle of a line, set apart by emphasis or written as elsewhere in the file."""
    for span in block.spans:
        if span.kind in ("strong", "emphasis", "cite") and span.start > 0 and span.end - span.start <= 60:
            before = block.text[: span.start][-2:]
            if before[-1:].isalnum() or before[-1:] == ":":
                continue
            found = at_offset(block, index, span.start)
            if (
                found
                and found.key in convention.labels
                and found.delimiter == "colon"
                and found.emphasis == span.kind
            ):
                yield found
    if inner is not None and ":" in block.text:
        for match in inner.finditer(block.text):
            found = at_offset(block, index, match.start())
            if found and found.key in convention.labels:
                yield found


def _chevrons(block: Block, labels: dict[int, Candidate]) -> dict[int, int]:
    """Where `>>` marks a change: offset of the mark -> offset of the speech; a label there has its own piece."""
    found = {}
    for match in _CHEVRON.finditer(block.text):
        labelled = any(
            label.start <= match.start() < max(label.end, label.start + 1) for label in labels.values()
        )
        if not labelled:
            found[match.start()] = match.end()
    return found


def is_stamp_only(piece: Piece) -> bool:
    """Say whether a piece is a timestamp and nothing else."""
    return bool(STAMP.fullmatch(piece.text.strip()))
