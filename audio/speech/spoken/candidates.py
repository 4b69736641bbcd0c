"""In which ways an English word may be said: the readings that dictionaries and rules give it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from audio.speech.engines import ipa_by_rule, read_english, to_misaki
from audio.speech.spoken.heteronyms import readings_of
from audio.speech.spoken.respelling import ipa, respelled

Origin = Literal["now", "reading", "accent", "rule"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to say a word."""

    respelling: str
    """`PAY-mer`."""
    ipa: str
    origin: Origin
    """How it is said now, another reading of a heteronym, the other accent, espeak-ng's rules."""

    @property
    def setting(self) -> str:
        """Give what the settings say of the word, to have it said so."""
        return f"{self.respelling} /{self.ipa}/"


def ways_to_say(word: str, said: str = "", *, british: bool = False) -> tuple[Candidate, ...]:
    """Give the ways in which a word or phrase may be said, the present one first, none twice.

    `said` is its spoken form, where that is known.
    """
    own, other = _read(said or word, british=british), _read(word, british=not british)
    rule = to_misaki(" ".join(ipa_by_rule(word.split(), british=british)), british=british)
    readings = readings_of(word, british=british).values()
    found: dict[str, Candidate] = {}
    ways: list[tuple[Origin, str]] = [("now", own), *(("reading", one) for one in readings)]
    for origin, sounds in (*ways, ("accent", other), ("rule", rule)):
        said = ipa(sounds.strip())
        if said:
            found.setdefault(said, Candidate(respelled(sounds.strip()), said, origin))
    return tuple(found.values())


def _read(word: str, *, british: bool) -> str:
    return " ".join(reading.phonemes for reading in read_english(word, british=british))
