"""When each character and word of what is written is heard, for captions in the written form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from audio.speech import Take, Word

Timing = Literal["engine", "proportion"]
"""Who says when a word is heard: the engine that spoke it, or its share of the letters."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PAUSE_WEIGHTS = {",": 3.0, ";": 4.0, ":": 4.0, "–": 3.0, "—": 3.0, ".": 6.0, "!": 6.0, "?": 6.0, "…": 6.0}
"""How many letters' time a voice rests at a mark, about."""


@dataclass(frozen=True, slots=True)
class WrittenWord:
    """A word as it is written, between two spaces, and when it is heard."""

    text: str
    """With the marks that stand at it."""
    start: int
    """First sample, at the take's rate."""
    end: int
    """Sample after the last."""
    timing: Timing


def written_words(take: Take) -> tuple[WrittenWord, ...]:
    """Give the words of a take in order; marks alone, such as a dash, are words that take no time."""
    times = character_times(take)
    timed = {offset for found, _ in _same_words(take) for offset in range(*found.span())}
    words = []
    for found in re.finditer(r"\S+", take.segment.written):
        spoken = [offset for offset in range(*found.span()) if found.string[offset].isalnum()]
        first, last = (spoken[0], spoken[-1] + 1) if spoken else (found.start(), found.start())
        timing: Timing = "engine" if spoken and timed.issuperset(spoken) else "proportion"
        words.append(WrittenWord(found.group(), round(times[first]), round(times[last]), timing))
    return tuple(words)


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


def _timed_words(take: Take, weights: Sequence[float] | NDArray[np.float64]) -> Iterator[tuple[float, float]]:
    """Give (weight, sample) for the start and end of each written word that the engine timed."""
    for found, heard in _same_words(take):
        yield float(weights[found.start()]), float(heard.start)
        yield float(weights[found.end()]), float(heard.end)


def _same_words(take: Take) -> Iterator[tuple[re.Match[str], Word]]:
    """Give each written word that the engine timed, with its time: those spoken as they are written."""
    if not take.words:
        return
    written = list(_WORD.finditer(take.segment.written))
    spoken = [" ".join(_WORD.findall(word.text)).casefold() for word in take.words]
    same = SequenceMatcher(None, [word.group().casefold() for word in written], spoken, autojunk=False)
    for block in same.get_matching_blocks():
        for offset in range(block.size):
            yield written[block.a + offset], take.words[block.b + offset]


def _rising(knots: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Leave out knots that would make time run backwards or past the end."""
    last = knots[-1]
    kept = [knots[0]]
    for weight, sample in knots[1:-1]:
        if kept[-1][0] < weight < last[0] and kept[-1][1] <= sample <= last[1]:
            kept.append((weight, sample))
    return [*kept, last] if last[0] > kept[-1][0] else kept
