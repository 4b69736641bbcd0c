"""English words that are written alike and said in two ways: which it is, by part of speech and neighbours.

The parts of speech come from hibari's tagger. Two tables: `heteronyms.tsv` has the words and how each reading
sounds, `heteronym_rules.tsv` what tells which it is; the first rule that fits decides. Where none fits it is
as the engine reads it, by part of speech alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from audio.speech.engines import as_part_of_speech, parts_of_speech
from audio.speech.spoken.pronunciations import PRONOUNCED
from audio.tables import rows

Sureness = Literal["sure", "likely", "doubtful"]
"""By a rule for this word and these neighbours; by part of speech and neighbours; by part of speech alone."""
_STOP = "."
"""The part of speech of what ends a sentence."""
_NEAR = 7
"""Words to either side that a rule may look at."""

_FULL = {
    ("'s", "VB"): "is", ("'s", "PR"): "us", ("'re", "VB"): "are", ("'m", "VB"): "am", ("'ve", "VB"): "have",
    ("'ll", "MD"): "will", ("'d", "MD"): "would", ("'d", "VB"): "had", ("n't", "RB"): "not",
}  # fmt: skip
"""Contractions in full, by the word and the beginning of its part of speech; another `'s` is a genitive."""


@dataclass(frozen=True, slots=True)
class Heteronym:
    """A word that could have been said in another way, and how it is said."""

    word: str
    start: int
    """Offset of its first character in the text."""
    sounds: str
    """Misaki's alphabet."""
    changed: bool
    """Whether the engine would have said it otherwise."""
    sure: Sureness


@dataclass(frozen=True, slots=True)
class _Reading:
    name: str
    said: tuple[str, ...]
    part: str

    def sounds(self, word: str, *, british: bool) -> str:
        """Give how it sounds: from the table, or as the dictionary says the word as this part of speech."""
        if self.said[0].startswith("/"):
            return self.said[-1 if british else 0].strip("/")
        return as_part_of_speech(word, self.said[0], british=british)


@dataclass(frozen=True, slots=True)
class _Told:
    """A rule: the reading it gives where what stands to the left and to the right fits."""

    reading: str
    left: str
    right: str
    """As the table has them; most are compiled for no text, since a rule before them fits."""
    sure: Sureness

    def fits(self, left: str, right: str) -> bool:
        return bool(_before(self.left).search(left) and _behind(self.right).match(right))


def heteronyms(text: str, *, british: bool = False) -> tuple[Heteronym, ...]:
    """Decide each heteronym of an English text that has no pronunciation yet."""
    if not _any_word().search(text):
        return ()
    settled = [match.span() for match in PRONOUNCED.finditer(text)]
    plain = PRONOUNCED.sub(lambda match: f" {match[1]}".ljust(len(match[0])), text)
    words = parts_of_speech(plain)
    return tuple(
        _decided(words, at, british=british)
        for at, (word, _, start) in enumerate(words)
        if word.lower() in _readings() and not any(first <= start < last for first, last in settled)
    )


def readings_of(word: str, *, british: bool = False) -> dict[str, str]:
    """Give the readings of a word by name, with their sounds; none where the table does not have it."""
    found = _readings().get(word.lower(), ())
    return {reading.name: reading.sounds(word, british=british) for reading in found}


def _decided(words: Sequence[tuple[str, str, int]], at: int, *, british: bool) -> Heteronym:
    word, tag, start = words[at]
    after = words[at + 1][0].lower() if at + 1 < len(words) else ""
    own = as_part_of_speech(word, tag, british=british, before_to=after == "to")
    readings = {reading.name: reading for reading in _readings()[word.lower()]}
    left, right = _left(words, at), _right(words, at)
    for told in _rules(word.lower()):
        if told.fits(left, right):
            said = readings[told.reading].sounds(word, british=british)
            return Heteronym(word, start, said, said != own, told.sure)
    return Heteronym(word, start, own, changed=False, sure="doubtful")


def _left(words: Sequence[tuple[str, str, int]], at: int) -> str:
    """Give what stands before a word in its sentence, `^` before the first."""
    first = at
    while first > 0 and at - first < _NEAR and words[first - 1][1] != _STOP:
        first -= 1
    begins = first == 0 or words[first - 1][1] == _STOP
    return ("^ " if begins else "") + _context(words[first:at])


def _right(words: Sequence[tuple[str, str, int]], at: int) -> str:
    """Give what stands behind a word in its sentence, `$` behind the full stop."""
    end = at + 1
    while end < len(words) and end - at <= _NEAR and words[end - 1][1] != _STOP:
        end += 1
    ends = end == len(words) or words[end - 1][1] == _STOP
    return _context(words[at + 1 : end]) + ("$ " if ends else "")


def _context(words: Sequence[tuple[str, str, int]]) -> str:
    return "".join(f"{_FULL.get((word.lower(), tag[:2]), word.lower())}/{tag} " for word, tag, _ in words)


@cache
def _any_word() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_readings())})\b", re.IGNORECASE)


@cache
def _readings() -> dict[str, tuple[_Reading, ...]]:
    """Give the readings of each word."""
    found: dict[str, tuple[_Reading, ...]] = {}
    for row in rows("audio.speech.spoken", "heteronyms.tsv"):
        reading = _Reading(row["reading"], tuple(row["said"].split()), row["part"])
        found[row["word"]] = (*found.get(row["word"], ()), reading)
    return found


@cache
def _rules(word: str) -> tuple[_Told, ...]:
    """Give the rules for a word in their order: its own, then those for the parts of speech it may be."""
    by_part = {reading.part: reading.name for reading in _readings()[word] if reading.part}
    own, general = list[_Told](), list[_Told]()
    for row in _table():
        if word in row["words"].split():
            own.append(_Told(row["reading"], row["left"], row["right"], "sure"))
        elif row["words"] == "*" and row["reading"] in by_part:
            general.append(_Told(by_part[row["reading"]], row["left"], row["right"], "likely"))
    return (*own, *general)


@cache
def _table() -> list[dict[str, str]]:
    return rows("audio.speech.spoken", "heteronym_rules.tsv")


@cache
def _before(written: str) -> re.Pattern[str]:
    return re.compile(f"(?:^|(?<= )){_pattern(written)}$")


@cache
def _behind(written: str) -> re.Pattern[str]:
    return re.compile(_pattern(written))


@cache
def _classes() -> dict[str, str]:
    """Give the classes of words that rules name."""
    return {
        row["words"]: "|".join(map(re.escape, row["reading"].split()))
        for row in _table()
        if row["words"].startswith("@")
    }


def _pattern(written: str) -> str:
    """Make a pattern of a rule's words: see the head of the table."""
    return "".join(_element(element) for element in written.split())


def _element(element: str) -> str:
    if element == "...":
        return r"(?:[^\s.?!;]+ ){0,5}?"
    often = element[-1] if element[-1] in "?*" and element[-2:-1] not in {"", "|"} else ""
    words: list[str] = []
    for part in element.removesuffix(often).split("|"):
        if part.startswith("="):
            words.append(rf"\S+/{re.escape(part[1:])}\S*")
        elif part in {"^", "$"}:
            words.append(rf"\{part}")
        else:
            words.append(rf"(?:{_classes().get(part, re.escape(part))})/\S+")
    return f"(?:(?:{'|'.join(words)}) ){often}"
