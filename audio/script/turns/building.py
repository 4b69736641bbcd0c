"""From attributed pieces to turns: paragraphs put together, what is not spoken cut out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from audio.script.convention import NUMBER, Piece
from audio.script.direction import merged
from audio.script.labels import Candidate
from audio.script.speakers import Attributed
from audio.script.text import POSTED, STAMP, count_words, ends_sentence, has_letters, has_word, one_line
from audio.script.turns.inside import directions_of, links_of, points, shifted
from audio.script.unspoken import ALL_STAMPS, CLEAR_STAMPS, Cut, cuts, spoken
from audio.script.values import Block, Direction, Dropped, Lines, Paragraph, Turn

_LONG = 80
"""Words after which a paragraph made of cues ends with its sentence."""

_REGULAR = 4
"""Timestamps before words from which on a file sets them regularly."""


@dataclass(slots=True)
class _Open:
    """A turn that is still being said."""

    speaker: str
    narration: bool
    label: str | None
    line: int
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass(slots=True)
class _Pending:
    """A label that waits for its text, with what was cut from its own line."""

    said: Attributed
    cut: list[Dropped]
    at: int
    """How much was dropped before it, which keeps the order where it gets no text."""


def build(said: Sequence[Attributed], marks: Sequence[str] = ()) -> tuple[tuple[Turn, ...], list[Dropped]]:
    """Give the turns and what is dropped, both in source order.

    `marks` are the symbols that stand before questions and answers.
    """
    asked = [each.piece.text for each in said if each.piece.kind == "question"]
    numbered = sum(bool(NUMBER.match(text)) for text in asked) >= max(3, 0.6 * len(asked))
    builder = _Builder(said, tuple(marks), numbered=numbered)
    for each in said:
        builder.add(each)
    return builder.finish()


def _stamps(said: Sequence[Attributed]) -> re.Pattern[str]:
    """Timestamps count in any form where the file sets them regularly before what is said on their line.

    Where they stand in labels or on lines of their own, such a one is a time of day: `9:30 is early.`.
    """
    found = [stamp for each in said if (stamp := ALL_STAMPS.match(each.piece.text))]
    before = sum(stamp.string[stamp.end() : stamp.end() + 1] not in ("", "\n") for stamp in found)
    apart = len(found) - before + sum(bool(each.piece.label and each.piece.label.stamped) for each in said)
    regular = before >= max(_REGULAR, 0.2 * len(said)) and before > apart
    return ALL_STAMPS if regular else CLEAR_STAMPS


def _leads_label(said: Attributed) -> bool:
    """Say whether a timestamp stands before a label, and what is said on the same line."""
    label = said.piece.label
    return bool(label and not label.alone and STAMP.match(said.piece.block.text, label.start, label.at))


def _dropped(block: Block, start: int, end: int, reason: str, speaker: str | None = None) -> Dropped:
    """Give a stretch of a block's text as what is not spoken."""
    text = block.text[start:end]
    first, last = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
    return Dropped(one_line(text), reason, Lines(block.line_at(first), block.line_at(last)), speaker)


def _around(label: Candidate, block: Block) -> Iterator[Dropped]:
    """Give what stands around a label: a number or an ornament before it, timestamps, what a site adds."""
    if before := block.text[label.start : label.at]:
        reason = "timestamp" if STAMP.search(before) else "mark before a label"
        yield _dropped(block, label.start, label.at, reason)
    posted = POSTED.search(block.text, label.at, label.end) if label.delimiter == "own" else None
    end = posted.start() if posted else label.end
    if posted:
        yield _dropped(block, end, posted.end(), "forum note")
    for match in STAMP.finditer(block.text, label.at, end):
        yield _dropped(block, match.start(), match.end(), "timestamp")


