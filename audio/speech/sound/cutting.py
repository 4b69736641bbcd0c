"""Cutting what was spoken in one go and joining what was spoken apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from audio.speech.sound.measures import frame_power
from audio.speech.sound.trim import trimmed
from audio.speech.values import Samples, Speech, Word

_GAPS = {".": 0.25, "!": 0.25, "?": 0.25, "…": 0.25, ",": 0.12, ";": 0.15, ":": 0.15, "—": 0.12}
"""Seconds between two parts of one text, by what the first ends with; none within a clause."""
_STEP = 0.005
"""Seconds between two places that may be cut at."""
_AROUND = 5
"""Steps over which the level of a place is measured."""


def last_words(speech: Speech, count: int) -> Speech:
    """Keep the last `count` words, of more, and what follows them.

    The cut is at the quietest place between the beginnings of the first word that is kept and of the one
    before: a word begins to sound before its time, and what ends a sentence counts to the last word of it.
    """
    before, first = speech.words[-count - 1], speech.words[-count]
    cut = _quietest(speech.samples, before.start, first.start, speech.rate)
    words = tuple(Word(word.text, word.start - cut, word.end - cut) for word in speech.words[-count:])
    return Speech(speech.samples[cut:], speech.rate, words)


def _quietest(samples: Samples, start: int, end: int, rate: int) -> int:
    """Give the quietest place from `start` up to `end`, the last of several; samples."""
    step = max(1, round(_STEP * rate))
    count = (end - start) // step
    if count <= _AROUND:
        return start
    power = frame_power(samples[start : start + count * step], step)
    level = np.convolve(power, np.ones(_AROUND) / _AROUND, "valid")
    return start + (int(np.flatnonzero(level <= level.min() * 1.01)[-1]) + _AROUND // 2) * step


def gap_after(text: str) -> float:
    """Give the seconds of silence between a text, or its phonemes, and what follows it."""
    return _GAPS.get(text.rstrip()[-1:], 0.0)


def strung(parts: Sequence[Speech], gaps: Sequence[float]) -> Speech:
    """Join parts of one rate, each trimmed to its speech and followed by a gap in seconds."""
    samples: list[Samples] = []
    words: list[Word] = []
    offset = 0
    for part, gap in zip(map(trimmed, parts), gaps, strict=True):
        samples += [part.samples, np.zeros(round(gap * part.rate), np.float32)]
        words += [Word(word.text, word.start + offset, word.end + offset) for word in part.words]
        offset += len(samples[-2]) + len(samples[-1])
    return Speech(np.concatenate(samples), parts[0].rate, tuple(words))
