"""When each character of what is written is heard, for captions in the written form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from audio.speech import Take

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PAUSE_WEIGHTS = {",": 3.0, ";": 4.0, ":": 4.0, "–": 3.0, "—": 3.0, ".": 6.0, "!": 6.0, "?": 6.0, "…": 6.0}
"""How many letters' time a voice rests at a mark, about."""


def character_times(take: Take) -> NDArray[np.float64]:
    """Give where in the take each character of `take.segment.written` begins, and as last entry its end.

    In samples at the take's rate, never decreasing, from 0 to `take.length`. Words that the engine timed and
    that are written as they are spoken stand where they are heard; what lies between is shared out by the
    time that letters and marks take.
    """
    written = take.segment.written
    weights = np.cumsum([0.0, *(_weight(character) for character in written)])
    knots = [(0.0, 0.0), *_timed_words(take, weights), (float(weights[-1]), float(take.length))]
    at, samples = np.array(_rising(knots)).T
    times: NDArray[np.float64] = np.interp(weights, at, samples)
    return times


def _weight(character: str) -> float:
    if character.isalnum():
        # A digit is spoken as a word; an ideograph as a syllable.
        return 4.0 if character.isdigit() else 1.0 if character < "\u3040" else 3.0
    return _PAUSE_WEIGHTS.get(character, 0.5)


def _timed_words(take: Take, weights: Sequence[float] | NDArray[np.float64]) -> list[tuple[float, float]]:
    """Give (weight, sample) for the start and end of each written word that the engine timed."""
    if not take.words:
        return []
    written = list(_WORD.finditer(take.segment.written))
    spoken = [" ".join(_WORD.findall(word.text)).casefold() for word in take.words]
    same = SequenceMatcher(None, [word.group().casefold() for word in written], spoken, autojunk=False)
    knots: list[tuple[float, float]] = []
    for block in same.get_matching_blocks():
        for offset in range(block.size):
            word, heard = written[block.a + offset], take.words[block.b + offset]
            knots.append((float(weights[word.start()]), float(heard.start)))
            knots.append((float(weights[word.end()]), float(heard.end)))
    return knots


def _rising(knots: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Leave out knots that would make time run backwards or past the end."""
    last = knots[-1]
    kept = [knots[0]]
    for weight, sample in knots[1:-1]:
        if kept[-1][0] < weight < last[0] and kept[-1][1] <= sample <= last[1]:
            kept.append((weight, sample))
    return [*kept, last] if last[0] > kept[-1][0] else kept
