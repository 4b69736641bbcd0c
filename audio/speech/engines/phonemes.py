"""English phonemes in misaki's alphabet, which Kokoro and hibari were trained on, and what IPA is in it."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from audio.speech.engines.onnx import keep_to_itself

if TYPE_CHECKING:
    from hibari.g2p import G2P

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
_STRESS_BEFORE_ONSET = re.compile(r"([ˈˌ])([^AIOQWYaeiouæɑɒɔəɛɜɪʊʌᵊᵻˈˌ ]+)(?=[AIOQWYaeiouæɑɒɔəɛɜɪʊʌᵊᵻ])")


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch of text between spaces and how it is said."""

    text: str
    phonemes: str
    """Misaki's alphabet; may be empty."""


@cache
def _g2p(british: bool) -> G2P:  # noqa: FBT001 - names hibari's own switch
    keep_to_itself()
    from hibari.g2p import G2P  # noqa: PLC0415 - reads 9 MB of lexicons

    return G2P(british=british)


def read_english(text: str, *, british: bool = False) -> tuple[Reading, ...]:
    """Read a text aloud on paper: its words with their phonemes, in order; all joined by spaces is the whole.

    `[Pamer](/pˈAməɹ/)` is said as it says.
    """
    from hibari.g2p.normalize import normalize  # noqa: PLC0415

    with (
        _lock
    ):  # the first call loads lexicons and lookups fill caches; 1 ms a sentence needs no second caller
        g2p = _g2p(british)
        tokens = g2p.phonemize_tokens(g2p.tokenize(normalize(text)))
    readings: list[Reading] = []
    written, said = "", ""
    for token in tokens:
        written += token.text
        said += token.phonemes or ""
        if token.whitespace:
            readings.append(Reading(written, said))
            written, said = "", ""
    readings.append(Reading(written, said))
    return _stressed(tuple(reading for reading in readings if reading.text or reading.phonemes))


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
    return _STRESS_BEFORE_ONSET.sub(r"\2\1", said)
