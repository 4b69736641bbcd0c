"""The music of a programme as sound: in its place, at its level, faded, down under the speech."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from audio.media import Block
from audio.mix.music.ducking import Ducking
from audio.mix.music.tunes import decoded, excerpt, in_channels
from audio.mix.values import Event, MusicEvent, Timeline


def music_blocks(
    timeline: Timeline, channels: int, level: float, start: int = 0, end: int | None = None
) -> Iterator[Block]:
    """Give the music of a timeline in blocks of a second, silence where there is none.

    What plays at `start` or at `end` does not begin before, or go on: nothing does where stretches meet.

    `level` is the LUFS that speech has. Raises `MixError` where a file cannot be decoded any more.
    """
    rate = timeline.rate
    whole = timeline.length if end is None else end
    waiting = [piece for piece in reversed(timeline.music) if piece.end > start]
    playing: list[_Playing] = []
    for first in range(start, whole, rate):
        end = min(first + rate, whole)
        while waiting and waiting[-1].start < end:
            event = waiting.pop()
            playing.append(
                _Playing(event, Ducking(_spoken_over(event, timeline), rate), rate, channels, level)
            )
        block = np.zeros((end - first, channels), dtype=np.float32)
        for piece in playing:
            piece.add_to(block, first)
        playing = [piece for piece in playing if piece.event.end > end]
        yield block


def _spoken_over(music: MusicEvent, timeline: Timeline) -> Sequence[Event]:
    """Give the speech that a piece makes room for.

    A bed knows all of it. Any other piece is heard for itself: it makes room where somebody speaks while it
    plays, and not because somebody has just spoken; a sting of a second would never come up otherwise.
    """
    if music.role == "bed":
        return timeline.events
    return [event for event in timeline.events if event.start < music.end and music.start < event.end]


class _Playing:
    """A piece of music that is being heard; it is asked for its samples in order."""

    def __init__(self, event: MusicEvent, ducking: Ducking, rate: int, channels: int, level: float) -> None:
        self.event = event
        self._ducking = ducking
        tune = event.tune
        lufs = tune.lufs_mono if channels == 1 else tune.lufs_stereo
        self._factor = 10 ** ((level - lufs + tune.gain_db) / 20)
        self._channels = channels
        self._blocks = excerpt(decoded(tune.path, rate), tune.skipped, event.length)
        self._rest: Block = np.zeros((0, 2), dtype=np.float32)

    def add_to(self, block: Block, first: int) -> None:
        """Add what is heard of it to the block that begins at sample `first`."""
        begin = max(self.event.start, first) - first
        sound = self._next(min(self.event.end - first, len(block)) - begin)
        stop = begin + len(sound)
        at = first + begin - self.event.start + np.arange(len(sound))
        share = self._ducking.share(first + begin, first + stop)
        gain = self._fades(at) * 10 ** (-self.event.tune.duck_db * share / 20)
        block[begin:stop] += in_channels(sound, self._channels) * gain.astype(np.float32)[:, np.newaxis]

    def _next(self, count: int) -> Block:
        """Give the next `count` frames, or as many as there are."""
        parts = [self._rest]
        have = len(self._rest)
        while have < count and (part := next(self._blocks, None)) is not None:
            parts.append(part)
            have += len(part)
        sound = np.concatenate(parts)
        self._rest = sound[count:]
        return sound[:count]

    def _fades(self, at: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give the gain of both fades at frames of the piece: quarter sines, so that two that meet add up."""
        event = self.event
        rise = np.clip((at + 0.5) / max(event.fade_in, 1), 0, 1)
        fall = np.clip((event.length - at - 0.5) / max(event.fade_out, 1), 0, 1)
        gain: NDArray[np.float64] = np.sin(np.pi / 2 * rise) * np.sin(np.pi / 2 * fall) * self._factor
        return gain
