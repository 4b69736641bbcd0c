"""Pronunciations: what the settings and the lexicon say of words, found in a text and put into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from audio.cast import pronunciation_parts
from audio.errors import VoiceError
from audio.speech.engines import read_english, to_misaki
from audio.speech.spoken.respelling import restressed

PRONOUNCED = re.compile(r"\[([^\[\]\n]+)\]\(/([^/()\n]*)/\)")
"""A word of a spoken text with its phonemes behind it, `[Pamer](/pˈAməɹ/)`: group 1 and group 2."""

_MARK = re.compile(r"(?<!\[)\[(?P<word>[^\[\]|\n]{1,60})\|(?P<said>[^\[\]|\n]{1,80})\](?!\]|\()")
"""A word of a script with its pronunciation, as the settings write one: `[read|red]`, `[read|/ɹɛd/]`."""

_NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """How a word or phrase is to be said."""

    written: str
    respelling: str
    """What an engine without phonemes is given; empty where only IPA is known."""
    ipa: str
    """Empty where only a respelling is known."""
    exact: bool = False
    """Found only as it is written; otherwise a word in lower case is found in any."""
    languages: tuple[str, ...] = ()
    """BCP 47 tags in lower case; empty for all."""
    shown: str = ""
    """A respelling for people; empty where `respelling` is one, or none is known."""

    def said(self, found: str, ending: str, *, phonemes: bool, english: bool, british: bool) -> str:
        """Give what stands in the spoken text for `found`, with or without `'s` or `s` behind it."""
        sounds = to_misaki(self.ipa, british=british) if phonemes and self.ipa else ""
        if phonemes and english and not sounds:
            sounds = _restressed(self.respelling, british)
        if sounds:
            return f"[{found}{ending}](/{sounds}{_hissing(sounds) if ending else ''}/)"
        return (_smooth(self.respelling) or found) + ending

    def counts_for(self, language: str) -> int:
        """Tell how closely it is meant for a language: 0 not at all, 1 for any, more for its own."""
        tag = language.lower()
        fitting = [each for each in self.languages if tag == each or tag.startswith(f"{each}-")]
        return 1 + max(map(len, fitting)) if fitting else int(not self.languages)


class Lexicon:
    """Pronunciations for one language, and what finds them in a text."""

    def __init__(self, entries: Iterable[Pronunciation] = (), *, plurals: bool = False) -> None:
        self._exact: dict[str, Pronunciation] = {}
        self._any: dict[str, Pronunciation] = {}
        for entry in entries:
            self._table(entry)[_straight(entry.written)] = entry
        words = sorted([*self._exact, *self._any], key=len, reverse=True)
        self._words = [(word.casefold(), word) for word in words]
        self._ending = "['’]s|s" if plurals else "['’]s"
        self._finding = frozenset[str](), _NOTHING

    def __contains__(self, word: str) -> bool:
        word = _straight(word)
        return word in self._exact or word.lower() in self._any

    def __len__(self) -> int:
        return len(self._exact) + len(self._any)

    def entry(self, found: str) -> Pronunciation:
        """Give the entry that the pattern found."""
        found = _straight(found)
        return self._exact.get(found) or self._any[found.lower()]

    def pattern(self, text: str) -> re.Pattern[str] | None:
        """Give what finds the words that are in a text, the longest first; None where none is.

        To compile a pattern of all words takes a thirtieth of a second, and it is slow to search with: so it
        is one of those that were in this text or in one before.
        """
        folded = _straight(text).casefold()
        words = frozenset(word for plain, word in self._words if plain in folded)
        if not words:
            return None
        known, pattern = self._finding
        if not words <= known:
            known |= words
            pattern = self._compiled(word for _, word in self._words if word in known)
            self._finding = known, pattern
        return pattern

    def _table(self, entry: Pronunciation) -> dict[str, Pronunciation]:
        return self._any if entry.written.islower() and not entry.exact else self._exact

    def _compiled(self, words: Iterable[str]) -> re.Pattern[str]:
        one_of = "|".join(f"(?i:{_either(word)})" if word in self._any else _either(word) for word in words)
        return re.compile(rf"(?<!\w)(?P<word>{one_of})(?P<ending>{self._ending})?(?![\w])")


def _straight(word: str) -> str:
    """Write a word with typewriters' apostrophes."""
    return word.replace("’", "'")


def _either(word: str) -> str:
    """Give what finds a word with either apostrophe."""
    return re.escape(word).replace("'", "['’]")


def read_pronunciations(written: Mapping[str, str], language: str = "en") -> Lexicon:
    """Read the settings for a language (BCP 47).

    A key in lower case is found however it is written, any other only as it is. Raises `VoiceError` for an
    entry that says nothing or whose notes are no languages.
    """
    return _read(tuple(written.items()), language.lower())


@lru_cache(maxsize=16)
def _read(written: tuple[tuple[str, str], ...], language: str) -> Lexicon:
    entries = []
    for key, value in written:
        parts = _parts(key, value)
        best = max(parts, key=lambda part: part.counts_for(language))
        if best.counts_for(language):
            entries.append(best)
    return Lexicon(entries)


def _parts(key: str, value: str) -> list[Pronunciation]:
    return [
        Pronunciation(key.strip(), part.respelling, part.ipa, part.exact, part.languages)
        for part in pronunciation_parts(key, value)
    ]


def unmarked(text: str) -> str:
    """Give a text without its marks for pronunciation: what is read, not what is heard."""
    return _MARK.sub(lambda match: match["word"], text)


def marks(text: str, language: str) -> Iterator[tuple[int, int, Pronunciation]]:
    """Give the marks of a text with what they say; one that cannot be read stays as it is written."""
    for match in _MARK.finditer(text):
        try:
            parts = _parts(match["word"], match["said"])
        except VoiceError:
            continue
        best = max(parts, key=lambda part: part.counts_for(language))
        yield match.start(), match.end(), best


def _hissing(sounds: str) -> str:
    """Give the sound of an `s` of genitive or plural, which follows the last sound."""
    last = sounds.rstrip()[-1:]
    return "ᵻz" if last in "szʃʒʧʤ" else "s" if last in "ptkfθ" else "z"


@lru_cache(maxsize=256)
def _restressed(respelling: str, british: bool) -> str:  # noqa: FBT001 - a cache's key
    """Give the sounds of a respelling whose capitals move the stress; empty where they move none."""
    words = respelling.split()
    if not any("-" in word for word in words):
        return ""
    read = [reading.phonemes.strip() for reading in read_english(_smooth(respelling), british=british)]
    moved = list(map(restressed, read, words)) if len(read) == len(words) else []
    return " ".join(new or old for new, old in zip(moved, read, strict=False)) if any(moved) else ""


def _smooth(respelling: str) -> str:
    """Write `PAY-mer` as `paymer`: hyphens and capitals are for people, engines read them as letters."""
    return " ".join(
        word.replace("-", "").lower()
        if "-" in word and any(part.isupper() for part in word.split("-"))
        else word
        for word in respelling.split()
    )
