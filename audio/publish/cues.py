"""Captions as cues: sentence by sentence, short enough to read, never across two turns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from audio.mix import Event, Timeline
from audio.publish.word_times import character_times
from audio.speech import clause_starts, sentence_starts, word_starts

WIDTH = 65
"""Most characters in a line."""
LINES = 2
SHORTEST, LONGEST = 1.0, 7.0
"""Seconds that a cue stays, where its turn allows it."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A caption: who says what, and when."""

    start: int
    """First sample, at the timeline's rate."""
    end: int
    """Sample after the last."""
    speaker: str
    lines: tuple[str, ...]
    """1 or 2 of at most 65 characters."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text that is heard from `start` to `end`, samples of the timeline."""

    start: int
    end: int
    text: str


def cues(timeline: Timeline) -> tuple[Cue, ...]:
    """Give the cues of a programme, in order; they do not overlap.

    A sentence is a cue. One too long for two lines or seven seconds is parted at a clause or a word; one
    shorter than a second joins its neighbour of the same turn, or stays until the next cue begins.
    """
    found: list[Cue] = []
    for _, group in groupby(timeline.events, key=lambda event: event.take.segment.turn):
        events = [event for event in group if event.length]
        speaker = events[0].take.segment.speaker if events else ""
        pieces = _joined(
            [piece for event in events for piece in _pieces(event, timeline.rate)], timeline.rate
        )
        found.extend(Cue(piece.start, piece.end, speaker, _wrapped(piece.text)) for piece in pieces)
    return tuple(_held(found, timeline))


def _pieces(event: Event, rate: int) -> Iterator[_Piece]:
    """Give a take's sentences, or parts of them, that fit into a cue."""
    written = event.take.segment.written
    times = [event.start + round(time * rate / event.take.rate) for time in character_times(event.take)]
    starts = sentence_starts(written)
    for first, last in zip(starts, (*starts[1:], len(written)), strict=True):
        for start, end in _parted(written, first, last, times, rate):
            yield _Piece(times[start], times[end], written[start:end].strip())


def _parted(text: str, first: int, last: int, times: Sequence[int], rate: int) -> Iterator[tuple[int, int]]:
    """Part a stretch of text in two, and those again, until each fits into a cue."""
    last = first + len(text[first:last].rstrip())
    if last - first < 2 or _fits(text[first:last], times[last] - times[first], rate):
        yield first, last
        return
    middle = first + _best_break(text[first:last])
    yield from _parted(text, first, middle, times, rate)
    yield from _parted(text, middle, last, times, rate)


def _best_break(text: str) -> int:
    """Give where to part: at a clause in the middle half, or the word nearest the middle, or there."""
    centre = len(text) / 2
    clauses = [start for start in clause_starts(text) if abs(start - centre) <= len(text) / 4]
    words = [start for start in word_starts(text) if start]
    return min(clauses or words or [round(centre)], key=lambda start: abs(start - centre))


def _fits(text: str, samples: int, rate: int) -> bool:
    return samples <= LONGEST * rate and len(_wrapped(text)) <= LINES


def _wrapped(text: str) -> tuple[str, ...]:
    return tuple(textwrap.wrap(text, WIDTH, break_on_hyphens=False))


def _joined(pieces: Iterable[_Piece], rate: int) -> list[_Piece]:
    """Join what is too short to read with what comes after it in the same turn, or before it."""
    joined: list[_Piece] = []
    for piece in pieces:
        if joined and min(_length(joined[-1]), _length(piece)) < SHORTEST * rate:
            both = _Piece(joined[-1].start, piece.end, f"{joined[-1].text} {piece.text}")
            if _fits(both.text, _length(both), rate):
                joined[-1] = both
                continue
        joined.append(piece)
    return joined


def _length(piece: _Piece) -> int:
    return piece.end - piece.start


def _held(found: Sequence[Cue], timeline: Timeline) -> Iterator[Cue]:
    """Let each short cue stay for a second, or until the next one begins."""
    limits = [*(cue.start for cue in found[1:]), timeline.length]
    for cue, limit in zip(found, limits, strict=True):
        end = min(max(cue.end, cue.start + round(SHORTEST * timeline.rate)), limit)
        yield Cue(cue.start, max(end, min(cue.end, limit)), cue.speaker, cue.lines)
