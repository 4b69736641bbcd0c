"""Pronunciations of the settings: a word or phrase and a respelling (`PAY-mer`), IPA (`/ˈpeɪmɚ/`) or both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from audio.errors import VoiceError
from audio.speech.engines.phonemes import to_misaki

_VALUE = re.compile(r"\s*(?P<respelling>[^/]*?)\s*(?:/(?P<ipa>[^/]+)/)?\s*")


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """How a word or phrase is to be said."""

    written: str
    respelling: str
    """What an engine without phonemes is given; empty where only IPA is known."""
    ipa: str
    """Empty where only a respelling is known."""

    def said(self, found: str, possessive: str, *, phonemes: bool, british: bool) -> str:
        """Give what stands in the spoken text where `found` was written, with or without `'s` behind it."""
        if phonemes and self.ipa:
            sounds = to_misaki(self.ipa, british=british)
            return f"[{found}{possessive}](/{sounds}{_genitive(sounds) if possessive else ''}/)"
        return (_smooth(self.respelling) or found) + possessive


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All pronunciations of a show, and the pattern that finds them."""

    entries: tuple[Pronunciation, ...] = ()
    pattern: re.Pattern[str] | None = None

    def entry(self, found: str) -> Pronunciation:
        """Give the entry that the pattern found."""
        for entry in self.entries:
            if entry.written == found:
                return entry
        return next(entry for entry in self.entries if entry.written == found.lower())


def read_pronunciations(written: Mapping[str, str]) -> Lexicon:
    """Read the settings. A key in lower case is found however it is written, any other only as it is.

    Raises `VoiceError` for an entry that says nothing.
    """
    return _read(tuple(written.items()))


@lru_cache(maxsize=8)
def _read(written: tuple[tuple[str, str], ...]) -> Lexicon:
    entries: list[Pronunciation] = []
    for key, value in sorted(written, key=lambda pair: -len(pair[0])):
        match = _VALUE.fullmatch(value)
        if not key.strip() or match is None or not (match["respelling"] or match["ipa"]):
            raise VoiceError(
                f"The pronunciation {key!r}: {value!r} cannot be read. Write a respelling (PAY-mer), "
                "IPA between slashes (/ˈpeɪmɚ/), or both."
            )
        entries.append(Pronunciation(key.strip(), match["respelling"] or "", match["ipa"] or ""))
    if not entries:
        return Lexicon()
    one_of = "|".join(
        f"(?i:{re.escape(entry.written)})" if entry.written.islower() else re.escape(entry.written)
        for entry in entries
    )
    return Lexicon(tuple(entries), re.compile(rf"(?<!\w)(?P<word>{one_of})(?P<possessive>['’]s)?(?!\w)"))


def _genitive(sounds: str) -> str:
    """Give the sound of the genitive `s`, which follows the last sound."""
    last = sounds.rstrip()[-1:]
    return "ᵻz" if last in "szʃʒʧʤ" else "s" if last in "ptkfθ" else "z"


def _smooth(respelling: str) -> str:
    """Write `PAY-mer` as `paymer`: hyphens and capitals are for people, engines read them as letters."""
    return " ".join(
        word.replace("-", "").lower()
        if "-" in word and any(part.isupper() for part in word.split("-"))
        else word
        for word in respelling.split()
    )
