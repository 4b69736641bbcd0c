"""How words sound in a language, as Kokoro reads them: a listener cannot tell apart what sounds alike."""

from __future__ import annotations

from functools import cache

_STRESS = str.maketrans("", "", "ˈˌ ")


@cache
def sounds_of(text: str, language: str) -> str:
    """Give the phonemes of a text in one of Kokoro's languages other than English, without stress or marks.

    `language` is a BCP 47 tag. Empty where the language is another one, or needs an extra that is missing.
    """
    from audio.speech.engines import kokoro  # noqa: PLC0415 - espeak-ng and dictionaries

    primary = language.split("-", 1)[0].lower()
    if primary not in kokoro.LANGUAGES or kokoro.problem(primary):
        return ""
    return "".join(reading.phonemes for reading in kokoro.read_language(text, primary)).translate(_STRESS)
