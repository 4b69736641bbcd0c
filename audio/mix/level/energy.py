"""How loud sound is, frame by frame: so that it is put together from stretches that were measured apart.

ITU-R BS.1770-4: a shelf and a high-pass (K-weighting), mean squares over 0.4 s at every 0.1 s, and two gates.
A block whose edge lies within a frame has its share of that frame: what comes out differs from FFmpeg's
`ebur128` by less than 0.02 LU (`tests/mix/level/test_energy.py`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from audio.media import FRAME, Block, Filters, joined, layout

Energies = NDArray[np.float32]
"""The K-weighted mean square of each frame, summed over channels; a mono frame counts as on two speakers."""

SILENCE = -70.0
"""LUFS; the absolute gate of BS.1770. Nothing measures lower."""
_GATE = 10.0
"""LU below the mean under which a gating block does not count."""
STEP, BLOCK = 0.1, 0.4
"""Seconds from one gating block to the next, and of each."""
_OFFSET = -0.691
"""dB; BS.1770-4, annex 1."""


def energies(blocks: Iterable[Block], rate: int, channels: int, frame: int = FRAME) -> Energies:
    """Give the energy of each frame of a sound; silence fills the last one up."""
    shape = ("aformat", {"sample_fmts": "flt", "channel_layouts": layout(channels)})
    filters = Filters(rate, channels, *(("biquad", each) for each in _k_weighting(rate)), shape)
    found: list[NDArray[np.float64]] = []
    rest = np.zeros((0, channels), np.float32)
    for block in blocks:
        heard = np.concatenate([rest, joined(filters.feed(block), channels)])
        whole = len(heard) // frame * frame
        found.append(_of(heard[:whole], frame))
        rest = heard[whole:]
    if len(rest):
        found.append(_of(np.concatenate([rest, np.zeros((frame - len(rest), channels), np.float32)]), frame))
    return np.concatenate([np.zeros(0), *found]).astype(np.float32)


def integrated(frames: NDArray[np.floating], rate: int, frame: int = FRAME) -> float:
    """Give the integrated loudness in LUFS of a sound's frames, `SILENCE` at least."""
    return loudness_of(gating_blocks(frames, rate, frame))


def gating_blocks(frames: NDArray[np.floating], rate: int, frame: int = FRAME) -> NDArray[np.float64]:
    """Give the power of each gating block; what is shorter than one is filled up with silence."""
    ends = np.arange(len(frames) + 1) * (frame / rate)
    sums = np.concatenate([[0.0], np.cumsum(frames, dtype=np.float64)])
    count = max(round(BLOCK / STEP), math.ceil(ends[-1] / STEP - 1e-6))
    at = np.interp(np.arange(count + 1) * STEP, ends, sums)
    across = round(BLOCK / STEP)
    blocks: NDArray[np.float64] = (at[across:] - at[:-across]) * (frame / rate / BLOCK)
    return blocks


def loudness_of(blocks: NDArray[np.float64]) -> float:
    """Give the integrated loudness of gating blocks by both gates, in LUFS."""
    heard = blocks[blocks > _power(SILENCE)]
    if not len(heard):
        return SILENCE
    heard = heard[heard > heard.mean() * 10 ** (-_GATE / 10)]
    return max(_OFFSET + 10 * math.log10(float(heard.mean())), SILENCE)


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET) / 10))


def _of(heard: Block, frame: int) -> NDArray[np.float64]:
    channels = heard.shape[1]
    squares: NDArray[np.float64] = np.square(heard, dtype=np.float64).reshape(-1, frame * channels)
    power: NDArray[np.float64] = squares.sum(axis=1) * ((2 if channels == 1 else 1) / frame)
    return power


def _k_weighting(rate: int) -> tuple[dict[str, str], dict[str, str]]:
    """Give both filters of BS.1770-4, whose table is for 48 kHz, at any rate: their analogue prototypes."""
    k, quality = math.tan(math.pi * 1681.974450955533 / rate), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    whole = 1 + k / quality + k * k
    shelf = (
        (high + band * k / quality + k * k) / whole,
        2 * (k * k - high) / whole,
        (high - band * k / quality + k * k) / whole,
        2 * (k * k - 1) / whole,
        (1 - k / quality + k * k) / whole,
    )
    k, quality = math.tan(math.pi * 38.13547087602444 / rate), 0.5003270373238773
    whole = 1 + k / quality + k * k
    pass_ = (1.0, -2.0, 1.0, 2 * (k * k - 1) / whole, (1 - k / quality + k * k) / whole)
    return _biquad(*shelf), _biquad(*pass_)


def _biquad(b0: float, b1: float, b2: float, a1: float, a2: float) -> dict[str, str]:
    named = {"b0": b0, "b1": b1, "b2": b2, "a0": 1.0, "a1": a1, "a2": a2}
    return {name: repr(value) for name, value in named.items()} | {"precision": "f64"}
