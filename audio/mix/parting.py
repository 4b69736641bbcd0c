"""Stretches of an episode that are mixed and encoded each by itself, since nothing sounds where they meet.

A stretch begins a little before a take, at a whole frame of an MP3, where only the room tone is heard; its
sound depends on what lies in it alone. So stretches are made side by side, and what did not change is
used again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audio.media import FRAME
from audio.mix.values import Event, Timeline

LEAD, TAIL = 4, 3
"""Frames before the first take of a stretch that belong to it, and at least so many after the last take of
the one before: an encoder looks ahead and back by up to three."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a timeline from one place where nothing sounds to the next."""

    start: int
    """First sample, at the timeline's rate: a whole number of frames."""
    end: int
    """Sample after the last."""
    events: tuple[Event, ...]
    music: bool
    """Whether any is heard in it."""
    first: bool
    last: bool

    @property
    def length(self) -> int:
        """Samples."""
        return self.end - self.start


def stretches(timeline: Timeline) -> tuple[Stretch, ...]:
    """Part a timeline wherever nothing sounds for a moment before a take."""
    borders = [0]
    groups: list[list[Event]] = [[]]
    heard = 0
    music = sorted((piece.start, piece.end) for piece in timeline.music)
    for event in timeline.events:
        joint = event.start - LEAD * FRAME
        quiet = joint - TAIL * FRAME >= heard and event.start % FRAME == 0
        if groups[-1] and event.length and quiet and not _any_within(music, heard, event.start):
            borders.append(joint)
            groups.append([])
        groups[-1].append(event)
        heard = max(heard, event.end)
    ends = [*borders[1:], timeline.length]
    return tuple(
        Stretch(start, end, tuple(group), _any_within(music, start, end), start == 0, end == timeline.length)
        for start, end, group in zip(borders, ends, groups, strict=True)
    )


def _any_within(pieces: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(begin < end and start < stop for begin, stop in pieces)
