"""What may be wrong with a take, told from its samples, its text and the pace of its voice."""

from __future__ import annotations

import math
import re

import numpy as np
from numpy.typing import NDArray

from audio.speech.sound import frame_power, periodicity
from audio.speech.spoken import PRONOUNCED
from audio.speech.takes.pace import Pace
from audio.speech.values import Flaw, Samples, Speech

CLIPPED = 0.999
"""Level from which a sample counts as cut off."""
_PLATEAU = 3
"""Samples in a row at that level that make a clipped peak."""
_PEAKS = 5
"""Clipped peaks in a take that are not chance."""
LONGEST, SHORTEST = 1.6, 0.5
"""Times the expected length beyond which a take is doubtful; acronyms and pauses reach 1.5."""
WIDEST = 3.0
"""The same in both directions where the voice's pace is only guessed."""
_TOLERANCE = 0.4
"""Seconds by which a take may always differ."""
NOISE = 0.45
"""Seconds of sound without a voice after the last word; `asks` and `sixths` end on 0.35."""
_FRAME = 0.02
"""Seconds over which the level is measured."""
_FRAMES = 250
"""Frames whose spectra are computed at a time, for the sake of memory."""
_HOP = 0.01
"""Seconds from one spectrum to the next."""
_BELOW_PEAK = 40.0
"""dB below the loudest frame that still count as sound."""
_WINDOW = 0.04
"""Seconds of which the pitch and the spectrum are taken: two periods of a low voice."""
_QUIET = 1e-7
"""Mean square below which nothing is heard: −70 dBFS."""
_VOICED = 0.45
"""Autocorrelation, of at most 1, from which a frame has a voice."""
_LOOK_BACK = 3.0
"""Seconds at the end of a take in which its last voiced sound is looked for."""
REPEAT = 0.4
"""Seconds that are heard twice in a repeat, at least."""
_ALIKE = 0.88
"""Mean correlation of the spectra from which two stretches are the same; others reach 0.84."""
_MOSTLY = 0.7
"""Share of a stretch in which there must be sound, for a pause is like any other."""
_SUSPECT = 0.97
"""Times the expected length from which a repeat is looked for: one makes a take longer."""
_LONGEST_REPEAT = 1.0
"""Seconds by which a repeat may be longer than the take is too long."""
_BANDS = 20
_FAINT = 1e-4
"""Share of a frame's power below which a band does not count: what is left there is chance."""
_DULL = 0.3
"""How much a frame must differ from the take's mean, in factors of ten of power, to be told from others."""


def flaws_within(speech: Speech) -> tuple[Flaw, ...]:
    """Tell what is wrong with samples whatever they should say: silence, clipping, noise at the end.

    `speech` is trimmed to what is heard.
    """
    if not len(speech.samples):
        return (Flaw("silence", "it is silent", 100.0),)
    return (*_clipping(speech.samples), *_noise(speech))


def flaws_against(speech: Speech, text: str, pace: Pace) -> tuple[Flaw, ...]:
    """Tell whether sound fits its text: its length at the voice's pace, and what is heard twice."""
    if not len(speech.samples):
        return ()
    seconds = len(speech.samples) / speech.rate
    if misfit := length_flaw(seconds, text, pace):
        return (misfit,)
    return _repeat(speech, text, pace) if may_repeat(seconds, text, pace) else ()


def may_repeat(seconds: float, text: str, pace: Pace) -> bool:
    """Tell whether a take is long enough to say something twice, in a text that does not."""
    return pace.learned and seconds > _SUSPECT * pace.expected(text) and not _says_twice(text)


def length_flaw(seconds: float, text: str, pace: Pace) -> Flaw | None:
    """Tell whether a take is too long or too short for its text, beyond what a voice varies."""
    expected = pace.expected(text)
    ratio = seconds / expected
    longest, shortest = (LONGEST, SHORTEST) if pace.learned else (WIDEST, 1 / WIDEST)
    if shortest <= ratio <= longest or abs(seconds - expected) <= _TOLERANCE:
        return None
    return Flaw("length", f"it lasts {seconds:.1f} s, where {expected:.1f} s are usual", abs(math.log(ratio)))


def _clipping(samples: Samples) -> tuple[Flaw, ...]:
    """Count the peaks that are cut off: several samples in a row at full scale."""
    full = np.abs(samples) >= CLIPPED
    if not full.any():
        return ()
    edges = np.flatnonzero(np.diff(np.concatenate([[False], full, [False]]).astype(np.int8)))
    runs = edges[1::2] - edges[::2]
    peaks = int((runs >= _PLATEAU).sum())
    if peaks < _PEAKS:
        return ()
    return (Flaw("clipping", f"{peaks} of its peaks are cut off", 1 + math.log10(peaks)),)


