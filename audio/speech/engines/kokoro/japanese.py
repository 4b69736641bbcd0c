"""Japanese for Kokoro: Open JTalk reads the kanji, and each mora becomes phonemes that the model knows."""

from __future__ import annotations

import unicodedata

import pyopenjtalk

from audio.speech.engines.kokoro.by_espeak import latin, mark
from audio.speech.engines.phonemes import Reading

_VOWELS = ("a", "i", "ɯ", "e", "o")
_ROWS = {
    "アイウエオ": "", "カキクケコ": "k", "ガギグゲゴ": "ɡ", "サシスセソ": "s", "ザジズゼゾ": "ʣ",
    "タチツテト": "t",
    "ダヂヅデド": "d", "ナニヌネノ": "n", "ハヒフヘホ": "h", "バビブベボ": "b", "パピプペポ": "p",
    "マミムメモ": "m",
    "ラリルレロ": "ɾ",
}  # fmt: skip
"""Moras by consonant, each row in the order of the vowels."""
_SPECIAL = {
    "シ": "ɕi", "ジ": "ʥi", "チ": "ʨi", "ヂ": "ʥi", "ニ": "ɲi", "ヒ": "çi", "フ": "ɸɯ", "ス": "sɨ",
    "ズ": "zɨ",
    "ツ": "ʦɨ", "ヅ": "zɨ", "ヤ": "ja", "ユ": "jɯ", "ヨ": "jo", "ワ": "βa", "ヲ": "o", "ヴ": "vɯ", "ン": "ɴ",
    "ッ": "ʔ",
    "ー": "ː", "ティ": "tʲi", "ディ": "dʲi", "トゥ": "tɯ", "ドゥ": "dɯ", "ウィ": "βi", "ウェ": "βe",
    "ウォ": "βo",
    "イェ": "je", "ヴァ": "va", "ヴィ": "vʲi", "ヴェ": "ve", "ヴォ": "vo",
}  # fmt: skip
_PALATAL = {"k": "kʲ", "ɡ": "ɡʲ", "b": "bʲ", "p": "pʲ", "m": "mʲ", "ɾ": "ɾʲ"}
"""Consonants before i."""
_GLIDES = {"ャ": "a", "ュ": "ɨ", "ョ": "o", "ェ": "e", "ァ": "a", "ィ": "i", "ォ": "o"}
"""Small kana and the vowel that they put in place of a mora's own."""


def _moras() -> dict[str, str]:
    """Give every mora in katakana and its phonemes."""
    moras: dict[str, str] = {}
    for row, consonant in _ROWS.items():
        for kana, vowel in zip(row, _VOWELS, strict=True):
            moras[kana] = (_PALATAL.get(consonant, consonant) if vowel == "i" else consonant) + vowel
    moras |= {kana: said for kana, said in _SPECIAL.items() if len(kana) == 1}
    for kana in "キギシジチヂニヒビピミリフツ":
        for small, vowel in _GLIDES.items():
            moras[kana + small] = moras[kana][:-1] + vowel
    return moras | {kana: said for kana, said in _SPECIAL.items() if len(kana) > 1}


_MORAS = _moras()
_NASALS = {"p": "m", "b": "m", "m": "m", "k": "ŋ", "ɡ": "ŋ", "t": "n", "d": "n", "n": "n", "ʦ": "n", "ʨ": "n"}
"""How ン sounds before a consonant; elsewhere it stays as it is."""


def read_japanese(text: str) -> tuple[Reading, ...]:
    """Read a text: its words, with particles at the word before them, and their phonemes."""
    readings: list[Reading] = []
    for word in pyopenjtalk.run_frontend(text):
        written = unicodedata.normalize("NFKC", word["string"])
        if word["mora_size"] == 0:
            said = "".join(map(mark, word["string"])).strip()
            joined = bool(said) and bool(readings) and said not in ("(", "“")
        elif written.isascii() and written.isalpha() and len(written) > 1 and not written.isupper():
            said, joined = latin(written), False  # the dictionary would spell it
        else:
            said = _said(word["pron"])
            joined = word["chain_flag"] == 1 and bool(readings)
        if joined:
            readings[-1] = Reading(readings[-1].text + written, readings[-1].phonemes + said)
        elif said:
            readings.append(Reading(written, said))
    return tuple(readings)


def _said(kana: str) -> str:
    """Give the phonemes of a word in katakana."""
    said, at = "", 0
    while at < len(kana):
        pair = kana[at : at + 2]
        mora = pair if pair in _MORAS else kana[at]
        said += _MORAS.get(mora, "")
        at += len(mora)
    for sound, nasal in _NASALS.items():
        said = said.replace(f"ɴ{sound}", nasal + sound)
    return said
