"""Sounds in misaki's alphabet written for people: as IPA, and as a respelling (`PAY-mer`)."""

from __future__ import annotations

import re

_IPA = {
    "A": "eɪ", "I": "aɪ", "W": "aʊ", "Y": "ɔɪ", "O": "oʊ", "Q": "əʊ", "ʧ": "tʃ", "ʤ": "dʒ", "ᵊ": "ə", "ᵻ": "ɪ",
    "T": "t", "ɐ": "ə", "ɜɹ": "ɜr", "ɹ": "r",
}  # fmt: skip
_LETTERS = {
    "A": "ay", "I": "eye", "W": "ow", "Y": "oy", "O": "oh", "Q": "oh", "æ": "a", "a": "a", "ɑ": "ah", "ɒ": "o", "ɔ": "aw",
    "ə": "uh", "ɐ": "uh", "ᵊ": "uh", "ɛ": "eh", "ɜ": "u", "ɪ": "ih", "ᵻ": "ih", "i": "ee", "ʊ": "uu", "u": "oo", "ʌ": "uh",
    "ʧ": "ch", "ʤ": "j", "ʃ": "sh", "ʒ": "zh", "θ": "th", "ð": "th", "ŋ": "ng", "ɡ": "g", "ɹ": "r", "j": "y", "x": "kh",
    "T": "t", "ɾ": "t", "ʔ": "t",
}  # fmt: skip
_VOWELS = "AIWYOQæaɑɒɔəɐᵊɛɜɪᵻiʊuʌ"
_SYLLABLE = re.compile(rf"[^{_VOWELS}]*[{_VOWELS}]ː?ɹ?(?:[^{_VOWELS}ˈˌ]+(?![{_VOWELS}ˈˌ])|[^{_VOWELS}ˈˌ](?=[^{_VOWELS}ˈˌ]))?")
_STRESS = re.compile(rf"((?:[ptkbdɡfvθðszʃʒʧʤ]?[lɹwj]|s?[ptkbdɡfvθðszʃʒʧʤmnh])?)([ˈˌ])(?=[{_VOWELS}])")


def ipa(sounds: str) -> str:
    """Write sounds in the International Phonetic Alphabet, the stress before its syllable."""
    said = _STRESS.sub(r"\2\1", sounds)
    for old, new in _IPA.items():
        said = said.replace(old, new)
    return said


def respelled(sounds: str) -> str:
    """Write sounds as English letters say them, syllable by syllable, the stressed one in capitals."""
    return " ".join("-".join(map(_syllable, _SYLLABLE.findall(_STRESS.sub(r"\2\1", word)))) for word in sounds.split())


def _syllable(sounds: str) -> str:
    letters = "".join(_LETTERS.get(sound, sound) for sound in re.sub("[ˈˌː]", "", sounds))
    letters = letters.replace("uhr", "er")
    return letters.upper() if "ˈ" in sounds else letters