def _noise(speech: Speech) -> tuple[Flaw, ...]:
    """Find sound that goes on after the last word: by its time where that is known, else by its voice."""
    after_words = len(speech.samples) - (speech.words[-1].end if speech.words else 0)
    if after_words < NOISE * speech.rate:
        return ()
    tail = speech.samples[-round(_LOOK_BACK * speech.rate) :]
    frame = round(_FRAME * speech.rate)
    level = np.sqrt(frame_power(tail, frame))
    loud = np.flatnonzero(level > level.max() * 10 ** (-_BELOW_PEAK / 20))
    if not len(loud):
        return ()
    end = (int(loud[-1]) + 1) * frame
    last = max(len(tail) - after_words, _last_voiced(tail[:end], speech.rate))
    heard = int((loud * frame >= last).sum()) * _FRAME
    if heard < NOISE:
        return ()
    return (Flaw("noise", f"{heard:.1f} s of noise follow its last word", heard),)


def _last_voiced(samples: Samples, rate: int) -> int:
    """Give the sample after the last stretch that has a pitch between 60 and 400 Hz; 0 where none has.

    It is looked for from the end, half a second at a time.
    """
    window, span = round(_WINDOW * rate), round(0.5 * rate)
    end = len(samples)
    while end >= window:
        start = max(0, end - span)
        if found := _voiced_end(samples[start:end], rate):
            return start + found
        end = start + window - 1 if start else 0
    return 0


def _voiced_end(samples: Samples, rate: int) -> int:
    """Give the sample after the last window that has a pitch; 0 where none has."""
    size, hop = round(_WINDOW * rate), round(_FRAME * rate)
    if len(samples) < size:
        return 0
    lags = np.arange(rate // 400, min(rate // 60, size * 3 // 4))
    frames, likeness = periodicity(samples, hop, np.ones(size, np.float32), lags)
    voiced = np.flatnonzero((likeness.max(axis=1) > _VOICED) & (np.square(frames).mean(axis=1) > _QUIET))
    return int(voiced[-1]) * hop + size if len(voiced) else 0


def _repeat(speech: Speech, text: str, pace: Pace) -> tuple[Flaw, ...]:
    """Find a stretch that is heard twice running."""
    spectra = _spectra(speech.samples, speech.rate)
    alike = spectra @ spectra.T
    over = len(speech.samples) / speech.rate - pace.expected(text)
    longest = min(len(spectra) // 2, round((over + _LONGEST_REPEAT) / _HOP))
    for lag in range(round(REPEAT / _HOP), longest + 1):
        pairs = np.diagonal(alike, lag)
        heard = _sums(pairs != 0, lag)
        same = _sums(pairs, lag) / np.maximum(heard, _MOSTLY * lag)
        if same.max() >= _ALIKE:
            seconds, at = lag * _HOP, int(same.argmax()) * _HOP
            return (Flaw("repeat", f"{seconds:.1f} s of it are heard twice, at {at:.1f} s", seconds),)
    return ()


def _sums(values: NDArray[np.generic], count: int) -> NDArray[np.float64]:
    """Give the sum of every `count` values in a row."""
    ends = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    sums: NDArray[np.float64] = ends[count:] - ends[:-count]
    return sums


def _says_twice(text: str) -> bool:
    """Tell whether the text itself says a word or phrase twice running: no, no."""
    said = re.findall(r"\w+", PRONOUNCED.sub(r"\1", text).lower())
    return any(
        said[at : at + size] == said[at + size : at + 2 * size]
        for size in range(1, 6)
        for at in range(len(said) - 2 * size + 1)
    )


def _spectra(samples: Samples, rate: int) -> NDArray[np.float32]:
    """Give the shape of the spectrum of every frame as unit vectors, 0 where it is quiet: (frames, bands)."""
    few = samples[: len(samples) // 2 * 2].reshape(-1, 2).mean(axis=1)  # half the rate tells as much
    hop, size = round(_HOP * rate / 2), round(_WINDOW * rate / 2)
    if len(few) < size:
        return np.zeros((0, _BANDS), np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(few, size)[::hop]
    parts = (frames[first : first + _FRAMES] for first in range(0, len(frames), _FRAMES))
    levels, shapes = zip(*(_bands(part) for part in parts), strict=True)
    level, bands = np.concatenate(levels), np.concatenate(shapes)
    heard = level >= level.max() * 10 ** (-_BELOW_PEAK / 10)
    bands -= bands[heard].mean(axis=0)
    bands[~heard] = 0
    norms = np.linalg.norm(bands, axis=1, keepdims=True)
    bands[norms[:, 0] < _DULL * np.sqrt(bands.shape[1])] = 0
    units: NDArray[np.float32] = bands / np.maximum(norms, np.float32(1e-9))
    return units


def _bands(frames: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Give the power of every frame, and how much of it is in each band, as a logarithm: (frames, bands)."""
    size = frames.shape[1]
    window = np.hanning(size).astype(np.float32)
    power = np.square(np.abs(np.fft.rfft(frames * window, axis=1))).astype(np.float32)
    edges = np.unique(np.geomspace(3, size // 2, _BANDS + 1).astype(int))
    level = power.sum(axis=1)
    floor = np.float32(_FAINT) * level[:, np.newaxis] + np.float32(1e-7)
    return level, np.log10(np.add.reduceat(power[:, : edges[-1]], edges[:-1], axis=1) + floor)
