"""Mandarin for Kokoro: jieba parts the words, pypinyin reads them, and each syllable becomes phonemes.

The model knows tones as arrows behind the vowel: → first, ↗ second, ↓ third, ↘ fourth.
"""

from __future__ import annotations

import re

import cn2an
import jieba
from pypinyin import Style, lazy_pinyin
from pypinyin.contrib.tone_convert import to_finals, to_initials, to_normal

from audio.speech.engines.kokoro.by_espeak import latin, mark
from audio.speech.engines.phonemes import Reading

_INITIALS = {
    "b": "p", "p": "pʰ", "m": "m", "f": "f", "d": "t", "t": "tʰ", "n": "n", "l": "l", "g": "k", "k": "kʰ",
    "h": "x",
    "j": "ʨ", "q": "ʨʰ", "x": "ɕ", "zh": "ꭧ", "ch": "ꭧʰ", "sh": "ʂ", "r": "ɻ", "z": "ʦ", "c": "ʦʰ", "s": "s",
}  # fmt: skip
_FINALS = {
    "a": "a0", "ai": "ai0", "an": "a0n", "ang": "a0ŋ", "ao": "au0", "e": "ɤ0", "ei": "ei0", "en": "ə0n",
    "eng": "ə0ŋ",
    "er": "ɚ0", "i": "i0", "ia": "ja0", "ian": "jɛ0n", "iang": "ja0ŋ", "iao": "jau0", "ie": "je0",
    "in": "i0n",
    "iou": "jou0", "ing": "i0ŋ", "iong": "jʊ0ŋ", "ong": "ʊ0ŋ", "ou": "ou0", "u": "u0", "uei": "wei0",
    "ua": "wa0",
    "uai": "wai0", "uan": "wa0n", "uen": "wə0n", "uang": "wa0ŋ", "ueng": "wə0ŋ", "uo": "wo0", "o": "wo0",
    "ü": "y0",
    "üe": "ɥe0", "üan": "ɥɛ0n", "ün": "y0n", "io": "jɔ0", "ê": "ɛ0", "m": "m0", "n": "n0", "ng": "ŋ0",
}  # fmt: skip
"""Finals, with the place of the tone."""
_BUZZING = frozenset({"zh", "ch", "sh", "r", "z", "c", "s"})
"""Initials after which i is hardly a vowel."""
_TONES = {"1": "→", "2": "↗", "3": "↓", "4": "↘", "5": ""}
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_RUNS = re.compile(rf"[{_HAN}]+|[A-Za-z][A-Za-z'’.-]*|.", re.DOTALL)
"""Han characters, a Latin word, or any other character."""


def read_mandarin(text: str) -> tuple[Reading, ...]:
    """Read a text: its words and their phonemes; marks stand with the word before them."""
    jieba.setLogLevel("ERROR")  # it tells on standard error how long its dictionary took
    readings: list[Reading] = []
    for match in _RUNS.finditer(cn2an.transform(text, "an2cn")):
        run = match[0]
        if re.match(f"[{_HAN}]", run):
            readings += [Reading(word, _said(word)) for word in jieba.cut(run)]
        elif run[0].isascii() and run[0].isalpha():
            readings.append(Reading(run, latin(run)))
        elif (said := mark(run).strip()) and readings and said not in ("(", "“"):
            readings[-1] = Reading(readings[-1].text + run, readings[-1].phonemes + said)
    return tuple(reading for reading in readings if reading.phonemes)


def _said(word: str) -> str:
    """Give the phonemes of a word in Han characters."""
    return "".join(map(_syllable, lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True)))


def _syllable(pinyin: str) -> str:
    """Give the phonemes of a syllable such as `zhong1`; nothing for what is none."""
    tone = _TONES.get(pinyin[-1:])
    if tone is None:
        return ""
    plain = to_normal(pinyin[:-1])
    initial = to_initials(plain, strict=True)
    final = to_finals(plain, strict=True, v_to_u=True) or plain
    vowel = "ɨ0" if final == "i" and initial in _BUZZING else _FINALS.get(final, "")
    return _INITIALS.get(initial, "") + vowel.replace("0", tone)
