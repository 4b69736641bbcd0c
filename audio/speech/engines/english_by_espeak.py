"""English by espeak-ng's rules, which take over where hibari is not installed."""

from __future__ import annotations

from audio.speech.engines.espeak_library import sounds_of, without_punctuation

_WEAK = {"a": "ɐ", "an": "ɐn"}
"""Words that espeak-ng spells where they stand alone."""


def ipa_of(words: list[str], *, british: bool = False) -> list[str]:
    """Give the sounds of each word, in IPA with stress marks."""
    language = "en-gb" if british else "en-us"
    return [_WEAK.get(word.lower()) or _ipa(word, language) for word in words]


def _ipa(word: str, language: str) -> str:
    return sounds_of(without_punctuation(word), language).replace("-", "")
