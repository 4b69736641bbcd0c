"""English phonemes in misaki's alphabet, which Kokoro and hibari were trained on, and what IPA is in it.

hibari's package reads the language; where it is missing, espeak-ng does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audio.speech.engines.english_by_hibari import INLINE, english_tokens, tokens_as_written, without_hibari
from audio.speech.engines.espeak_library import ipa_of

if TYPE_CHECKING:
    from hibari.g2p.token import Tok

_TOKEN = re.compile(rf"(?:{INLINE.pattern}|\S)+")
_PARTS = re.compile(rf"{INLINE.pattern}|(?P<word>[^\W_](?:[\w'’.&+-]*[^\W_])?)|(?P<mark>\S)")
_MARKS = frozenset(';:,.!?—…"()“”')
"""Marks that the models know."""
_IPA = (
    # Longest first: what misaki writes as one letter, then what it writes otherwise.
    ("t͡ʃ", "ʧ"), ("d͡ʒ", "ʤ"), ("tʃ", "ʧ"), ("dʒ", "ʤ"),
    ("eɪ", "A"), ("aɪ", "I"), ("ɔɪ", "Y"), ("aʊ", "W"), ("əʊ", "Q"), ("oʊ", "O"),
    ("ɝː", "ɜɹ"), ("ɜːr", "ɜɹ"), ("ɜːɹ", "ɜɹ"), ("ɝ", "ɜɹ"), ("ɚ", "əɹ"),
    ("g", "ɡ"), ("r", "ɹ"), ("ɫ", "l"), ("ɬ", "l"), ("ɐ", "ə"), ("ɘ", "ə"), ("'", "ˈ"), (",", "ˌ"),
    ("l̩", "ᵊl"), ("n̩", "ᵊn"), ("m̩", "ᵊm"), (".", ""), ("\u0361", ""), ("‿", ""), ("(", ""), (")", ""),
)  # fmt: skip
_LATE = (("e", "ɛ"), ("o", "O"), ("a", "ɑ"))
"""Single letters, once the diphthongs that hold them are gone."""
_VOWELS = "AIOQWYaeiouæɑɒɔəɛɜɪʊʌᵊᵻ"
_STRESS_BEFORE_ONSET = re.compile(rf"([ˈˌ])([^{_VOWELS}ˈˌ ]+)(?=[{_VOWELS}])")
_ONE_VOWEL = re.compile(rf"^([^{_VOWELS}ˈˌ ]*)([{_VOWELS}][^{_VOWELS}ˈˌ ]*)$")
"""A word of one syllable, whose stress dictionaries leave out."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch of text between spaces and how it is said."""

    text: str
    phonemes: str
    """Misaki's alphabet; may be empty."""
    length: float = 1.0
    """How many times as long its sounds last as they would by themselves."""
    pitch: float = 1.0
    """How many times as high it is."""


def _by_espeak(text: str, *, british: bool) -> tuple[Reading, ...]:
    """Read a text by espeak-ng's rules, word by word, so that each keeps its own sounds."""
    tokens = [list(_PARTS.finditer(token[0])) for token in _TOKEN.finditer(text.replace("’", "'"))]
    words = [part["word"] for token in tokens for part in token if part["word"]]
    sounds = iter(ipa_of(words, british=british))
    readings: list[Reading] = []
    for token in tokens:
        said = ""
        for part in token:
            if part["word"]:
                said += _unstressed(next(sounds), british=british)
            else:
                said += part[2] or (part["mark"] if part["mark"] in _MARKS else "") or ""
        readings.append(Reading("".join(part[1] or part[0] for part in token), said))
    return tuple(readings)


def _unstressed(ipa: str, *, british: bool) -> str:
    """Write espeak-ng's IPA in misaki's alphabet; a word without stress gets none."""
    said = to_misaki(ipa, british=british).replace("ɾ", "T").replace("ʔ", "t")
    return said if "ˈ" in ipa else said.replace("ˈ", "")


def read_english(text: str, *, british: bool = False) -> tuple[Reading, ...]:
    """Read a text aloud on paper: its words with their phonemes, in order; all joined by spaces is the whole.

    `[Pamer](/pˈAməɹ/)` is said as it says. No abbreviation is read as a longer word: that is for the rules
    from written to spoken, which know where one is none.
    """
    if without_hibari():
        return _stressed(_by_espeak(text, british=british))
    return _stopped(_stressed(_words(english_tokens(text, british=british))))


def as_written(text: str, *, british: bool = False) -> tuple[Reading, ...]:
    """Read a text without any change to its words: what would be heard if nothing were said otherwise."""
    if without_hibari():
        return _stressed(_by_espeak(text, british=british))
    return _stressed(_words(tokens_as_written(text, british=british)))


def _words(tokens: Iterable[Tok]) -> tuple[Reading, ...]:
    """Join what stands between two spaces."""
    readings: list[Reading] = []
    written, said = "", ""
    for token in tokens:
        written += token.text
        said += token.phonemes or ""
        if token.whitespace:
            readings.append(Reading(written, said))
            written, said = "", ""
    readings.append(Reading(written, said))
    return tuple(reading for reading in readings if reading.text or reading.phonemes)


def without_pronunciations(text: str) -> str:
    """Give a spoken text without its inline pronunciations: the words alone."""
    return INLINE.sub(r"\1", text)


def _stopped(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Put back the full stop that belongs to a sentence and that hibari takes for a part of its last word."""
    said = list(readings)
    for at, reading in enumerate(readings):
        after = readings[at + 1].text.lstrip("“\"'(") if at + 1 < len(readings) else ""
        lost = reading.text.rstrip("”\"')").endswith(".") and reading.phonemes[-1:].isalpha()
        if lost and (
            not after
            or (
                after[0].isupper()
                and len(reading.text.strip('(“".')) > 1
                and "." not in reading.text.strip('(“")”').rstrip(".")
            )
        ):
            said[at] = Reading(reading.text, f"{reading.phonemes}.")
    return tuple(said)


def _stressed(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Stress the last word that can be, where none is: `Why?` alone is no small word between others."""
    if any("ˈ" in reading.phonemes for reading in readings):
        return readings
    last = max((at for at, reading in enumerate(readings) if "ˌ" in reading.phonemes), default=None)
    if last is None:
        return readings
    text, phonemes = readings[last].text, readings[last].phonemes
    return (*readings[:last], Reading(text, phonemes.replace("ˌ", "ˈ", 1)), *readings[last + 1 :])


def to_misaki(ipa: str, *, british: bool = False) -> str:
    """Write IPA, as dictionaries do, in misaki's alphabet: `ˈpeɪmɚ` → `pˈAməɹ`.

    Dictionaries set the stress mark before the syllable, misaki before its vowel. What is misaki's already
    stays.
    """
    said = ipa.strip()
    for old, new in _IPA:
        said = said.replace(old, new)
    for old, new in _LATE:
        said = said.replace(old, new)
    if not british:
        said = said.replace("ː", "").replace("ɒ", "ɑ").replace("Q", "O")
    said = _STRESS_BEFORE_ONSET.sub(r"\2\1", said)
    return _ONE_VOWEL.sub(r"\1ˈ\2", said)
