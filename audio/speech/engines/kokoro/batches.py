"""Phonemes as the model takes them: what is too long for it in parts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from audio.speech.engines.phonemes import Reading

MAX_PHONEMES = 510
"""The model reads no more at once."""
WELL = 160
"""Phonemes up to which sentences are said together: memory grows with them, by some 1.5 MB each."""
_LEAST = 60
"""Phonemes that a part has at least: what is shorter is not said well."""


def joined(batch: Sequence[Reading]) -> str:
    """Give the phonemes of words as one text."""
    return " ".join(reading.phonemes for reading in batch if reading.phonemes)


def split(readings: Sequence[Reading]) -> list[tuple[Reading, ...]]:
    """Part what is longer than `WELL` at ends of sentences, and what the model does not take anywhere."""
    spoken = tuple(reading for reading in readings if reading.phonemes.strip())
    if not spoken:
        return []
    length = len(joined(spoken))
    cut = _place_to_cut(spoken, anywhere=length > MAX_PHONEMES) if length > WELL else None
    if cut is not None:
        return split(spoken[:cut]) + split(spoken[cut:])
    if length <= MAX_PHONEMES:
        return [spoken]
    text, said = spoken[0].text, spoken[0].phonemes
    return [(Reading(text, said[at : at + MAX_PHONEMES]),) for at in range(0, len(said), MAX_PHONEMES)]


def _place_to_cut(spoken: Sequence[Reading], *, anywhere: bool) -> int | None:
    """Give the word before which to cut, near the middle and best at the end of a sentence.

    None for a single word and, unless it must be, where no sentence ends that leaves `_LEAST` on both sides.
    """
    ends = np.cumsum([len(reading.phonemes) + 1 for reading in spoken])
    unevenness = np.abs(2 * ends[:-1] / ends[-1] - 1)  # 0 in the middle, 1 at the ends
    dislike = np.array([_dislike(reading.phonemes[-1]) for reading in spoken[:-1]])
    if not anywhere:
        unfit = (dislike > 0) | (ends[:-1] < _LEAST) | (ends[-1] - ends[:-1] < _LEAST)
        dislike = np.where(unfit, np.inf, dislike)
    cost = unevenness + dislike
    return int(np.argmin(cost)) + 1 if np.isfinite(cost).any() else None


def _dislike(last: str) -> float:
    """Tell how little a cut is liked behind a word that ends so; 0 at the end of a sentence."""
    return 0.0 if last in ".!?…" else 0.2 if last in ",;:—" else 0.8
