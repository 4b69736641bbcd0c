"""Words whose pronunciation is set though nobody says them, while somebody says nearly that word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from audio.script import Script, unaccented
from audio.speech.engines import GUESSED, english_tokens

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_GENITIVE = re.compile(r"['’]s$")
_SHORTEST = 4
"""Letters of a word that can be mistyped."""

Alike = Mapping[tuple[str, int], Mapping[str, str]]
"""Words of a script by their first letter and their length, folded and as they are written."""


@dataclass(frozen=True, slots=True)
class Mistyped:
    """A word or phrase of the settings that is not said."""

    written: str
    meant: str
    """What is said, as the script writes it."""
    line: int
    """1-based source line of the paragraph in which that is said first."""


def mistyped(script: Script, pronunciations: Collection[str]) -> Iterator[Mistyped]:
    """Give the words that nobody says and that seem to be words of the script mistyped.

    A lexicon has words of other episodes: what is near a word of the dictionary is another word. Only names
    of people here, and words that differ in accents alone, count without a dictionary.
    """
    lines = dict(_words_said(script)) if pronunciations else {}
    lower = {word.lower() for word in lines}
    missing = {
        key: [part for part in _words(key) if part not in lines and not (key.islower() and part in lower)]
        for key in pronunciations
    }
    if not any(missing.values()):
        return
    alike, people = _by_likeness(lines), {word for who in script.speakers for word in _words(who.name)}
    for key, parts in missing.items():
        meant = {part: _nearest(part, alike) for part in parts}
        if meant and all(_is_meant(word, part, people, script.language) for part, word in meant.items()):
            right = key
            for part, word in meant.items():
                right = right.replace(part, word)
            yield Mistyped(key, right, lines[meant[parts[0]]])


def _words(text: str) -> list[str]:
    return [_GENITIVE.sub("", word) for word in _WORD.findall(text)]


def _words_said(script: Script) -> Iterator[tuple[str, int]]:
    """Give every word that is said with the line of its paragraph, the last first."""
    for turn in reversed(script.turns):
        for paragraph in reversed(turn.paragraphs):
            yield from ((word, paragraph.lines.first) for word in _words(paragraph.text))


def _by_likeness(words: Iterable[str]) -> Alike:
    alike: defaultdict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    for word in words:
        if folded := unaccented(word):
            alike[folded[0], len(folded)][folded] = word
    return alike


def _nearest(word: str, alike: Alike) -> str:
    """Give the word that another is but for accents, or a slip behind the first letter; empty for none."""
    folded = unaccented(word)
    near = (
        known
        for length in (0, -1, 1)
        for other, known in alike.get((folded[:1], len(folded) + length), {}).items()
        if _one_slip(folded, other) and (word[0].isupper() == known[0].isupper() or folded == other)
    )
    return next(near, "") if len(folded) >= _SHORTEST else ""


def _one_slip(one: str, other: str) -> bool:
    """Say whether one letter is another or too many, or two have changed places, or nothing is different."""
    half = min(len(one), len(other)) // 2 - 1  # of two words with one slip, one half is the same
    if half > 0 and one[:half] != other[:half] and one[-half:] != other[-half:]:
        return False
    for _ in range(2):  # without what both begin with, then without what both end with
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
        one, other = one[same:][::-1], other[same:][::-1]
    return max(len(one), len(other)) < 2 or (len(one) == 2 and one == other[::-1])


def _is_meant(word: str, written: str, people: Collection[str], language: str) -> bool:
    """Say whether a word of the script is one whose pronunciation somebody would set."""
    same = word[:1].isupper() == written[:1].isupper() and unaccented(word) == unaccented(written)
    if word in people or same:
        return word.lower() != written.lower()
    tokens = english_tokens(word) if word and language.lower().startswith("en") else []
    return bool(tokens) and all(token.rating == GUESSED for token in tokens)
