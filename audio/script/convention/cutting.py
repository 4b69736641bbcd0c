"""Blocks cut where somebody else may begin to speak: at labels that count, at looks, at marks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from audio.script.convention.decision import Convention
from audio.script.convention.looks import CHEVRON, CUE_DASH
from audio.script.labels import Candidate, Shape, at_offset
from audio.script.text import STAMP, ends_sentence
from audio.script.unspoken import heads_credits
from audio.script.values import Block, Lines

PieceKind = Literal["speech", "question", "heading", "mark", "rule", "code", "comment"]

_DASH = re.compile(r"\A\s*(?:[—–―]\s*|-\s+)(?=[^\s—–―-])")
_CLEAR = ("colon", "voice", "bold", "bracket", "stop")
"""Delimiters that tell a label also where the others of the file look otherwise."""
_OFTEN = 3
"""How often a name with a colon must begin a line to be a label wherever it begins one."""
_FEW = 3
"""Labels of a file too short for them to recur."""
_LONGEST_TITLE = 100
"""Characters."""
_HEAD = 5
"""Blocks among which a title stands."""
_QUOTED = re.compile(r"[^\n:：]{3,60}[:：] ?(?:“[^\n“”]+”|‘[^\n]+’|«[^\n«»]+»|„[^\n„“]+“)(?:\n|\Z)")
"""A title that quotes somebody: `Ada Lowe: “The sea has no accent”`."""


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
    counted = _counted(convention, blocks)
    pieces: list[Piece] = []
    for index, block in enumerate(blocks):
        if index >= convention.said and block.kind != "rule":
            pieces.append(Piece(index, block, 0, len(block.text), "comment"))
        elif block.kind in ("rule", "code"):
            pieces.append(Piece(index, block, 0, len(block.text), "code" if block.kind == "code" else "rule"))
        else:
            pieces.extend(_cut_block(index, block, counted.get(index, []), convention))
    return pieces


def _counted(convention: Convention, blocks: Sequence[Block]) -> dict[int, list[Candidate]]:
    """Give the candidates that are labels, by block: an accepted name in a shape that this file uses."""
    found = [c for c in convention.candidates if c.key in convention.labels or c.key in convention.marks]
    title = _title(convention, blocks)
    often = Counter(c.key for c in found if c.delimiter == "colon")
    shapes, times = defaultdict[str, set[Shape]](set), Counter(c.key for c in found)
    for candidate in found:
        shapes[candidate.key].add(candidate.shape)
    last = max((c.block for c in found if c.delimiter != "dash"), default=-1)
    lines = Counter(c.key for c in found if c.delimiter == "own")
    again = len(convention.labels) <= _FEW or max(lines.values(), default=0) >= 2
    wrapped = sum(c.head for c in found) >= 0.8 * len(found)  # elsewhere labels stand inside paragraphs
    by_block: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in found:
        mark = candidate.key in convention.marks
        alike = times[candidate.key] > 1 and len(shapes[candidate.key]) == 1
        sure = mark or (candidate.delimiter == "colon" and often[candidate.key] >= _OFTEN)
        goes_on = wrapped and candidate.wrapped and not sure
        heading = candidate.delimiter == "own" and not (again or candidate.stamped)
        if candidate.block == title or goes_on or heading:
            continue
        if (alike and candidate.head) or _is_usual(candidate, convention, blocks, last):
            by_block[candidate.block].append(candidate)
    return by_block


def _is_usual(candidate: Candidate, convention: Convention, blocks: Sequence[Block], last: int) -> bool:
    """Say whether a label looks like others of the file, or is clear without them.

    `last` is the block of the last one without a dash: a dash behind it leads to what is told of somebody.
    """
    if candidate.delimiter in _CLEAR or candidate.stamped:
        return True
    most = max(convention.shapes.values(), default=0)
    said = candidate.head and candidate.delimiter == "dash" and ends_sentence(blocks[candidate.block].text)
    often = convention.shapes.get(candidate.shape, 0) >= max(2, 0.5 * most)
    return often or (said and candidate.block < last)


def _title(convention: Convention, blocks: Sequence[Block]) -> int:
    """Give the index of a first line such as `Ada Lovelace: a life in notes`, which labels nothing, or -1.

    All others end as sentences do, or nothing else in the file has this label.
    """
    labels = [c for c in convention.candidates if c.key in convention.labels]
    quoted = [c for c in labels if _QUOTED.match(blocks[c.block].text, c.start)]
    if len(quoted) == 1 < len(labels) and quoted[0].block < min(
        _HEAD, *(c.block for c in labels if c != quoted[0])
    ):
        return quoted[0].block
    text = blocks[0].text.strip() if len(blocks) >= 3 and blocks[0].kind != "cue" else ""
    if not 0 < len(text) <= _LONGEST_TITLE or "\n" in text or blocks[0].speaker or ends_sentence(text):
        return -1
    here = {c.key for c in convention.candidates if c.block == 0}
    others = [c for c in labels if c.block]
    once = bool(here) and here.isdisjoint(c.key for c in others) and len(convention.labels) > 2
    heads = [ends_sentence(blocks[c.block].text) for c in others if c.head and not c.alone]
    return 0 if once or (len(heads) >= 3 and sum(heads) >= 0.9 * len(heads)) else -1


def _cut_block(
    index: int, block: Block, labels: Sequence[Candidate], convention: Convention
) -> Iterator[Piece]:
    """Give the pieces of one block, `labels` those that count in it."""
    found: dict[int, Candidate] = {}
    said = 0
    for label in sorted((*labels, *_emphasised(index, block, convention)), key=lambda each: each.start):
        if label.start >= said:
            found[label.start], said = label, label.end
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
            yield Piece(index, block, min(here.end, end), end, "speech", here)


def _unlabelled(index: int, block: Block, end: int, convention: Convention) -> Iterator[Piece]:
    """Give the beginning of a block as a question, a heading, or speech that goes on."""
    whole = end == len(block.text)
    answer = convention.questions.answer_in(block) if whole else 0
    question = index in convention.questions.at
    if block.kind == "heading":
        asks = question and not heads_credits(block.text)
        yield Piece(index, block, 0, end, "question" if asks else "heading")
    elif answer:
        yield Piece(index, block, 0, answer, "question")
        yield Piece(index, block, answer, end)
    else:
        yield Piece(index, block, 0, end, "question" if question and whole else "speech")


def _emphasised(index: int, block: Block, convention: Convention) -> Iterator[Candidate]:
    """Labels in the middle of a line, set apart by emphasis."""
    for span in block.spans:
        if span.kind not in ("strong", "emphasis", "cite") or span.start == 0:
            continue
        found = None if block.text[span.start - 1].isalnum() else at_offset(block, index, span.start)
        if found and found.delimiter == "colon" and found.key in convention.labels:
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
