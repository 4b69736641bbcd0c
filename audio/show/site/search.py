"""A search without a server: which words are said in which episodes, and what is said, in small files.

A browser that searches loads the list of episodes and, of 32 files of words, those that the query needs; then
what is said in the episodes that it found. All are scripts, since a page that is opened from a folder loads
nothing else. `files/site.js` parts a query into words by the same rules.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import regex

from audio.publish.page import day_told
from audio.show.episodes import Turn
from audio.show.feed import Entry

SHARDS = 32
"""Files of words; a word is in the one of its first character."""
_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}ー]"
_WORD = regex.compile(rf"({_UNSPACED}+)|(?:(?!{_UNSPACED})[\p{{L}}\p{{N}}\p{{M}}])+")
_ACCENTS = regex.compile(r"[\u0300-\u036f'’]")
"""Left out, and so are apostrophes: `isn’t` is found as `isnt`."""


def words_of(text: str) -> list[str]:
    """Give the words of a text as they are looked up: small letters, no accents.

    Where a script has no spaces, every two neighbouring characters are a word, and a character alone.
    """
    plain = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFKD", text.lower())))
    found: list[str] = []
    for match in _WORD.finditer(plain):
        run = match.group(1)
        if run and len(run) > 1:
            found += [run[at : at + 2] for at in range(len(run) - 1)]
        else:
            found.append(match.group())
    return found


def search_files(entries: Sequence[tuple[Entry, Sequence[Turn]]], language: str) -> dict[str, bytes]:
    """Give the files of the index by their names; the episodes come in order of their numbers, from 0.

    A number stays an episode's as long as only later ones come: then few files change. Days are told as they
    are written in a language.
    """
    files: dict[str, bytes] = {}
    said: dict[str, list[int]] = {}
    for number, (entry, turns) in enumerate(entries):
        for word in set(words_of("\n".join(turn.text for turn in turns))):
            said.setdefault(word, []).append(number)
        spoken = [[round(turn.start * 1000), turn.speaker, turn.text] for turn in turns]
        files[f"said-{entry.episode.name}.js"] = _script("said", entry.episode.name, spoken)
    shards: list[dict[str, str]] = [{} for _ in range(SHARDS)]
    for word in sorted(said):
        shards[ord(word[0]) % SHARDS][word] = _packed(said[word])
    for number, shard in enumerate(shards):
        files[f"words-{number}.js"] = _script("words", str(number), shard)
    shown = [
        [entry.episode.name, entry.episode.title, entry.day.isoformat(), day_told(entry.day, language)]
        for entry, _ in entries
    ]
    files["episodes.js"] = _script("episodes", "all", shown)
    return files


def _packed(numbers: Iterable[int]) -> str:
    """Write rising numbers as steps from one to the next, in base 36."""
    steps: list[str] = []
    last = 0
    for number in numbers:
        steps.append(_base36(number - last))
        last = number
    return " ".join(steps)


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return digits[number] if number < 36 else _base36(number // 36) + digits[number % 36]


def _script(kind: str, key: str, value: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """Write a value as a script that hands it to the site's."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"vivavoce({json.dumps(kind)},{json.dumps(key)},{text});\n".encode()
