"""Phonemes for Kokoro by espeak-ng, and the marks of other scripts as the model knows them."""

from __future__ import annotations

import re
from collections.abc import Callable

from audio.speech.engines.espeak_library import sounds_of
from audio.speech.engines.phonemes import Reading

_TIE = "^"
_TIES = (
    ("a^ɪ", "I"), ("a^ʊ", "W"), ("d^z", "ʣ"), ("d^ʒ", "ʤ"), ("e^ɪ", "A"), ("o^ʊ", "O"), ("ə^ʊ", "Q"),
    ("t^s", "ʦ"), ("t^ʃ", "ʧ"), ("ɔ^ɪ", "Y"), ("^", ""), ("-", ""),
)  # fmt: skip
"""Sounds that espeak-ng writes as two letters and the model knows as one."""


def espeak_reader(name: str) -> Callable[[str], tuple[Reading, ...]]:
    """Make a reader of espeak-ng's language of that name."""

    def read_words(text: str) -> tuple[Reading, ...]:
        said = sounds_of(text.replace("«", "“").replace("»", "”"), name, _TIE)
        for old, new in _TIES:
            said = said.replace(old, new)
        return tuple(Reading(word, word) for word in said.split())

    return read_words


def latin(text: str) -> str:
    """Give the phonemes of a Latin word within another script, as espeak-ng says it in English."""
    return " ".join(reading.phonemes for reading in espeak_reader("en-us")(text))


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
