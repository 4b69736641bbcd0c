"""How Kokoro reads languages other than English: the phonemes that the model was trained on.

Spanish, French, Hindi, Italian and Portuguese come from espeak-ng. It cannot read kanji, and its Mandarin has
tones that the model does not know; these two are read by libraries of their own, extras `japanese` and
`chinese`.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from functools import cache

from audio.speech.engines.online import lacking
from audio.speech.engines.phonemes import Reading

_ESPEAK = {"es": "es", "fr": "fr-fr", "hi": "hi", "it": "it", "pt": "pt-br"}
_TIES = (
    ("a^ɪ", "I"), ("a^ʊ", "W"), ("d^z", "ʣ"), ("d^ʒ", "ʤ"), ("e^ɪ", "A"), ("o^ʊ", "O"), ("ə^ʊ", "Q"),
    ("t^s", "ʦ"), ("t^ʃ", "ʧ"), ("ɔ^ɪ", "Y"), ("^", ""), ("-", ""),
)  # fmt: skip
"""Sounds that espeak-ng writes as two letters and the model knows as one."""
_lock = threading.Lock()
"""espeak-ng and the dictionaries keep state for the whole process."""

LANGUAGES = (*_ESPEAK, "ja", "zh")


def problem(language: str) -> str:
    """Say what is missing to read a language; empty where nothing is."""
    if language == "ja":
        return _missing("Japanese", lacking("pyopenjtalk", "pyopenjtalk-plus", "japanese"))
    if language == "zh":
        chinese = lacking("pypinyin", "pypinyin", "chinese") or lacking("jieba", "jieba", "chinese")
        return _missing("Mandarin", chinese)
    return ""


def _missing(language: str, lack: str) -> str:
    return lack.replace("The engine japanese", language).replace("The engine chinese", language)


def read(text: str, language: str) -> tuple[Reading, ...]:
    """Read a text in one of `LANGUAGES`: its words with their phonemes, in order."""
    with _lock:
        return _reader(language)(text)


@cache
def _reader(language: str) -> Callable[[str], tuple[Reading, ...]]:
    if language == "ja":
        from audio.speech.engines.kokoro_japanese import read_japanese  # noqa: PLC0415 - an extra

        return read_japanese
    if language == "zh":
        from audio.speech.engines.kokoro_mandarin import read_mandarin  # noqa: PLC0415 - an extra

        return read_mandarin
    return _espeak(_ESPEAK[language])


@cache
def _espeak(name: str) -> Callable[[str], tuple[Reading, ...]]:
    """Make a reader of espeak-ng's language of that name, with kokoro-onnx's copy of the library."""
    from kokoro_onnx.tokenizer import Tokenizer  # noqa: PLC0415 - loads espeak-ng
    from phonemizer.backend import EspeakBackend  # noqa: PLC0415

    Tokenizer()  # tells the backend where the library is
    backend = EspeakBackend(
        name, preserve_punctuation=True, with_stress=True, tie="^", language_switch="remove-flags"
    )

    def read_words(text: str) -> tuple[Reading, ...]:
        said = "".join(backend.phonemize([text.replace("«", "“").replace("»", "”")]))
        for old, new in _TIES:
            said = said.replace(old, new)
        return tuple(Reading(word, word) for word in said.split())

    return read_words


def latin(text: str) -> str:
    """Give the phonemes of a Latin word within another script, as espeak-ng says it in English."""
    return " ".join(reading.phonemes for reading in _espeak("en-us")(text))


_MARKS = {
    "、": ",", "，": ",", "。": ".", "．": ".", "！": "!", "？": "?", "：": ":", "；": ";", "「": "“",
    "」": "”",
    "『": "“", "』": "”", "【": "“", "】": "”", "《": "“", "》": "”", "（": "(", "）": ")", "～": "—",
    "・": " ",
}  # fmt: skip
"""Marks of Japanese and Chinese, and what the model knows in their place."""
_KNOWN = re.compile(r"[;:,.!?—…\"()“” ]")


def mark(character: str) -> str:
    """Give a mark as the model knows it; empty for what it does not know."""
    said = _MARKS.get(character, character)
    return said if _KNOWN.fullmatch(said) else ""
