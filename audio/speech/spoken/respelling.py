"""Sounds in misaki's alphabet written for people: as IPA, and as a respelling (`PAY-mer`)."""

from __future__ import annotations

import re
from itertools import pairwise

_IPA = {
    "A": "eɪ", "I": "aɪ", "W": "aʊ", "Y": "ɔɪ", "O": "oʊ", "Q": "əʊ", "ʧ": "tʃ", "ʤ": "dʒ", "ᵊ": "ə",
    "ᵻ": "ɪ", "T": "t", "ɐ": "ə", "ɜɹ": "ɜr", "ɹ": "r",
}  # fmt: skip
_LETTERS = {
    "A": "ay", "I": "eye", "W": "ow", "Y": "oy", "O": "oh", "Q": "oh", "æ": "a", "a": "a", "ɑ": "ah",
    "ɒ": "o", "ɔ": "aw", "ə": "uh", "ɐ": "uh", "ᵊ": "uh", "ɛ": "eh", "ɜ": "u", "ɪ": "ih", "ᵻ": "ih",
    "i": "ee", "ʊ": "uu", "u": "oo", "ʌ": "uh", "ʧ": "ch", "ʤ": "j", "ʃ": "sh", "ʒ": "zh", "θ": "th",
    "ð": "th", "ŋ": "ng", "ɡ": "g", "ɹ": "r", "j": "y", "x": "kh", "T": "t", "ɾ": "t", "ʔ": "t",
}  # fmt: skip
_VOWELS = "AIWYOQæaɑɒɔəɐᵊɛɜɪᵻiʊuʌ"
_NUCLEUS = re.compile(rf"[{_VOWELS}]ː?(?:ɹ(?![{_VOWELS}]))?")
_ONSET = re.compile(r"(?:[ptkbdɡfθʃs]ɹ|[pkbɡfs]l|[ptkbdɡmnfvhs]j|[tkdɡsh]w|s[ptkmn]|[^ˈˌ])?[ˈˌ]?$")
"""The consonants between two vowels that begin the second syllable: what can begin a word, else the last."""
_STRESS = re.compile(rf"((?:[ptkbdɡfvθðszʃʒʧʤ]?[lɹwj]|s?[ptkbdɡfvθðszʃʒʧʤmnh])?)([ˈˌ])(?=[{_VOWELS}])")


def ipa(sounds: str) -> str:
    """Write sounds in the International Phonetic Alphabet, the stress before its syllable."""
    said = _STRESS.sub(r"\2\1", sounds)
    for old, new in _IPA.items():
        said = said.replace(old, new)
    return said


def respelled(sounds: str) -> str:
    """Write sounds as English letters say them, syllable by syllable, the stressed one in capitals."""
    return " ".join("-".join(map(_syllable, _syllables(word))) for word in sounds.split())


def restressed(sounds: str, respelling: str) -> str:
    """Give the sounds of a word with the stress on the syllable that its respelling has in capitals.

    Empty where it is there already, none or several are in capitals, or the two have not as many syllables.
    """
    parts, syllables = respelling.split("-"), _syllables(sounds)
    capital = [number for number, part in enumerate(parts) if part.isupper()]
    if len(capital) != 1 or len(parts) == 1 or len(parts) != len(syllables):
        return ""
    (stressed,) = capital
    if "ˈ" in syllables[stressed]:
        return ""
    plain = [syllable.replace("ˈ", "") for syllable in syllables]
    plain[stressed] = _NUCLEUS.sub(r"ˈ\g<0>", plain[stressed].replace("ˌ", ""), count=1)
    return "".join(plain)


def _syllables(word: str) -> list[str]:
    """Part a word between its vowels."""
    nuclei = list(_NUCLEUS.finditer(word))
    starts = [0]
    for before, after in pairwise(nuclei):
        between = word[before.end() : after.start()]
        onset = _ONSET.search(between)
        starts.append(after.start() - len(onset[0] if onset else ""))
    return [word[start:end] for start, end in pairwise([*starts, len(word)])]


def _syllable(sounds: str) -> str:
    letters = "".join(_LETTERS.get(sound, sound) for sound in re.sub("[ˈˌː]", "", sounds))
    for old, new in (("uhr", "er"), ("ehr", "air"), ("ihr", "eer")):
        letters = letters.replace(old, new)
    return letters.upper() if "ˈ" in sounds else letters
