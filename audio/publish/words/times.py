"""When each character and word of what is written is heard, for captions in the written form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from audio.speech import Take

Timing = Literal["engine", "proportion"]
"""Who says when a word is heard: the engine that spoke it, or its share of the letters."""

_UNHEARD = " \t\"'“”‘’„«»‹›.,;:!?…()[]*_–—-"
"""Marks that are not heard at the edge of a word; a `+` or a `%` is."""
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


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words of which the engine says from when to when they are heard."""

    first: int
    """Offset in what is written."""
    last: int
    """Offset after the last character that is heard."""
    start: int
    """First sample."""
    end: int
    """Sample after the last."""
    words: int
    """How many written words it has."""


def written_words(take: Take) -> tuple[WrittenWord, ...]:
    """Give the words of a take in order; marks alone, such as a dash, are words that take no time."""
    times = character_times(take)
    timed = {stretch.first for stretch in _stretches(take) if stretch.words == 1}
    words = []
    for found in re.finditer(r"\S+", take.segment.written):
        first, last = heard_span(found.group())
        first, last = found.start() + first, found.start() + last
        timing: Timing = "engine" if first < last and first in timed else "proportion"
        words.append(WrittenWord(found.group(), round(times[first]), round(times[last]), timing))
    return tuple(words)


def heard_span(text: str) -> tuple[int, int]:
    """Give where what is heard of a text begins and ends, without marks at its edges; (0, 0) for marks."""
    last = len(text.rstrip(_UNHEARD))
    return (len(text) - len(text.lstrip(_UNHEARD)), last) if last else (0, 0)


def character_times(take: Take) -> NDArray[np.float64]:
    """Give where in the take each character of `take.segment.written` begins, and as last entry its end.

    In samples at the take's rate, never decreasing, from 0 to `take.length`. Words that the engine timed
    stand where they are heard, also where one written word is said in several; what lies between is shared
    out by the time that letters and marks take.
    """
    written = take.segment.written
    weights = np.cumsum([0.0, *(_weight(character) for character in written)])
    stretches = list(_stretches(take))
    if not stretches:
        first, last = heard_span(written)
        stretches = [_Stretch(first, last, 0, take.length, 0)] if last else []
    inner = [
        knot
        for each in stretches
        for knot in ((float(weights[each.first]), each.start), (float(weights[each.last]), each.end))
    ]
    knots = [(0.0, 0), *inner, (float(weights[-1]), take.length)]
    at, samples = np.array(_rising(knots), dtype=np.float64).T
    times: NDArray[np.float64] = np.interp(weights, at, samples)
    return times


def _weight(character: str) -> float:
    if character.isalnum():
        # A digit is spoken as a word; an ideograph as a syllable.
        return 4.0 if character.isdigit() else 1.0 if character < "\u3040" else 3.0
    return _PAUSE_WEIGHTS.get(character, 0.5)


def _stretches(take: Take) -> Iterator[_Stretch]:
    """Give each written word that the engine timed, and words together that it only timed as a whole.

    A word that is written as it is spoken is found as such. Between two of these, a rule has changed what is
    said: `C++` is three words then, `e.g.` two. One written word has the time of all the spoken ones; as many
    written as spoken have each its own.
    """
    if not take.words:
        return
    found = [(match.start(), match.group()) for match in re.finditer(r"\S+", take.segment.written)]
    written = [(at + span[0], at + span[1]) for at, text in found if (span := heard_span(text))[1]]
    spoken = [word for word in take.words if heard_span(word.text)[1]]
    keys = [_key(take.segment.written[first:last]) for first, last in written]
    for kind, a, b, c, d in _likeness(keys, [_key(word.text) for word in spoken]):
        if kind not in ("equal", "replace"):
            continue
        if b - a == d - c:
            groups = [([written[a + at]], [spoken[c + at]]) for at in range(b - a)]
        else:
            groups = [(written[a:b], spoken[c:d])]
        for spans, words in groups:
            yield _Stretch(spans[0][0], spans[-1][1], words[0].start, words[-1].end, len(spans))


def _likeness(written: list[str], spoken: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Give what is equal and what is not, as difflib tells it; mostly all is, which is soon seen."""
    if written == spoken:
        return [("equal", 0, len(written), 0, len(spoken))]
    return SequenceMatcher(None, written, spoken, autojunk=False).get_opcodes()


def _key(text: str) -> str:
    """Give a word as it is compared."""
    return text.strip(_UNHEARD).replace("’", "'").casefold()


def _rising(knots: Sequence[tuple[float, int]]) -> list[tuple[float, int]]:
    """Leave out knots that would make time run backwards or past the end."""
    last = knots[-1]
    kept = [knots[0]]
    for weight, sample in knots[1:-1]:
        if kept[-1][0] < weight < last[0] and kept[-1][1] <= sample <= last[1]:
            kept.append((weight, sample))
    return [*kept, last] if last[0] > kept[-1][0] else kept
