"""What becomes of an engine's samples before they are a take: edges trimmed to the speech, short fades."""

from __future__ import annotations

import numpy as np

from audio.speech.sound.measures import frame_power
from audio.speech.values import Samples, Speech, Word

VERSION = 1
"""Part of every take's key: a change here makes new takes."""
_FRAME = 0.010
"""Seconds over which the level is measured."""
_BELOW_PEAK = 45.0
"""dB below the loudest frame that still count as speech."""
_FLOOR = 10 ** (-60 / 20)
"""Level below which nothing is speech, however quiet the rest."""
_KEEP_BEFORE = 0.030
"""Seconds kept before the first sound: soft consonants begin below the threshold."""
_KEEP_AFTER = 0.050
"""Seconds kept after the last sound, for its decay."""
_FADE = 0.005
"""Seconds of fade at both ends, so that no edge clicks."""


def trimmed(speech: Speech) -> Speech:
    """Cut silence at both ends and fade the edges; words move along. Silence becomes empty."""
    head, tail = trim_edges(speech.samples, speech.rate)
    samples = speech.samples[head:tail].copy()
    ramp = np.linspace(0, 1, min(round(_FADE * speech.rate), len(samples) // 2), dtype=np.float32)
    if len(ramp):
        samples[: len(ramp)] *= ramp
        samples[-len(ramp) :] *= ramp[::-1]
    length = len(samples)
    words = tuple(
        Word(word.text, min(max(word.start - head, 0), length), min(max(word.end - head, 0), length))
        for word in speech.words
    )
    return Speech(samples, speech.rate, words)


def trim_edges(samples: Samples, rate: int) -> tuple[int, int]:
    """Find the speech: its first sample and the sample after its last, both 0 where all is silence."""
    frame = max(1, round(_FRAME * rate))
    level = np.sqrt(frame_power(samples, frame))
    if level.max(initial=0.0) < _FLOOR:
        return 0, 0
    loud = np.flatnonzero(level > max(_FLOOR, level.max() * 10 ** (-_BELOW_PEAK / 20)))
    first = int(loud[0]) * frame - round(_KEEP_BEFORE * rate)
    last = int(loud[-1] + 1) * frame + round(_KEEP_AFTER * rate)
    return max(0, first), min(len(samples), last)
