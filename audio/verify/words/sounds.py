"""How words sound: a listener cannot tell "brake" from "break", nor "ils jouent" from "il joue"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from audio.speech import as_written, sounds_of

_STRESS = str.maketrans("", "", "ˈˌ ː")
_ALIKE = str.maketrans({"ᵊ": "ə", "ɚ": "əɹ", "ɜ": "ə", "r": "ɹ"})
_WEAK = re.compile(r"(?<![ˈˌ])[ɪᵻʌɐ]")
"""Vowels without stress that two spellings of one name may differ in."""
_FIGURES = {"1": "one", "2": "two", "4": "four", "8": "eight"}
"""Numbers that sound like other words: "to" is heard as 2."""
_SPELLED_BY_SOUND = frozenset({"es", "fr", "it", "pt", "zh"})
"""Languages of which a word alone (in Mandarin, a character) tells how it sounds."""
_VOWEL = re.compile(r"[aeiouy]")


def sound(word: str, language: str = "en") -> str:
    """Give the phonemes of a normalised word, without stress; empty where that cannot be told.

    English is read by hibari, in misaki's alphabet; other languages as Kokoro reads them. So traditional and
    simplified characters are the same. Of a Japanese character alone nothing can be told.
    """
    if language == "en":
        return _phonemes(word).translate(_STRESS)
    return sounds_of(word, language) if language in _SPELLED_BY_SOUND and word.isalpha() else ""


def same_sound(one: str, other: str, language: str = "en") -> bool:
    """Tell whether two words are pronounced alike in a language (without region)."""
    if language == "en" and not one[:1].isascii():
        return False
    return sound(one, language) == sound(other, language) != ""


def reduced(phonemes: str) -> str:
    """Give phonemes as those of a name are compared: without stress, the vowels that have none as one."""
    return _WEAK.sub("ə", phonemes.translate(_ALIKE)).translate(_STRESS)


def said_as(words: Sequence[str], pronunciation: str) -> bool:
    """Tell whether words, one after the other or as one, sound like a `reduced` pronunciation."""
    if not pronunciation or not words:
        return False
    apart = [_phonemes(word) for word in words]
    together = _phonemes("".join(words))
    return pronunciation in (reduced("".join(apart)) if all(apart) else "", reduced(together))


def likeness(words: Sequence[str], wanted: Sequence[str], pronunciation: str, language: str) -> float:
    """Give how like each other what was heard and what should be said sound, from 0 to 1.

    1 less the edits between their phonemes, for each of the longer one's. `pronunciation`: `reduced`, where
    one is given. Of a language whose sounds are not known, letters stand for them.
    """
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - belongs to the extra

    return float(
        max(
            Levenshtein.normalized_similarity(one, other)
            for one in _spoken(words, language)
            for other in ([pronunciation] if pronunciation else _spoken(wanted, language))
        )
    )


def _spoken(words: Sequence[str], language: str) -> list[str]:
    """Give the sounds of words, apart and as one."""
    if language == "en":
        together = _phonemes("".join(words))
        return [reduced("".join(map(_phonemes, words))), *([reduced(together)] if together else [])]
    return [sound("".join(words), language) or "".join(words)]


@cache
def _phonemes(word: str) -> str:
    """Give the phonemes of an English word with their stress; what has no vowel is spelled."""
    word = _FIGURES.get(word, word)
    if not word.isalpha():
        return ""
    readings = as_written(word if _VOWEL.search(word) else word.upper())
    return "".join(reading.phonemes for reading in readings)
