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


class RoomTone:
    """A noise without beginning or end, the same every time; it is added to one block after the other."""

    def __init__(self, level: float, rate: int, channels: int) -> None:
        self._on = level > NO_ROOM_TONE
        loop = _loop(rate)
        # The two sides are far apart in the loop: a wide room, not a noise in the middle of the head.
        sides = [np.roll(loop, side * len(loop) // 2) for side in range(channels)]
        self._loop: Block = (np.stack(sides, axis=1) * 10 ** (level / 20)).astype(np.float32)
        self._at = 0

    def added_to(self, block: Block) -> Block:
        """Give the next block, shape (frames, channels), with the noise under it."""
        if not self._on:
            return block
        while len(self._loop) < len(block):
            self._loop = np.concatenate([self._loop, self._loop])
        noise = self._loop[self._at : self._at + len(block)]
        if len(noise) < len(block):
            noise = np.concatenate([noise, self._loop[: len(block) - len(noise)]])
        self._at = (self._at + len(block)) % len(self._loop)
        heard: Block = block + noise
        return heard


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
