"""English phonemes in misaki's alphabet, which Kokoro and hibari were trained on, and what IPA is in it."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from audio.speech.engines.onnx import keep_to_itself

if TYPE_CHECKING:
    from hibari.g2p import G2P
    from hibari.g2p.token import Tok

_GUARD = "•"
"""Stands behind a word that is no abbreviation, or before one that is no numeral; hibari drops it."""
GUESSED = 2
"""hibari's rating of a word that is in none of its dictionaries, so that a network guesses its sounds."""
_INLINE = re.compile(r"\[([^\]]+)\]\(/([^)/]*)/\)")
_lock = threading.Lock()

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


@cache
def _g2p(british: bool) -> G2P:  # noqa: FBT001 - names hibari's own switch
    keep_to_itself()
    from hibari.g2p import G2P  # noqa: PLC0415 - reads 9 MB of lexicons

    return G2P(british=british)


def read_english(text: str, *, british: bool = False) -> tuple[Reading, ...]:
    """Read a text aloud on paper: its words with their phonemes, in order; all joined by spaces is the whole.

    `[Pamer](/pˈAməɹ/)` is said as it says. No abbreviation is read as a longer word: that is for the rules
    from written to spoken, which know where one is none.
    """
    return _stopped(_stressed(_words(english_tokens(text, british=british))))


def as_written(text: str, *, british: bool = False) -> tuple[Reading, ...]:
    """Read a text without any change to its words: what would be heard if nothing were said otherwise."""
    with _lock:
        g2p = _g2p(british)
        tokens = g2p.phonemize_tokens(g2p.tokenize(text.replace("’", "'")))
    return _stressed(_words(tokens))


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
    return _INLINE.sub(r"\1", text)


def english_tokens(text: str, *, british: bool = False) -> list[Tok]:
    """Give the words and marks of a text as hibari reads them: parts of speech, phonemes, how sure."""
    from hibari.g2p.normalize import normalize  # noqa: PLC0415

    with (
        _lock
    ):  # the first call loads lexicons and lookups fill caches; 1 ms a sentence needs no second caller
        g2p = _g2p(british)
        return list(g2p.phonemize_tokens(_tagged(g2p, normalize(guarded(text)))))


def parts_of_speech(text: str) -> tuple[tuple[str, str, int], ...]:
    """Give the words and marks of a text with their parts of speech (Penn Treebank) and where they begin."""
    found: list[tuple[str, str, int]] = []
    at = 0
    with _lock:
        tokens = _g2p(british=False).tokenize(text)
    for token in tokens:
        at = text.index(token.text, at)
        found.append((token.text, token.tag, at))
        at += len(token.text)
    return tuple(found)


@cache
def as_part_of_speech(word: str, tag: str, *, british: bool = False, before_to: bool = False) -> str:
    """Give the sounds of a word as the dictionary has them for a part of speech; empty where it has none."""
    from hibari.g2p import Context  # noqa: PLC0415
    from hibari.g2p.token import Tok  # noqa: PLC0415

    with _lock:
        said, _ = _g2p(british).lexicon(Tok(word, tag), Context(future_to=before_to))
    return (said or "").replace("ɾ", "T").replace("ʔ", "t")


def guarded(text: str) -> str:
    """Mark the words that hibari would take for abbreviations or Roman numerals; the mark makes no sound."""
    abbreviated, numbered = _lookalikes()
    return numbered.sub(rf"\g<0>{_GUARD}", abbreviated.sub(rf"\g<0>{_GUARD}", text))


@cache
def _lookalikes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Give what finds the words before a mark: short forms and titles; and words before a numeral."""
    from hibari.g2p.normalize import (  # noqa: PLC0415
        ABBREV,
        ROMAN_CARDINAL,
        ROMAN_ORDINAL,
        TITLES,
    )

    def one_of(words: Iterable[str]) -> str:
        return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))

    shorts = one_of(short.rstrip(".") for short in ABBREV if short.endswith("."))
    before_numeral = one_of([*ROMAN_CARDINAL, *ROMAN_ORDINAL])
    return (
        re.compile(rf"(?<![\w.])(?:{shorts})(?=\.(?!\w))|\b(?:{one_of(TITLES)})(?= [A-Z])"),
        re.compile(rf"(?<!\w)(?:{before_numeral})\s(?=[IVXLC])"),
    )


def _tagged(g2p: G2P, text: str) -> list[Tok]:
    """Give the tokens with the parts of speech that they have in their sentence.

    hibari itself tags the pieces between inline pronunciations apart, each as a sentence of its own.
    """
    plain, spans = "", list[tuple[int, int, str]]()
    at = 0
    for match in _INLINE.finditer(text):
        plain += text[at : match.start()]
        spans.append((len(plain), len(plain) + len(match[1]), match[2]))
        plain += match[1]
        at = match.end()
    if not spans:
        return list(g2p.tokenize(text))
    plain += text[at:]
    tokens: list[Tok] = []
    at, waiting = 0, list(spans)
    for token in g2p.tokenize(plain):
        start = plain.index(token.text, at)
        at = start + len(token.text)
        while waiting and start >= waiting[0][1]:
            waiting.pop(0)
        if not waiting or at <= waiting[0][0]:
            tokens.append(token)
        elif start < waiting[0][0] or at > waiting[0][1]:
            return list(g2p.tokenize(text))  # a token that is more than the word with the pronunciation
        elif start == waiting[0][0]:
            tokens.append(token.copy(phonemes=waiting[0][2], rating=5))
        else:
            whole = tokens[-1]
            space = plain[start - 1 : start].isspace()
            tokens[-1] = whole.copy(
                text=f"{whole.text}{' ' if space else ''}{token.text}", whitespace=token.whitespace
            )
    return tokens


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
