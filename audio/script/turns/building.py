"""From attributed pieces to turns: paragraphs put together, what is not spoken cut out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from audio.script.convention import NUMBER, Piece
from audio.script.labels import Candidate
from audio.script.speakers import Attributed
from audio.script.text import POSTED, STAMP, count_words, ends_sentence, has_letters, one_line, words
from audio.script.turns.links import links_of
from audio.script.unspoken import ALL_STAMPS, CLEAR_STAMPS, Cut, cuts, spoken
from audio.script.values import Dropped, Lines, Paragraph, Turn

_LONG = 80
"""Words after which a paragraph made of cues ends with its sentence."""


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
    label: Candidate
    cut: list[Dropped]
    at: int
    """How much was dropped before it, which keeps the order where it gets no text."""

    @property
    def region(self) -> str:
        """Everything from the label to the end of its piece, as written."""
        return one_line(self.said.piece.block.text[self.label.start : self.said.piece.end])


def build(said: Sequence[Attributed], marks: Sequence[str] = ()) -> tuple[tuple[Turn, ...], list[Dropped]]:
    """Give the turns and what is dropped, both in source order.

    `marks` are the symbols that stand before questions and answers.
    """
    builder = _Builder(_stamps(said), tuple(marks), numbered=_numbered(said))
    for each in said:
        builder.add(each)
    return builder.finish()


def _numbered(said: Sequence[Attributed]) -> bool:
    """Say whether the questions without a label are numbered."""
    asked = [each.piece.text for each in said if each.piece.kind == "question"]
    return sum(bool(NUMBER.match(text)) for text in asked) >= max(3, 0.6 * len(asked))


def _stamps(said: Sequence[Attributed]) -> re.Pattern[str]:
    """Timestamps count in any form where the file sets them regularly before what is said on their line.

    Where they stand in labels or on lines of their own, such a one is a time of day: `9:30 is early.`.
    """
    found = [stamp for each in said if (stamp := ALL_STAMPS.match(each.piece.text))]
    before = sum(stamp.string[stamp.end() : stamp.end() + 1] not in ("", "\n") for stamp in found)
    apart = len(found) - before + sum(bool(each.piece.label and each.piece.label.stamped) for each in said)
    return ALL_STAMPS if before >= 4 and before >= 0.2 * len(said) and before > apart else CLEAR_STAMPS


class _Builder:
    """Takes pieces one by one."""

    def __init__(self, stamps: re.Pattern[str], marks: tuple[str, ...], *, numbered: bool) -> None:
        self.stamps, self.marks, self.numbered = stamps, marks, numbered
        self.turns: list[Turn] = []
        self.dropped: list[Dropped] = []
        self.open: _Open | None = None
        self.pending: _Pending | None = None
        self.joins = False

    def add(self, said: Attributed) -> None:
        """Take the next piece."""
        piece = said.piece
        if said.speaker is None:
            self._unspoken(said)
            return
        text = piece.text
        removed = [*self._mark(piece), *cuts(text, self.stamps)]
        kept = spoken(text, removed)
        cut = [self._cut(said, text, each.start, each.end, each.reason) for each in removed]
        if piece.label is not None:
            self._label(said, cut, empty=not words(kept))
        if not words(kept):
            self._silent(said, cut)
            return
        if self.pending is None:
            self.dropped += cut
        self._paragraph(said, Paragraph(kept, piece.lines, links_of(piece, removed, kept)), cut)

    def _mark(self, piece: Piece) -> list[Cut]:
        """Give the number or the symbol before a question or an answer as a cut."""
        text = piece.text
        number = NUMBER.match(text) if self.numbered and piece.kind == "question" else None
        if number:
            return [Cut(0, number.end(), "question number")]
        lead = len(text) - len(text.lstrip())
        mark = next((mark for mark in self.marks if text.startswith(mark, lead)), "")
        return [Cut(lead, lead + len(mark), "mark before a label")] if mark else []

    def finish(self) -> tuple[tuple[Turn, ...], list[Dropped]]:
        """Give everything."""
        self._flush()
        self._close()
        return tuple(self.turns), sorted(self.dropped, key=lambda item: item.lines.first)

    def _cut(self, said: Attributed, text: str, start: int, end: int, reason: str) -> Dropped:
        line = said.piece.block.line_at(said.piece.start + start)
        last = said.piece.block.line_at(said.piece.start + end)
        return Dropped(one_line(text[start:end]), reason, Lines(line, last))

    def _unspoken(self, said: Attributed) -> None:
        piece = said.piece
        text = one_line(piece.block.text[piece.label.start if piece.label else piece.start : piece.end])
        if words(text):
            self.dropped.append(Dropped(text, said.reason, Lines(piece.line, piece.lines.last)))
        self.joins = False

    def _label(self, said: Attributed, cut: list[Dropped], *, empty: bool) -> None:
        """Begin a turn, or go on with one whose speaker is labelled again, as captions do in every cue."""
        self._flush()
        self.joins = self.joins and self.open is not None and self.open.speaker == said.speaker
        label = said.piece.label
        assert label is not None  # noqa: S101 - the caller looked
        if empty:
            self.pending = _Pending(said, label, cut, len(self.dropped))
        else:
            self._begin(said, label)

    def _stamp_of(self, said: Attributed, label: Candidate) -> None:
        """Drop what stands around a label: a number or an ornament before it, timestamps."""
        block = said.piece.block
        before = block.text[label.start : label.at]
        if words(before):
            reason = "timestamp" if STAMP.search(before) else "mark before a label"
            line = block.line_at(label.start)
            self.dropped.append(Dropped(one_line(before), reason, Lines(line, line)))
        region = block.text[label.at : label.end]
        place = Lines(block.line_at(label.at), block.line_at(label.at))
        leads = region.find(label.written) if label.delimiter == "own" else 0
        if leads > 0:
            around = (region[:leads], region[leads + len(label.written) :])
            self.dropped += [Dropped(one_line(part), "mail header", place) for part in around if words(part)]
            return
        posted = POSTED.search(region) if label.delimiter == "own" else None
        if posted and posted[0].strip() not in label.written:
            self.dropped.append(Dropped(one_line(posted[0]), "forum note", place))
            region = region[: posted.start()]
        for match in STAMP.finditer(region):
            if not words(match[0]):
                continue
            line = block.line_at(label.at + match.start())
            self.dropped.append(Dropped(one_line(match[0]), "timestamp", Lines(line, line)))

    def _begin(self, said: Attributed, label: Candidate | None) -> None:
        """Open a turn, or go on with the open one of the same speaker; a label in it is dropped."""
        piece, current = said.piece, self.open
        goes_on = current and (current.speaker, current.narration) == (said.speaker, said.narration)
        if label and goes_on and label.delimiter != "voice":
            region = one_line(piece.block.text[label.start : label.end])
            self.dropped.append(Dropped(region, "repeated label", Lines(piece.line, piece.line)))
        elif label and label.delimiter != "voice":
            self._stamp_of(said, label)
        if goes_on:
            return
        self._close()
        assert said.speaker is not None  # noqa: S101 - only what somebody says begins a turn
        self.open = _Open(said.speaker, said.narration, label.written if label else None, piece.line)

    def _silent(self, said: Attributed, cut: list[Dropped]) -> None:
        """Take a piece with nothing to say: its label waits, its stage directions are dropped."""
        if said.piece.changed and cut:
            self._flush()
            text = " ".join(each.text for each in cut)
            self.dropped.append(Dropped(text, cut[0].reason, cut[0].lines, said.speaker))
            self._close()
        elif said.piece.label is None:
            self.dropped += cut

    def _flush(self) -> None:
        """Drop a label that got no text: a reaction without words, or nothing at all."""
        if self.pending is None:
            return
        waiting, self.pending = self.pending, None
        place = Lines(waiting.said.piece.line, waiting.said.piece.lines.last)
        reaction = next((cut for cut in waiting.cut if cut.reason in ("stage direction", "music")), None)
        if reaction is None or not has_letters(reaction.text):
            reason = waiting.cut[0].reason if waiting.cut else "label without text"
            self.dropped.insert(waiting.at, Dropped(waiting.region, reason, place))
            return
        reacted = Dropped(waiting.region, reaction.reason, place, waiting.said.speaker)
        self.dropped.insert(waiting.at, reacted)
        self._close()

    def _paragraph(self, said: Attributed, paragraph: Paragraph, cut: list[Dropped]) -> None:
        piece = said.piece
        waiting = self.pending
        if waiting is not None and waiting.said.speaker == said.speaker and piece.label is None:
            self.pending = None
            self._begin(waiting.said, waiting.label)
            self.dropped += [*waiting.cut, *cut]
        elif piece.label is None:
            if waiting is not None:
                self.dropped += cut
            self._flush()
            if piece.changed:
                self._close()
            self._begin(said, None)
        assert self.open is not None  # noqa: S101 - a turn was begun above or by the label
        cue = piece.block.kind == "cue" or self._is_cue_line(said)
        last = self.open.paragraphs[-1] if self.open.paragraphs else None
        if cue and self.joins and last and not (ends_sentence(last.text) and count_words(last.text) >= _LONG):
            moved = (replace(link, start=link.start + len(last.text) + 1) for link in paragraph.links)
            self.open.paragraphs[-1] = Paragraph(
                f"{last.text} {paragraph.text}",
                Lines(last.lines.first, piece.lines.last),
                (*last.links, *moved),
            )
        else:
            self.open.paragraphs.append(paragraph)
        self.joins = cue

    def _is_cue_line(self, said: Attributed) -> bool:
        """Say whether a paragraph begins with a timestamp in a file that sets one before each line."""
        return (
            self.stamps is ALL_STAMPS and said.piece.label is None and bool(ALL_STAMPS.match(said.piece.text))
        )

    def _close(self) -> None:
        if self.open and self.open.paragraphs:
            done = self.open
            self.turns.append(
                Turn(
                    len(self.turns) + 1,
                    done.speaker,
                    tuple(done.paragraphs),
                    done.label,
                    done.narration,
                    done.line,
                )
            )
        self.open = None
