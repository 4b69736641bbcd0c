"""What a voice sounds like, in a few figures: its pitch and its spectrum's shape."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from audio.speech import Samples, periodicity

_FRAME, _HOP = 0.04, 0.02
"""Seconds."""
_LOWEST, _HIGHEST = 65.0, 350.0
"""Pitches that are looked for, Hz."""
_VOICED = 0.5
"""Autocorrelation at the pitch, against that at zero, from which a frame is voiced."""
_OCTAVE = 0.03
"""What a lag of twice the length must be better by."""
_QUIET = 0.1
"""Level of a frame, against the loudest tenth, below which it is a pause."""
_BANDS, _COEFFICIENTS = 26, 12
_FEWEST_FRAMES = 40
"""Voiced frames, 0.8 s, below which a voice cannot be told."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Timbre:
    """A voice's figures over a stretch of speech."""

    pitch: float
    """Median fundamental of the voiced frames, Hz."""
    shape: NDArray[np.float64]
    """Mean mel-frequency cepstral coefficients 1 to 12 of the voiced frames, shape (12,)."""


def timbre_of(samples: Samples, rate: int) -> Timbre | None:
    """Measure a stretch of one voice; None where there is too little of it. `samples`: mono, shape (n,)."""
    size, hop = round(_FRAME * rate), round(_HOP * rate)
    if len(samples) < size * 2:
        return None
    lags = np.arange(int(rate / _HIGHEST), min(int(rate / _LOWEST), size - 1))
    frames, likeness = periodicity(samples.astype(np.float64), hop, np.hanning(size), lags)
    # Twice the period fits as well as the period: of two that are nearly as good, the shorter.
    best = (likeness - _OCTAVE * np.log2(lags / lags[0])).argmax(axis=1)
    strength = likeness[np.arange(len(likeness)), best]
    level = np.sqrt(np.mean(frames**2, axis=1))
    voiced = (strength > _VOICED) & (level > _QUIET * np.quantile(level, 0.9)) & (level > 1e-5)
    if voiced.sum() < _FEWEST_FRAMES:
        return None
    return Timbre(float(np.median(rate / lags[best[voiced]])), _cepstrum(frames[voiced], rate).mean(axis=0))


def _cepstrum(frames: Matrix, rate: int) -> Matrix:
    """Give mel-frequency cepstral coefficients 1 to 12, shape (frames, 12) (Davis and Mermelstein 1980)."""
    power = np.abs(np.fft.rfft(frames, axis=1)) ** 2
    bands = np.log(power @ _mel_bands(frames.shape[1], rate).T + 1e-10)
    order = np.arange(1, _COEFFICIENTS + 1)[:, None]
    waves = np.cos(np.pi * order * (np.arange(_BANDS) + 0.5) / _BANDS)
    return np.asarray(bands @ waves.T * np.sqrt(2 / _BANDS))


@cache
def _mel_bands(size: int, rate: int) -> Matrix:
    """Give triangles that are evenly spaced in mel from 80 Hz to 7 kHz, shape (26, size // 2 + 1)."""
    mel = np.linspace(
        2595 * np.log10(1 + 80 / 700), 2595 * np.log10(1 + min(7000, rate / 2) / 700), _BANDS + 2
    )
    edges = 700 * (10 ** (mel / 2595) - 1)
    bins = np.fft.rfftfreq(size, 1 / rate)
    rising = (bins - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    falling = (edges[2:, None] - bins) / (edges[2:] - edges[1:-1])[:, None]
    return np.asarray(np.maximum(0, np.minimum(rising, falling)))
