"""How Kokoro reads languages other than English: the phonemes that the model was trained on.

Spanish, French, Hindi, Italian and Portuguese come from espeak-ng. It cannot read kanji, and its Mandarin has
tones that the model does not know; these two are read by libraries of their own, extras `japanese` and
`chinese`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache

from audio.extras import installed, lacking, present
from audio.speech.engines.kokoro.by_espeak import espeak_reader
from audio.speech.engines.phonemes import Reading

_ESPEAK = {"es": "es", "fr": "fr-fr", "hi": "hi", "it": "it", "pt": "pt-br"}
_lock = threading.Lock()
"""espeak-ng and the dictionaries keep state for the whole process."""

LANGUAGES = (*_ESPEAK, "ja", "zh")
_READERS = {
    "en": ("hibari-tts",) if present("hibari") else ("espeakng-loader",),
    "ja": ("pyopenjtalk-plus",),
    "zh": ("cn2an", "jieba", "pypinyin"),
} | dict.fromkeys(_ESPEAK, ("espeakng-loader",))
"""The packages whose rules and dictionaries read each language."""


def version(language: str) -> str:
    """Give the versions of the packages that read a language."""
    return " ".join(map(installed, _READERS.get(language, ())))


def problem(language: str) -> str:
    """Say what is missing to read a language; empty where nothing is."""
    if language == "ja":
        return lacking("Japanese", "japanese", "pyopenjtalk-plus", module="pyopenjtalk")
    if language == "zh":
        return lacking("Mandarin", "chinese", "pypinyin", "jieba")
    return ""


def read(text: str, language: str) -> tuple[Reading, ...]:
    """Read a text in one of `LANGUAGES`: its words with their phonemes, in order."""
    with _lock:
        return _reader(language)(text)


@cache
def _reader(language: str) -> Callable[[str], tuple[Reading, ...]]:
    if language == "ja":
        from audio.speech.engines.kokoro.japanese import read_japanese  # noqa: PLC0415 - an extra

        return read_japanese
    if language == "zh":
        from audio.speech.engines.kokoro.mandarin import read_mandarin  # noqa: PLC0415 - an extra

        return read_mandarin
    return espeak_reader(_ESPEAK[language])