class _Builder:
    """Takes pieces one by one."""

    def __init__(self, said: Sequence[Attributed], marks: tuple[str, ...], *, numbered: bool) -> None:
        self.stamps, self.marks, self.numbered = _stamps(said), marks, numbered
        led = sum(map(_leads_label, said))
        self.below = ALL_STAMPS if led >= max(_REGULAR, 0.2 * len(said)) else self.stamps
        """Timestamps before what carries no label, where labels stand behind one, too."""
        self.turns: list[Turn] = []
        self.dropped: list[Dropped] = []
        self.open: _Open | None = None
        self.pending: _Pending | None = None
        self.held: tuple[Direction, ...] = ()
        self.joins = False

    def add(self, said: Attributed) -> None:
        """Take the next piece."""
        piece, label = said.piece, said.piece.label
        if said.speaker is None:
            self._drop(_dropped(piece.block, label.start if label else piece.start, piece.end, said.reason))
            self.joins = False
            return
        removed = [*self._mark(piece), *cuts(piece.text, self.stamps if label else self.below)]
        kept = spoken(piece.text, removed)
        cut = [
            _dropped(piece.block, piece.start + each.start, piece.start + each.end, each.reason)
            for each in removed
        ]
        if label:
            self._flush()
            self.joins = self.joins and self.open is not None and self.open.speaker == said.speaker
            if has_word(kept):
                self._begin(said)
            else:
                self.pending = _Pending(said, cut, len(self.dropped))
        if has_word(kept):
            links = links_of(piece, removed, kept)
            asked = merged((*self.held, *directions_of(piece, removed, kept, links)))
            self.held = ()
            self._paragraph(said, Paragraph(kept, piece.lines, links, asked), cut)
        elif piece.changed and cut:  # a reaction is all that somebody else says
            self._flush()
            text = " ".join(each.text for each in cut)
            self.dropped.append(replace(cut[0], text=text, speaker=said.speaker))
            self._close()
        elif label is None:
            self.dropped += cut
        if not has_word(kept):
            self._hold(piece)

    def finish(self) -> tuple[tuple[Turn, ...], list[Dropped]]:
        """Give everything."""
        self._flush()
        self._close()
        return tuple(self.turns), sorted(self.dropped, key=lambda item: item.lines.first)

    def _mark(self, piece: Piece) -> list[Cut]:
        """Give the number or the symbol before a question or an answer as a cut."""
        text = piece.text
        number = NUMBER.match(text) if self.numbered and piece.kind == "question" else None
        if number:
            return [Cut(0, number.end(), "question number")]
        lead = len(text) - len(text.lstrip())
        mark = next((mark for mark in self.marks if text.startswith(mark, lead)), "")
        return [Cut(lead, lead + len(mark), "mark before a label")] if mark else []

    def _drop(self, *items: Dropped) -> None:
        self.dropped += [item for item in items if has_word(item.text)]

    def _begin(self, said: Attributed) -> None:
        """Open a turn, or go on with the open one of the same speaker; a label in it is dropped."""
        piece, label, current = said.piece, said.piece.label, self.open
        assert said.speaker is not None  # noqa: S101 - only what somebody says begins a turn
        goes_on = current and (current.speaker, current.narration) == (said.speaker, said.narration)
        if label and label.delimiter != "voice":
            again = _dropped(piece.block, label.start, label.end, "repeated label")
            self._drop(*([again] if goes_on else _around(label, piece.block)))
        if not goes_on:
            self._close()
            self.open = _Open(said.speaker, said.narration, label.written if label else None, piece.line)

    def _flush(self) -> None:
        """Drop a label that got no text: a reaction without words, or nothing at all."""
        if self.pending is None:
            return
        waiting, self.pending = self.pending, None
        piece, label = waiting.said.piece, waiting.said.piece.label
        assert label is not None  # noqa: S101 - a label waits
        reacted = [cut for cut in waiting.cut if cut.reason in ("stage direction", "music")]
        reacts = bool(reacted) and has_letters(reacted[0].text)
        reason = next((cut.reason for cut in (reacted if reacts else waiting.cut)), "label without text")
        who = waiting.said.speaker if reacts else None
        self.dropped.insert(waiting.at, _dropped(piece.block, label.start, piece.end, reason, who))
        if reacts:
            self._close()

    def _paragraph(self, said: Attributed, paragraph: Paragraph, cut: list[Dropped]) -> None:
        """Add a paragraph to the turn that its label or the one that waits begins, or that goes on."""
        piece, waiting = said.piece, self.pending
        if waiting is not None and waiting.said.speaker == said.speaker:
            self.pending = None
            self._begin(waiting.said)
            self.dropped += waiting.cut
        elif piece.label is None:
            self._flush()
            if piece.changed:
                self._close()
            self._begin(said)
        self.dropped += cut
        assert self.open is not None  # noqa: S101 - a turn was begun above or by the label
        cue = piece.block.kind == "cue" or self._is_cue_line(piece)
        last = self.open.paragraphs[-1] if self.open.paragraphs else None
        if cue and self.joins and last and not (ends_sentence(last.text) and count_words(last.text) >= _LONG):
            moved = (replace(link, start=link.start + len(last.text) + 1) for link in paragraph.links)
            lines = Lines(last.lines.first, piece.lines.last)
            text = f"{last.text} {paragraph.text}"
            asked = (
                *shifted(last.directions, text, 0),
                *shifted(paragraph.directions, text, len(last.text) + 1),
            )
            both = Paragraph(text, lines, (*last.links, *moved), merged(asked))
            self.open.paragraphs[-1] = both
        else:
            self.open.paragraphs.append(paragraph)
        self.joins = cue

    def _hold(self, piece: Piece) -> None:
        """Keep what marks ask for in a piece without words: for the paragraph before it, or for the next."""
        if piece.label or not (self.open and self.open.paragraphs) or self.pending:
            self.held = merged((*self.held, *points(piece, "", 0)))
        else:
            last = self.open.paragraphs[-1]
            more = points(piece, last.text, len(last.text))
            self.open.paragraphs[-1] = replace(last, directions=merged((*last.directions, *more)))

    def _is_cue_line(self, piece: Piece) -> bool:
        """Say whether a paragraph begins with a timestamp in a file that sets one before each line."""
        return self.stamps is ALL_STAMPS and piece.label is None and bool(ALL_STAMPS.match(piece.text))

    def _close(self) -> None:
        if self.open and self.open.paragraphs:
            done, number = self.open, len(self.turns) + 1
            paragraphs = tuple(done.paragraphs)
            self.turns.append(Turn(number, done.speaker, paragraphs, done.label, done.narration, done.line))
        self.open = None
