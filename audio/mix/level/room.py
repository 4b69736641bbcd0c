"""Room tone: the quiet that a room has, instead of digital silence between the takes."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from audio.cast import NO_ROOM_TONE
from audio.media import Block

_LOOP = 11.0
"""Seconds after which it comes again; no ear finds the seam of a noise that has none."""
_LOWEST, _HIGHEST = 60.0, 9_000.0
"""Hz between which it falls by 3 dB an octave, as the noise of rooms does; below and above there is less."""
_SEED = 1_966
_PASSING, _PASSED = 2048, 5120
"""Samples over which a stretch's noise passes over into what comes before the next, and those after that."""


class RoomTone:
    """A noise without beginning or end, the same every time; it is added to one block after the other.

    Every stretch begins with the same moment of it. Where `length` is given, the noise passes over into what
    comes before that moment, so that the next stretch goes on where this one ends.
    """

    def __init__(self, level: float, rate: int, channels: int, length: int | None = None) -> None:
        self._on = level > NO_ROOM_TONE
        self._loop = _sides(level, rate, channels)
        self._at = 0
        self._length = length

    def before(self, count: int) -> Block:
        """Give the frames that come before the moment with which a stretch begins."""
        noise: Block = self._loop[len(self._loop) - count :] * np.float32(self._on)
        return noise

    def after(self, count: int) -> Block:
        """Give the frames with which a stretch begins."""
        noise: Block = self._loop[:count] * np.float32(self._on)
        return noise

    def added_to(self, block: Block) -> Block:
        """Give the next block, shape (frames, channels), with the noise under it."""
        if not self._on:
            return block
        begin, count = self._at, len(block)
        self._at += count
        noise = self._moment(begin, count)
        if self._length is not None and self._at > self._length - _PASSING - _PASSED:
            past = begin + np.arange(count) - (self._length - _PASSING - _PASSED)
            share = np.clip(past / _PASSING, 0, 1)[:, np.newaxis]
            other = self._moment(begin - self._length, count)
            noise = noise * np.cos(np.pi / 2 * share) + other * np.sin(np.pi / 2 * share)
        heard: Block = block + noise.astype(np.float32, copy=False)
        return heard

    def _moment(self, begin: int, count: int) -> Block:
        """Give so many frames of the loop, from any place before or behind its beginning."""
        begin %= len(self._loop)
        if begin + count <= len(self._loop):
            return self._loop[begin : begin + count]
        return self._loop.take(np.arange(begin, begin + count), axis=0, mode="wrap")


@lru_cache(maxsize=4)
def _sides(level: float, rate: int, channels: int) -> Block:
    loop = _loop(rate)
    # The two sides are far apart in the loop: a wide room, not a noise in the middle of the head.
    sides = [np.roll(loop, side * len(loop) // 2) for side in range(channels)]
    sound: Block = (np.stack(sides, axis=1) * 10 ** (level / 20)).astype(np.float32)
    return sound


@lru_cache(maxsize=2)
def _loop(rate: int) -> NDArray[np.float64]:
    """Give a noise of RMS 1 whose end runs into its beginning.

    It is made of sines that fit into it wholly; numpy never changes the numbers of the generator that gives
    their phases.
    """
    count = round(_LOOP * rate)
    hertz = np.fft.rfftfreq(count, 1 / rate)
    phases = np.random.RandomState(_SEED).uniform(0, 2 * np.pi, len(hertz))
    with np.errstate(divide="ignore"):
        size = 1 / np.sqrt(np.maximum(hertz, _LOWEST))
    size *= np.minimum(1, (hertz / _LOWEST) ** 2) / np.sqrt(1 + (hertz / _HIGHEST) ** 4)
    size[-1] = 0.0
    noise = np.fft.irfft(size * np.exp(1j * phases), count)
    loop: NDArray[np.float64] = noise / np.sqrt(np.mean(noise**2))
    return loop
