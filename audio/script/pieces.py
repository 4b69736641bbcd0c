"""Blocks cut where somebody else may begin to speak."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from audio.script.convention import CHEVRON, Convention
from audio.script.label_parts import STAMP
from audio.script.labels import Candidate, at_offset
from audio.script.questions import is_question_block, question_end
from audio.script.text import ends_sentence, is_question
from audio.script.values import Block, Lines
from audio.script.vocabulary import QUESTION_LABELS

PieceKind = Literal["speech", "question", "heading", "mark", "rule", "code"]

_DASH = re.compile(r"\A\s*(?:[—–―]\s*|-\s+)(?=[^\s—–―-])")
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
    counted = _counting(convention, blocks)
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


def _counting(convention: Convention, blocks: Sequence[Block]) -> dict[int, list[Candidate]]:
    """Give the candidates that are labels, by block: an accepted name in a shape that this file uses."""
    most = max(convention.shapes.values(), default=0)
    by_block: dict[int, list[Candidate]] = defaultdict(list)
    title = _title(convention, blocks)
    heads = _head_share(convention)
    for candidate in convention.candidates:
        if candidate.block == title or (heads >= 0.8 and _breaks_sentence(candidate, blocks)):
            continue
        usual = convention.shapes.get(candidate.shape, 0)
        strong = candidate.delimiter in ("colon", "voice", "bold", "bracket", "stop")
        rare = usual < 0.5 * most or usual < 2
        if (
            candidate.key in convention.marks
            or (candidate.key in convention.labels and _heads_speech(candidate, blocks, convention))
            or (candidate.key in convention.labels and (strong or not rare))
            or (candidate.key in convention.labels and candidate.stamped and candidate.alone)
        ):
            by_block[candidate.block].append(candidate)
    return by_block


def _heads_speech(candidate: Candidate, blocks: Sequence[Block], convention: Convention) -> bool:
    """Say whether a label in a rare shape opens a paragraph as the usual ones do."""
    if not candidate.head:
        return False
    own = sum(count for shape, count in convention.shapes.items() if shape[0] == "own")
    if candidate.delimiter == "own":
        return own > 0.5 * sum(convention.shapes.values()) and "\n" in blocks[candidate.block].text
    said = blocks[candidate.block].text[candidate.end :].lstrip()
    return candidate.delimiter == "dash" and said[:1].isupper() and ends_sentence(said)


def _head_share(convention: Convention) -> float:
    """Tell what share of the labels begin their block, 0 to 1."""
    labels = [candidate.head for candidate in convention.candidates if candidate.key in convention.labels]
    return sum(labels) / max(1, len(labels))


def _breaks_sentence(candidate: Candidate, blocks: Sequence[Block]) -> bool:
    """Say whether the line before goes on into what looks like a label, as hard-wrapped text may."""
    if candidate.head or candidate.emphasis:
        return False
    before = blocks[candidate.block].text[: candidate.start].rstrip()
    return (
        bool(before) and not ends_sentence(before) and not STAMP.fullmatch(before.rsplit("\n", 1)[-1].strip())
    )


def _title(convention: Convention, blocks: Sequence[Block]) -> int:
    """Give the index of a first line such as `Ada Lovelace: a life in notes`, which labels nothing, or -1."""
    first = next((at for at, block in enumerate(blocks) if block.kind != "rule"), -1)
    if first < 0 or len(blocks) < first + 3 or "\n" in blocks[first].text or blocks[first].speaker:
        return -1
    text = blocks[first].text.strip()
    labelled = [c for c in convention.candidates if c.key in convention.labels and c.head and not c.alone]
    stopped = sum(ends_sentence(blocks[c.block].text) for c in labelled if c.block != first)
    short = len(text) <= 100 and not ends_sentence(text)
    return first if short and len(labelled) > 3 and stopped >= 0.9 * (len(labelled) - 1) else -1


def _inner_labels(convention: Convention) -> re.Pattern[str] | None:
    """Give what finds this file's own labels in mid-line: after a stop or bracket, with a colon."""
    colons = sum(count for shape, count in convention.shapes.items() if shape[0] == "colon" and not shape[1])
    written = {
        c.written for c in convention.candidates if c.key in convention.labels and c.delimiter == "colon"
    }
    run_in = any(c.run_in and c.key in convention.labels for c in convention.candidates)
    sure = [w for w in written if run_in or " " in w or (w.isupper() and len(w) > 1)]
    full = sorted(sure, key=len, reverse=True)[:_MOST_NAMES]
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
    lead = question_end(block, convention.questions) if whole else 0
    question = is_question_block(block, convention.questions, convention.question_level)
    if block.kind == "heading":
        yield Piece(index, block, 0, end, "question" if question else "heading")
    elif lead and not question:
        yield Piece(index, block, 0, lead, "question")
        yield Piece(index, block, lead, end)
    else:
        yield Piece(index, block, 0, end, "question" if question and whole else "speech")


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
            named = at_offset(block, index, match.start())
            if named and named.key in convention.labels:
                yield named


def _changes(block: Block, labels: dict[int, Candidate], convention: Convention) -> dict[int, int]:
    """Tell where unlabelled changes are: offset of the mark -> offset of the speech."""
    pattern = CHEVRON if convention.changes == "chevron" else _DASH
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
