"""How loud sound is, frame by frame: so that it is put together from stretches that were measured apart.

ITU-R BS.1770-4: a shelf and a high-pass (K-weighting), mean squares over 0.4 s at every 0.1 s, and two gates.
A block whose edge lies within a frame has its share of that frame: what comes out differs from FFmpeg's
`ebur128` by less than 0.02 LU (`tests/mix/level/test_energy.py`).
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from audio.media import FRAME, Block, Filters, joined, layout

Energies = NDArray[np.float32]
"""The K-weighted mean square of each frame, summed over channels; a mono frame counts as on two speakers."""
Powers = NDArray[np.float32]
"""The same of each gating block."""

SILENCE = -70.0
"""LUFS; the absolute gate of BS.1770. Nothing measures lower."""
_GATE = 10.0
"""LU below the mean under which a gating block does not count."""
STEP, BLOCK = 0.1, 0.4
"""Seconds from one gating block to the next, and of each."""
_ACROSS = round(BLOCK / STEP)
"""Steps from the beginning of a gating block to its end."""
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


def integrated(parts: Iterable[Energies], rate: int, frame: int = FRAME) -> float:
    """Give the integrated loudness in LUFS of a sound's frames, part by part; `SILENCE` at least."""
    return loudness_of(gating_blocks(parts, rate, frame))


def gating_blocks(parts: Iterable[Energies], rate: int, frame: int = FRAME) -> Powers:
    """Give the power of each gating block; what is shorter than one is filled up with silence.

    Of the frames no more is held than the part that came last.
    """
    blocks = array("f")
    edges = np.zeros(0)
    """The energy up to the beginning of each block that has not ended."""
    done, energy = 0, 0.0
    for part in parts:
        ends = np.arange(done, done + len(part) + 1) * (frame / rate)
        sums = np.concatenate([[energy], part]).cumsum()
        steps = np.arange(len(blocks) + len(edges), int(ends[-1] / STEP) + 2) * STEP
        edges = _ended(np.append(edges, np.interp(steps[steps <= ends[-1]], ends, sums)), blocks)
        done, energy = done + len(part), float(sums[-1])
    count = max(_ACROSS, math.ceil(done * (frame / rate) / STEP - 1e-6)) + 1
    _ended(np.append(edges, np.full(count - len(blocks) - len(edges), energy)), blocks)
    return np.frombuffer(blocks, np.float32) * np.float32(frame / rate / BLOCK)


def _ended(edges: NDArray[np.float64], blocks: array[float]) -> NDArray[np.float64]:
    """Note the energy of the blocks that end, and give the edges that are left."""
    blocks.frombytes((edges[_ACROSS:] - edges[:-_ACROSS]).astype(np.float32).tobytes())
    return edges[-_ACROSS:]


def loudness_of(blocks: Powers) -> float:
    """Give the integrated loudness of gating blocks by both gates, in LUFS."""
    heard = blocks > _power(SILENCE)
    if not heard.any():
        return SILENCE
    heard &= blocks > blocks.mean(dtype=np.float64, where=heard) * 10 ** (-_GATE / 10)
    return max(_OFFSET + 10 * math.log10(blocks.mean(dtype=np.float64, where=heard)), SILENCE)


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
