"""Where what is said is not what is written, by ear: the sounds of the one beside the sounds of the other.

A rule may change the letters and nothing that is heard, and the engine has a reading of its own for figures
and signs. So the text is read as it is written, word by word, and as it is handed over; where the sounds
differ, something is said otherwise, whoever made it so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from audio.speech.engines import Reading, as_written, read_english
from audio.speech.spoken.form import Speakable, Spoken
from audio.speech.spoken.pronunciations import PRONOUNCED
from audio.speech.spoken.rules import FOR_THE_EYE

ENGINES_OWN = "reading"
"""The name of a difference that no rule made: the engine's reading of the language did."""
_NO_SOUND = re.compile(r"[^a-zA-Zæðŋɐɑɒɔəɚɛɜɡɪɬɹɾʃʊʌʒʔʤʧθᵊᵻ]")
_LIGHT = frozenset({
    "a", "an", "the", "to", "in", "by", "am", "i", "as", "at", "be", "been", "can", "could", "for",
    "from", "had", "has", "have", "he", "her", "him", "is", "of", "or", "our", "she", "some", "than",
    "that", "them", "there", "these", "they", "this", "those", "through", "us", "was", "we", "were",
    "who", "will", "would", "you", "your", "me", "my", "and", "on", "but", "do", "does", "so", "up",
    "it",
})  # fmt: skip
"""Words that sound as their neighbours make them, and mean the same."""


def differences(written: str, said: Speakable, *, british: bool = False) -> tuple[Spoken, ...]:
    """Give what is heard otherwise than it is written in an English text, and by which rule.

    The changes that rules made come first, in their order, those that nobody hears left out; then what the
    engine's own reading makes of the rest.
    """
    changes = tuple(change for change in said.changes if change.rule not in FOR_THE_EYE)
    heard = tuple(change for change in changes if _is_heard(change, british=british))
    for change in said.changes:
        if change.rule in FOR_THE_EYE:
            written = written.replace(change.before, change.after, 1)
    settled = {word.word for word in said.heteronyms}
    own = []
    for before, after in _unlike(
        as_written(written, british=british), read_english(said.text, british=british)
    ):
        if any(_same_place(before, after, change) for change in heard):
            continue
        part = Spoken(ENGINES_OWN, before, _own_part(before, after, heard))
        alike = part.after != after and not _is_heard(part, british=british)
        if not alike and before.strip(".,;:!?()“”\"'") not in settled:
            own.append(part)
    return (*heard, *own)


def _is_heard(change: Spoken, *, british: bool) -> bool:
    if change.rule == "code" and _bare(change.before).strip("`") == _bare(change.after):
        return False
    before, after = as_written(change.before, british=british), read_english(change.after, british=british)
    if PRONOUNCED.search(change.after):  # sounds that somebody gave: with their stress
        return (_sounds(before), _main_stress(before)) != (_sounds(after), _main_stress(after))
    return _sounds(before) != _sounds(after)


def _sounds(readings: Sequence[Reading]) -> str:
    return "".join(_NO_SOUND.sub("", reading.phonemes) for reading in readings)


def _main_stress(readings: Sequence[Reading]) -> int:
    """Give how many sounds come before the last vowel with main stress."""
    said = "".join(reading.phonemes for reading in readings)
    return len(_NO_SOUND.sub("", said[: said.rfind("ˈ")]))


def _unlike(written: Sequence[Reading], heard: Sequence[Reading]) -> Iterator[tuple[str, str]]:
    """Give the stretches of words that sound unlike each other."""
    keys = [[_key(reading) for reading in side] for side in (written, heard)]
    for kind, a, b, c, d in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if kind != "equal" and _sounds(written[a:b]) != _sounds(heard[c:d]):
            yield _text(written[a:b]), _text(heard[c:d])


def _key(reading: Reading) -> str:
    """Give what a word sounds like; of a light word only the word."""
    word = re.sub(r"\W", "", reading.text).lower()
    return word if word in _LIGHT else _NO_SOUND.sub("", reading.phonemes)


def _text(readings: Sequence[Reading]) -> str:
    return " ".join(reading.text for reading in readings)


def _own_part(before: str, after: str, changes: Sequence[Spoken]) -> str:
    """Give what is heard without what a rule put beside it: of `19:20 #2` `nineteen twenty`."""
    for change in changes:
        if change.before not in before:
            after = after.removeprefix(f"{change.after} ").removesuffix(f" {change.after}")
    return after


def _same_place(before: str, after: str, change: Spoken) -> bool:
    """Tell whether a stretch of the written text is where a rule changed something, or beside it."""
    one, other = _bare(before), _bare(PRONOUNCED.sub(r"\1", change.before))
    beside = _bare(after.replace(change.after, "", 1)) == one
    return bool(other) and (one in other or other in one or change.before in before or beside)


def _bare(text: str) -> str:
    """Give the letters and figures, those of Unicode's numerals as letters."""
    together = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower()
    return re.sub(r"^\W+|\W+$", "", together) or together.strip(".,;:!?…")
