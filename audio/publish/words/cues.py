"""Captions as cues: sentence by sentence, short enough to read, never across two turns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby, islice, tee

from audio.mix import Event, Timeline
from audio.publish.words.times import character_times, heard_span
from audio.speech import clause_starts, sentence_starts, word_starts

SHORTEST, LONGEST = 1.0, 7.0
"""Seconds that a cue stays, where its turn allows it."""
_LONGEST_NAME = 24
"""Characters that a name before a caption may have; a longer one is cut at a word."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How much a cue holds, and whether it says in words who speaks."""

    width: int
    """Most characters in a line."""
    lines: int
    """Most lines."""
    names: bool
    """Whether `Name: ` stands before the first cue of a speaker, and takes its place in the line."""


WIDE = Shape(65, 2, names=False)
"""For formats that say who speaks in a way of their own."""
NARROW = Shape(32, 2, names=True)
"""For SRT."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A caption: who says what, and when."""

    start: int
    """First sample, at the timeline's rate."""
    end: int
    """Sample after the last."""
    speaker: str
    lines: tuple[str, ...]
    """As its shape asks for."""
    text: str
    """The same words on one line, without a name."""
    name: str = ""
    """What stands before its words; empty where nothing does."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text that is heard from `start` to `end`, samples of the timeline."""

    start: int
    end: int
    text: str
    """With the spaces that follow it."""
    name: str
    """What is shown before it; may be empty."""


@dataclass(frozen=True, slots=True)
class _Timed:
    """A take's words, and when each of its characters begins in samples of the timeline."""

    text: str
    times: Sequence[int]

    def piece(self, first: int, last: int, name: str) -> _Piece:
        """Give the stretch between two offsets; it ends with its last sound, not with the pause behind it."""
        text = self.text[first:last]
        ended = first + (heard_span(text)[1] or len(text.rstrip()))
        return _Piece(self.times[first], self.times[ended], text, name)


@dataclass(frozen=True, slots=True)
class _Ruler:
    """What fits into a cue."""

    shape: Shape
    rate: int

    def wrapped(self, piece: _Piece) -> tuple[str, ...]:
        """Give the lines of a piece, as many as it takes."""
        shown = f"{piece.name}: {piece.text}" if piece.name else piece.text
        return tuple(textwrap.wrap(shown, self.shape.width, break_on_hyphens=False))

    def fits(self, piece: _Piece) -> bool:
        """Tell whether a piece can be one cue."""
        short = piece.end - piece.start <= LONGEST * self.rate
        return short and len(self.wrapped(piece)) <= self.shape.lines

    def too_short(self, piece: _Piece) -> bool:
        """Tell whether a piece is over before it can be read."""
        return piece.end - piece.start < SHORTEST * self.rate


def cues(timeline: Timeline, shape: Shape = WIDE) -> Iterator[Cue]:
    """Give the cues of a programme, in order; they do not overlap.

    A sentence is a cue. One too long for its lines or seven seconds is parted at a clause or a word; one
    shorter than a second joins its neighbour of the same turn, or stays until the next cue begins.
    """
    return _held(_as_spoken(timeline, _Ruler(shape, timeline.rate)), timeline)


def _as_spoken(timeline: Timeline, ruler: _Ruler) -> Iterator[Cue]:
    """Give the cues with the times of their words alone."""
    before = None
    for _, group in groupby(timeline.events, key=lambda event: event.take.segment.turn):
        events = [event for event in group if event.length]
        if not events:
            continue
        speaker = events[0].take.segment.speaker
        name = shown_name(speaker) if ruler.shape.names and speaker != before else ""
        for p in _joined(_pieces(events, ruler, name), ruler):
            yield Cue(p.start, p.end, speaker, ruler.wrapped(p), p.text.strip(), p.name)
            before = speaker


def shown_name(speaker: str) -> str:
    """Give a name as it stands before a caption: short, and without a colon, which would end it."""
    plain = " ".join(speaker.replace(":", " ").split())
    if len(plain) <= _LONGEST_NAME:
        return plain
    cut = plain[: _LONGEST_NAME + 1]
    return cut.rpartition(" ")[0] or cut[:_LONGEST_NAME]


def _pieces(events: Iterable[Event], ruler: _Ruler, name: str) -> Iterator[_Piece]:
    """Give the sentences of a turn, or parts of them, that fit into a cue."""
    for event in events:
        take = event.take
        times = [event.start + round(time * ruler.rate / take.rate) for time in character_times(take)]
        space = take.segment.joint if take.segment.pause_after == "sentence" else " "
        timed = _Timed(take.segment.written + space, [*times, *times[-1:] * len(space)])
        starts = sentence_starts(take.segment.written)
        for first, last in zip(starts, (*starts[1:], len(timed.text)), strict=True):
            yield from _parted(timed, first, last, ruler, name)
            name = ""


def _parted(timed: _Timed, first: int, last: int, ruler: _Ruler, name: str) -> Iterator[_Piece]:
    """Part a stretch of text in two, and those again, until each fits into a cue."""
    piece = timed.piece(first, last, name)
    length = len(piece.text.rstrip())
    if length < 2 or ruler.fits(piece):
        yield piece
        return
    middle = first + _best_break(piece.text[:length])
    yield from _parted(timed, first, middle, ruler, name)
    yield from _parted(timed, middle, last, ruler, "")


def _best_break(text: str) -> int:
    """Give where to part: at a clause in the middle half, or the word nearest the middle, or there."""
    centre = len(text) / 2
    clauses = [start for start in clause_starts(text) if abs(start - centre) <= len(text) / 4]
    words = [start for start in word_starts(text) if start]
    return min(clauses or words or [round(centre)], key=lambda start: abs(start - centre))


def _joined(pieces: Iterable[_Piece], ruler: _Ruler) -> list[_Piece]:
    """Join what is too short to read with what comes after it in the same turn, or before it."""
    joined: list[_Piece] = []
    for piece in pieces:
        if joined and (ruler.too_short(joined[-1]) or ruler.too_short(piece)):
            both = replace(joined[-1], end=piece.end, text=joined[-1].text + piece.text)
            if ruler.fits(both):
                joined[-1] = both
                continue
        joined.append(piece)
    return joined


def _held(found: Iterator[Cue], timeline: Timeline) -> Iterator[Cue]:
    """Let each short cue stay for a second, or until the next one begins; speakers who overlap take turns."""
    least = timeline.rate // 500
    found, ahead = tee(found)
    limits = chain((cue.start for cue in islice(ahead, 1, None)), [timeline.length])
    before = 0
    for cue, limit in zip(found, limits, strict=False):
        start = max(cue.start, before)
        end = max(cue.end, start + round(SHORTEST * timeline.rate))
        before = max(min(end, limit), start + least)
        yield replace(cue, start=start, end=before)
