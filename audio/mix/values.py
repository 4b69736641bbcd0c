"""What a programme is: the timeline as plain data in whole samples."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from audio.speech import Take

MusicRole = Literal["intro", "outro", "sting", "bed"]
"""What music is for: before the first word, after the last, between chapters, under the introduction."""


@dataclass(frozen=True, slots=True)
class Event:
    """A take in its place."""

    take: Take
    start: int
    """First sample, at the timeline's rate."""
    length: int
    """Samples at the timeline's rate."""

    @property
    def end(self) -> int:
        """Sample after the last."""
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class Tune:
    """A piece of music as it may be used: a file, trimmed, and how loud it is."""

    path: Path
    skipped: int
    """Samples of the file before it begins, at the timeline's rate."""
    length: int
    """Samples at the timeline's rate."""
    lufs_mono: float
    """Integrated loudness of its channels mixed to one, which two speakers play."""
    lufs_stereo: float
    """Integrated loudness as it is."""
    gain_db: float = 0.0
    """dB louder than the speech."""
    fade_in: int = 0
    """Samples over which it rises."""
    fade_out: int = 0
    """Samples over which it falls."""
    overlap: int = 0
    """Samples that lie under the speech."""
    duck_db: float = 0.0
    """dB that it goes down while somebody speaks."""


@dataclass(frozen=True, slots=True)
class MusicEvent:
    """A piece of music in its place."""

    role: MusicRole
    tune: Tune
    start: int
    """First sample, at the timeline's rate."""
    length: int
    """Samples at the timeline's rate; at most the tune's."""
    fade_in: int
    fade_out: int
    """Samples over which it rises and falls here."""

    @property
    def end(self) -> int:
        """Sample after the last."""
        return self.start + self.length


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
    """In order of start. One that interrupts begins before the one before it ends."""
    chapters: tuple[Mark, ...]
    length: int
    """Samples at `rate`."""
    music: tuple[MusicEvent, ...] = ()
    """In order of start; they may overlap."""
