"""A look-ahead limiter for true peaks: it turns the sound down smoothly around a peak."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from audio.media import Block

HOP = 64
"""Frames that share one control point; the gain runs in a straight line from one to the next."""
REACH = 12
"""Control points before and after a peak over which the gain falls and rises: 17 ms at 44.1 kHz."""

_OVERSAMPLING = 4
"""BS.1770-4, annex 2: finds peaks between samples to within about 0.5 dB at worst."""
_TAPS = 12
"""Samples on each side of a point between two samples that it is worked out from."""
_MARGIN = 0.5
"""A hop whose samples stay below this share of the ceiling is not oversampled: nothing hides 6 dB."""
_PAST = 2 * REACH + 1
"""Hops before the first waiting one whose needs still shape its gain."""


def limited(blocks: Iterable[Block], ceiling_db: float, channels: int) -> Iterator[Block]:
    """Give the blocks, shape (frames, channels), with no true peak above `ceiling_db` dBTP.

    All together they have as many frames as before; each comes out about 35 ms late. The gain at a hop is the
    mean, weighted by a Hann window, of the smallest gains needed within `REACH` hops of it: so it is never
    more than the hop itself needs, and changes without a corner. All channels are turned down together.
    """
    limiter = _Limiter(10 ** (ceiling_db / 20), channels)
    for block in blocks:
        yield limiter.push(block)
    yield limiter.finish()


class _Limiter:
    """Sound that waits for what comes after it, and the gain that each hop of it needs."""

    def __init__(self, ceiling: float, channels: int) -> None:
        self._ceiling = ceiling
        # _TAPS frames of the past come first; hop h of the waiting sound begins at _TAPS + h * HOP.
        self._sound: Block = np.zeros((_TAPS, channels), dtype=np.float32)
        # The needs of _PAST hops before the waiting sound, then of those that are measured.
        self._needed = np.ones(_PAST)

    def push(self, block: Block) -> Block:
        """Take the next frames and give those whose gain is certain by now, perhaps none."""
        self._sound = np.concatenate([self._sound, block])
        measured = len(self._needed) - _PAST
        hops = max((len(self._sound) - 2 * _TAPS) // HOP, measured)
        stretch = self._sound[measured * HOP : hops * HOP + 2 * _TAPS]
        peaks = _true_peaks(stretch, hops - measured, self._ceiling * _MARGIN)
        needed = np.minimum(1.0, self._ceiling / np.maximum(peaks, self._ceiling))
        self._needed = np.concatenate([self._needed, needed])
        return self._release(max(0, hops - _PAST))

    def finish(self) -> Block:
        """Give the frames that were still waiting."""
        waiting = len(self._sound) - _TAPS
        silence = np.zeros(((_PAST + 2) * HOP, self._sound.shape[1]), dtype=np.float32)
        return self.push(silence)[:waiting]

    def _release(self, hops: int) -> Block:
        """Give the first `hops` hops of the waiting sound, turned down where they need it."""
        # From the hop before the first to the one after the last: a hop's edge takes the lower side's gain.
        smooth = _smoothed(self._needed[: hops + 2 * _PAST])
        edges = np.minimum(smooth[:-1], smooth[1:])
        rise = np.arange(HOP) / HOP
        gain = edges[:-1, np.newaxis] * (1 - rise) + edges[1:, np.newaxis] * rise
        ready = self._sound[_TAPS : _TAPS + hops * HOP] * gain.reshape(-1, 1).astype(np.float32)
        self._sound = self._sound[hops * HOP :]
        self._needed = self._needed[hops:]
        return ready


def _smoothed(needed: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the smooth gain, at most the need, of each hop with 2 × REACH neighbours on both of its sides."""
    width = 2 * REACH + 1
    if len(needed) < 2 * width:
        return np.ones(1)
    lowest = np.lib.stride_tricks.sliding_window_view(needed, width).min(axis=1)
    window = np.hanning(width + 2)[1:-1]
    return np.convolve(lowest, window / window.sum(), mode="valid")


def _true_peaks(stretch: Block, hops: int, below: float) -> NDArray[np.float64]:
    """Give the true peak of each hop over all channels; `stretch` has `_TAPS` more frames on both sides.

    For a hop that stays at or under `below` it is the sample peak.
    """
    if not hops:
        return np.zeros(0)
    inner = np.abs(stretch[_TAPS : _TAPS + hops * HOP]).reshape(hops, -1)
    peaks: NDArray[np.float64] = inner.max(axis=1).astype(np.float64)
    loud = np.flatnonzero(peaks > below)
    if len(loud):
        near = np.lib.stride_tricks.sliding_window_view(stretch, HOP + 2 * _TAPS, axis=0)[loud * HOP]
        points = np.lib.stride_tricks.sliding_window_view(near, 2 * _TAPS, axis=-1) @ _PHASES
        peaks[loud] = np.maximum(peaks[loud], np.abs(points).reshape(len(loud), -1).max(axis=1))
    return peaks


def _phases() -> NDArray[np.float32]:
    """Give the filters for the points between two samples, one a column: sincs under a raised cosine."""
    at = np.arange(2 * _TAPS) - (_TAPS - 1)
    columns = []
    for phase in range(1, _OVERSAMPLING):
        away = at - phase / _OVERSAMPLING
        taps = np.sinc(away) * np.cos(np.pi * away / (2 * _TAPS + 1)) ** 2
        columns.append(taps / taps.sum())
    return np.stack(columns, axis=1).astype(np.float32)


_PHASES = _phases()
