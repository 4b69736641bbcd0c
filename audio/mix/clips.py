"""A take as a clip: at the programme's rate, in its place between left and right."""

from __future__ import annotations

import math
import warnings
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from audio.media import resample
from audio.speech import Samples, Take, read_take

if TYPE_CHECKING:
    from pydub import AudioSegment

FADE = 0.003
"""Seconds over which a clip's edges rise and fall, so that a cut in the middle of a wave does not click."""

_FULL_SCALE_32 = 2.0**31
_LARGEST_32 = 2.0**31 - 128
"""The largest 32-bit sample that a 32-bit float can be."""


def clip_of(take: Take, rate: int, *, gain_db: float = 0.0, channels: int = 1) -> AudioSegment:
    """Give a take as a 32-bit pydub clip at `rate`, `gain_db` louder, in its voice's place if stereo.

    The pan keeps the power: left and right together are as loud wherever the voice stands (sine law, 0 dB on
    both channels in the middle, +3 dB on one at the side). The clip has `resampled_length` frames.
    """
    samples = _soften_edges(resample(read_take(take), take.rate, rate), rate)
    samples *= np.float32(_FULL_SCALE_32 * 10 ** (gain_db / 20))
    np.clip(samples, -_FULL_SCALE_32, _LARGEST_32, out=samples)
    clip = _audio_segment()(data=samples.astype("<i4").tobytes(), sample_width=4, frame_rate=rate, channels=1)
    if channels == 1:
        return clip
    angle = (take.segment.voice.pan + 1) * math.pi / 4
    left, right = math.sqrt(2) * math.cos(angle), math.sqrt(2) * math.sin(angle)
    return clip.set_channels(2).apply_gain_stereo(_decibels(left), _decibels(right))


def samples_of(clip: AudioSegment) -> NDArray[np.float32]:
    """Give a 32-bit clip's samples, shape (frames, channels), −1 to 1."""
    whole = np.frombuffer(clip.raw_data, dtype="<i4").reshape(-1, clip.channels)
    return whole.astype(np.float32) * np.float32(1 / _FULL_SCALE_32)


def _soften_edges(samples: Samples, rate: int) -> Samples:
    """Let the first and last `FADE` seconds rise and fall as a half cosine."""
    count = min(round(FADE * rate), len(samples) // 2)
    ramp = (0.5 - 0.5 * np.cos(np.pi * np.arange(count) / max(count, 1))).astype(np.float32)
    softened = samples.copy()
    softened[:count] *= ramp
    softened[len(softened) - count :] *= ramp[::-1]
    return softened


def _decibels(ratio: float) -> float:
    return 20 * math.log10(ratio) if ratio > 1e-9 else -math.inf


@lru_cache(maxsize=1)
def _audio_segment() -> Any:
    """Import pydub without its warnings: it looks for an ffmpeg program, which nothing here needs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pydub import AudioSegment  # noqa: PLC0415 - see above
    return AudioSegment
