"""When each word is heard, from the durations of phonemes that Kokoro gives.

The durations are not quite what is heard: the sound comes two frames before them, the space between two
words belongs to both, and the rest before a comma or a full stop is part of the phoneme before it. Set right
so, the words stand where a forced aligner finds them (`bench/cue_times.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from audio.speech.engines.phonemes import Reading
from audio.speech.sound import frame_power
from audio.speech.values import Samples, Word

FRAME = 600
"""Samples of a unit of the durations, in both models."""
_EARLY = 2 * FRAME
"""Samples by which the sound of a phoneme is ahead of its duration, in both."""
MARKS = frozenset(';:,.!?—…"()“”')
"""What is in the model's alphabet and is no sound."""
_STEP = 240
"""Samples over which the level is measured: 10 ms."""
_BELOW_PEAK = 40.0
"""dB below the loudest step from which on a word is over."""


def word_times(
    batch: Sequence[Reading], durations: NDArray[np.int64], samples: Samples, known: Mapping[str, int]
) -> tuple[Word, ...]:
    """Give the words of a batch and where in its samples they are heard; a mark alone is none.

    `durations` has an entry for every token of the alphabet `known`, the padding at both ends and the spaces
    included.
    """
    edges = np.concatenate([[0], np.cumsum(durations)]) * FRAME
    loud = _loud(samples)
    words: list[Word] = []
    for text, first, last, marks in _tokens(batch, known):
        before, after = (int(durations[token]) * FRAME // 2 for token in (first - 1, last))
        start = int(edges[first]) - _EARLY - (before if words and not marks[0] else 0)
        end = int(edges[last]) - _EARLY + (0 if marks[1] else after)
        start = min(max(start, words[-1].end if words else 0), len(samples))
        words.append(Word(text, start, _sound_ends(loud, start, min(max(end, start), len(samples)))))
    return tuple(words)


def _tokens(
    batch: Sequence[Reading], known: Mapping[str, int]
) -> Iterator[tuple[str, int, int, tuple[int, int]]]:
    """Give each word with its first token, the one after its last, and how many marks stand on both sides."""
    token = 1  # after the padding
    for reading in batch:
        said = [phoneme for phoneme in reading.phonemes if phoneme in known]
        sounds = [at for at, phoneme in enumerate(said) if phoneme not in MARKS]
        if sounds:
            first, last = sounds[0], sounds[-1] + 1
            yield reading.text, token + first, token + last, (first, len(said) - last)
        token += len(said) + 1  # and the space


def _loud(samples: Samples) -> NDArray[np.bool_]:
    """Tell for each `_STEP` samples whether something is heard."""
    power = frame_power(samples, _STEP)
    heard: NDArray[np.bool_] = power > power.max(initial=0.0) * 10 ** (-_BELOW_PEAK / 10)
    return heard


def _sound_ends(loud: NDArray[np.bool_], start: int, end: int) -> int:
    """Give the end of the last step between two samples in which something is heard; `end` where none is."""
    first = start // _STEP
    steps = np.flatnonzero(loud[first : -(-end // _STEP)])
    return min(end, (first + int(steps[-1]) + 1) * _STEP) if len(steps) else end
