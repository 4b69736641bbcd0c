"""What a programme is: the timeline as plain data in whole samples."""

from __future__ import annotations

from dataclasses import dataclass

from audio.speech import Take


@dataclass(frozen=True, slots=True)
class Event:
    """A take in its place."""

    take: Take
    start: int
    """First sample, at the timeline's rate."""
    length: int
    """Samples at the timeline's rate."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter in its place; it ends where the next begins, the last with the programme."""

    title: str
    start: int
    """First sample, at the timeline's rate; the first mark's is 0."""
    end: int
    """Sample after the last."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Where everything stands."""

    rate: int
    """Hz."""
    events: tuple[Event, ...]
    """In order of start; they do not overlap."""
    chapters: tuple[Mark, ...]
    length: int
    """Samples at `rate`."""
