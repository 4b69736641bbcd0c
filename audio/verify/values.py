"""What a check by ear works with and what comes of it: frozen values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

DifferenceKind = Literal["lost", "added", "misheard"]
FaultKind = Literal[
    "missing turn", "moved turn", "doubled", "label read aloud", "swapped voices", "other label"
]

_ALIKE = 0.6
"""Likeness of sounds from which a name is heard right, however it is written."""
_Z = 1.96
"""Standard deviations within which 95 in 100 lie."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is compared."""

    text: str
    """Normalised; never empty."""
    shown: str
    """As the text has it, for people."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What should be said in one place: a word, or a few that have another form together."""

    turn: int
    """Number of its turn."""
    tokens: tuple[Token, ...]
    """At least one."""
    also: tuple[str, ...] = ()
    """Other right forms, normalised and without spaces; an empty one means that it may be left out."""
    sound: str = ""
    """How it is to be pronounced, where the script or the lexicon says so: as `sounds.reduced` gives it."""
    name: bool = False
    """Whether it is, or holds, a name or a term that recognisers write as they like."""

    @property
    def forms(self) -> tuple[str, ...]:
        """Give every right form without spaces."""
        return ("".join(token.text for token in self.tokens), *self.also)


@dataclass(frozen=True, slots=True)
class Heard:
    """A word as the recogniser gives it."""

    text: str
    """With its punctuation."""
    start: float
    """Seconds from the episode's beginning."""
    end: float


@dataclass(frozen=True, slots=True)
class HeardToken:
    """A heard word as it is compared."""

    text: str
    """Empty for a hyphen between figures, which is written where "to" was heard and where nothing was."""
    shown: str
    """As the recogniser wrote it, with its punctuation."""
    start: float
    """Seconds."""
    end: float


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where something else was heard than should be said."""

    kind: DifferenceKind
    turn: int
    """Number of the turn it belongs to."""
    expected: str
    """What should be said; empty where nothing should."""
    heard: str
    """What was heard; empty where nothing was."""
    at: float
    """Seconds from the episode's beginning: the first word heard there or, where none was, the end of the
    last one before."""
    errors: int
    """Words that count."""
    name: bool = False
    """Whether a name or a term should be said there, which recognisers write as they like."""
    likeness: float | None = None
    """Of a name, how like it what was heard sounds, 0 to 1; None for other words."""


@dataclass(frozen=True, slots=True)
class TurnScore:
    """How well a turn was heard."""

    number: int
    speaker: str
    words: int
    """Words that should be said, as they are compared."""
    errors: int
    start: float | None
    """Seconds; None, as is `end`, where nothing of the turn was heard."""
    end: float | None

    @property
    def rate(self) -> float:
        """Give the word error rate; it can be above 1."""
        return error_rate(self.errors, self.words)


@dataclass(frozen=True, slots=True)
class SpeakerScore:
    """How well a speaker was heard."""

    name: str
    words: int
    errors: int
    pitch: float | None
    """Median over the turns, Hz; None where none is long enough to tell."""

    @property
    def rate(self) -> float:
        """Give the word error rate."""
        return error_rate(self.errors, self.words)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that no recogniser's slip explains."""

    kind: FaultKind
    turn: int
    at: float | None
    """Seconds; None where that is not known."""
    sentence: str
    """What is wrong, for a person."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check by ear found."""

    turns: tuple[TurnScore, ...]
    speakers: tuple[SpeakerScore, ...]
    """In order of first speaking."""
    differences: tuple[Difference, ...]
    """In order of time."""
    faults: tuple[Fault, ...]
    """By turn."""
    remarks: tuple[str, ...] = ()
    """What could not be checked, as sentences."""
    seconds: float = 0.0
    """Length of the episode."""
    name_words: int = 0
    """Words of names and terms among those that should be said."""

    @property
    def words(self) -> int:
        """Give how many words should be said."""
        return sum(turn.words for turn in self.turns)

    @property
    def errors(self) -> int:
        """Give how many words count as wrong."""
        return sum(turn.errors for turn in self.turns)

    @property
    def rate(self) -> float:
        """Give the word error rate of the whole episode."""
        return error_rate(self.errors, self.words)

    @property
    def in_names(self) -> int:
        """Give how many of the wrong words are names, or added beside one that was misheard."""
        return sum(found.errors for found in self.differences if found.name)

    @property
    def unlike_names(self) -> tuple[Difference, ...]:
        """Give the names in whose place something is heard that does not sound like them: listen to these."""
        return tuple(found for found in self.differences if found.name and (found.likeness or 0.0) < _ALIKE)

    @property
    def rest_words(self) -> int:
        """Give how many words should be said that are no names."""
        return max(self.words - self.name_words, 0)

    @property
    def rest_errors(self) -> int:
        """Give how many words count as wrong, those of names left out."""
        return self.errors - self.in_names

    @property
    def interval(self) -> tuple[float, float]:
        """Give the word error rate without names, as far as so many words tell it: with 95 in 100 within.

        E. B. Wilson's score interval (J. Am. Stat. Assoc. 22, 1927).
        """
        if not self.rest_words:
            return (0.0, 1.0) if not self.rest_errors else (1.0, 1.0)
        rate, share = min(error_rate(self.rest_errors, self.rest_words), 1.0), _Z**2 / self.rest_words
        middle = (rate + share / 2) / (1 + share)
        half = _Z / (1 + share) * math.sqrt(rate * (1 - rate) / self.rest_words + share / self.rest_words / 4)
        return max(middle - half, 0.0), min(middle + half, 1.0)

    def good(self, threshold: float) -> bool:
        """Tell whether nothing is wrong: no fault, and no sign of a word error rate above `threshold`.

        The rate is that of the words that are no names; a short episode is bad only where its whole interval
        lies above.
        """
        return not self.faults and self.interval[0] <= threshold


def error_rate(errors: int, words: int) -> float:
    """Give errors a word; what was added where nothing should be said counts in full."""
    return errors / words if words else float(errors)


def shown(tokens: Sequence[Token | HeardToken]) -> str:
    """Give words for people; a written word that became several tokens is shown once."""
    kept: list[str] = []
    for token in tokens:
        whole = token.text == token.shown.lower()
        if token.shown and (whole or not kept or kept[-1] != token.shown):
            kept.append(token.shown)
    return " ".join(kept)
