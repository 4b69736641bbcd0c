"""Blocks cut where somebody else may begin to speak."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from audio.script.convention.counted import counting
from audio.script.convention.decision import Convention
from audio.script.convention.looks import CHEVRON, CUE_DASH, is_prompt
from audio.script.labels import Candidate, at_offset
from audio.script.names import QUESTION_LABELS
from audio.script.text import STAMP, asks, ends_sentence, is_question
from audio.script.unspoken import heads_credits, is_credits_heading
from audio.script.values import Block, Lines

PieceKind = Literal["speech", "question", "heading", "mark", "rule", "code", "comment"]

_DASH = re.compile(r"\A\s*(?:[—–―]\s*|-\s+)(?=[^\s—–―-])")
_FEW_WORDS = 10


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
    counted = counting(convention, blocks)
    pieces: list[Piece] = []
    for index, block in enumerate(blocks):
        if index >= convention.said and block.kind != "rule":
            pieces.append(Piece(index, block, 0, len(block.text), "comment"))
        elif block.kind in ("rule", "code"):
            pieces.append(Piece(index, block, 0, len(block.text), "code" if block.kind == "code" else "rule"))
        else:
            pieces.extend(_cut_block(index, block, counted.get(index, []), convention))
    ends = [at for at, each in enumerate(pieces) if each.kind == "heading" and heads_credits(each.text)]
    asking = max((at for at, each in enumerate(pieces) if asks(each.text)), default=-1)
    end = next((at for at in ends if at > asking), len(pieces))
    pieces[end:] = [
        replace(each, kind="speech") if each.kind == "question" else each for each in pieces[end:]
    ]
    for at, (ahead, piece) in enumerate(pairwise(pieces), 1) if convention.questions.style == "plain" else ():
        if ahead.kind == piece.kind == "question" and is_prompt(piece.block):  # an answer may begin as one
            pieces[at] = replace(piece, kind="speech")
    answers = [convention.questions.answered_by(piece.block) for piece in pieces]
    before = [after and not here for here, after in pairwise([*answers, False])]
    return [
        replace(piece, kind="question") if asked and piece.kind == "speech" else piece
        for piece, asked in zip(pieces, before, strict=True)
    ]


def _cut_block(
    index: int, block: Block, labels: Sequence[Candidate], convention: Convention
) -> Iterator[Piece]:
    """Give the pieces of one block, `labels` those that count in it."""
    found = {label.start: label for label in labels}
    starts = sorted(found)
    more: dict[int, Candidate] = {}
    for label in _emphasised(index, block, convention):
        before = bisect_right(starts, label.start) - 1
        if before < 0 or found[starts[before]].end <= label.start:
            more[label.start] = label
    found.update(more)
    changes = _changes(block, found, convention) if convention.changes else {}
    starts = sorted({*found, *changes})
    if not starts or block.text[: starts[0]].strip():
        yield from _unlabelled(index, block, starts[0] if starts else len(block.text), convention)
    for start, end in zip(starts, [*starts[1:], len(block.text)], strict=False):
        here = found.get(start)
        if here is None:
            yield Piece(index, block, changes[start], end, changed=True)
        elif here.key in convention.marks:
            yield Piece(index, block, start, end, "mark", here)
        else:
            said = min(here.end, end)
            answer = _answer_below(block, said, end, convention)
            yield Piece(index, block, said, answer, "speech", here)
            if answer < end:
                yield Piece(index, block, answer, end)


def _answer_below(block: Block, start: int, end: int, convention: Convention) -> int:
    """Give where an unlabelled answer begins on a line below its question, or `end`.

    Only where nothing but questions is labelled.
    """
    if not convention.labels <= QUESTION_LABELS:
        return end
    at = block.text.find("\n", start, end)
    while at >= 0 and not is_question(block.text[start:at]):
        at = block.text.find("\n", at + 1, end)
    return at if at >= 0 and block.text[at:end].strip() else end


def _unlabelled(index: int, block: Block, end: int, convention: Convention) -> Iterator[Piece]:
    """Give the beginning of a block as a question, a heading, or speech that goes on."""
    whole = end == len(block.text)
    asked, stop, answer = convention.questions.lead(block) if whole else (0, 0, 0)
    question = convention.questions.asks(block)
    if block.kind == "heading":
        yield Piece(index, block, 0, end, "question" if question else "heading")
    elif answer and not question:
        yield Piece(index, block, asked, stop, "question")
        yield Piece(index, block, answer, end)
    else:
        yield Piece(index, block, 0, end, "question" if question and whole else "speech")


def _emphasised(index: int, block: Block, convention: Convention) -> Iterator[Candidate]:
    """Labels in the middle of a line, set apart by emphasis."""
    for span in block.spans:
        if span.kind not in ("strong", "emphasis", "cite") or span.start == 0:
            continue
        if block.text[span.start - 1].isalnum() or block.text[span.start - 1] == ":":
            continue
        found = at_offset(block, index, span.start)
        colon = found is not None and found.delimiter == "colon" and found.emphasis == span.kind
        if found and colon and found.key in convention.labels:
            yield found


def _changes(block: Block, labels: dict[int, Candidate], convention: Convention) -> dict[int, int]:
    """Tell where unlabelled changes are: offset of the mark -> offset of the speech."""
    pattern = CHEVRON if convention.changes == "chevron" else CUE_DASH if block.kind == "cue" else _DASH
    found = {}
    for match in pattern.finditer(block.text):
        labelled = any(
            label.start <= match.start() < max(label.end, label.start + 1) for label in labels.values()
        )
        if not labelled:
            found[match.start()] = match.end()
    return found


def is_stamp_only(piece: Piece) -> bool:
    """Say whether a piece is a timestamp and nothing else."""
    return bool(STAMP.fullmatch(piece.text.strip()))


def is_closing(piece: Piece) -> bool:
    """Say whether what is set like the questions begins what stands under an interview: `Related:`."""
    return piece.kind == "question" and not asks(piece.text) and is_credits_heading(piece.text)


def end_of_names(pieces: Sequence[Piece], at: int) -> int:
    """Give the index after the pieces from `at` on that are names and offices, not speech or its label."""
    while at < len(pieces) and pieces[at].kind not in ("heading", "question"):
        text = pieces[at].text
        if len(text.split()) > _FEW_WORDS or ends_sentence(text):
            break
        at += 1
    before = pieces[at - 1]
    labels = at < len(pieces) and pieces[at].label is None and before.label is not None
    return at - 1 if labels and not before.text.strip() else at
