"""How long a text takes a voice to say: learned from what it said, by the letters that are heard."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from audio.speech.spoken import PRONOUNCED

_CAPITALS = re.compile(r"\b[A-Z]{2,5}s?\b")
"""What is often spelled: a letter of it takes as long as three others."""
_SPELLED = 2.0
"""Letters that a spelled letter counts more than another."""
_DIGIT = 3.5
"""Letters in the name of a digit, about."""
_WIDE = {"CJK": 3.5, "HANGUL": 3.0, "HIRAGANA": 2.0, "KATAKANA": 2.0}
"""Latin letters that one character of a script stands for, about."""
_EDGES = 0.3
"""Seconds that a text takes beyond its letters: the edges of a take, the last syllable drawn out."""
_USUAL = 0.07
"""Seconds a letter where a voice has not said enough yet; English by all voices here takes 0.05 to 0.08."""
_ENOUGH = 5
"""Takes from which a pace is learned."""
_TELLING = 20.0
"""Letters from which a take tells the pace."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a voice speaks."""

    seconds_a_letter: float
    learned: bool
    """False where the voice has not said enough yet and this is a guess."""

    def at(self, speed: float) -> Pace:
        """Give the pace of the same voice at another speed."""
        return replace(self, seconds_a_letter=self.seconds_a_letter / speed)

    def expected(self, text: str) -> float:
        """Give about how long a text takes, in seconds."""
        return _EDGES + self.seconds_a_letter * letters(text)


def pace_of(said: Sequence[tuple[str, float]]) -> Pace:
    """Learn a voice's pace from texts and the seconds that they took.

    It is the median, so a bad take among them does not count.
    """
    rates = [(seconds - _EDGES) / count for text, seconds in said if (count := letters(text)) >= _TELLING]
    if len(rates) < _ENOUGH or (rate := median(rates)) <= 0:
        return Pace(_USUAL, learned=False)
    return Pace(rate, learned=True)


def letters(text: str) -> float:
    """Count the letters of a text by the time they take: marks none, digits and spelled capitals more."""
    said = PRONOUNCED.sub(r"\1", text)
    spelled = sum(len(match[0]) for match in _CAPITALS.finditer(said))
    return _SPELLED * spelled + sum(map(_weight, said))


def _weight(character: str) -> float:
    if not character.isalnum():
        return 0.0
    if character.isascii():
        return _DIGIT if character.isdigit() else 1.0
    script = unicodedata.name(character, "").partition(" ")[0]
    return _WIDE.get(script, 1.0)
