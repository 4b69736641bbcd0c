"""Words that the source stresses, found again among those that are spoken; and words that it shouts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import groupby

from audio.script import Direction
from audio.speech.engines import as_part_of_speech, parts_of_speech
from audio.speech.prosody.places import Stretch

_WORD = re.compile(r"\S+")
_SIGNS = re.compile(r"^\W+|\W+$")
_LEAST_LETTERS = 4
"""Letters of a word that is shouted alone."""
_ALONE = frozenset({"all", "any", "not", "now", "one", "too", "yes"})
"""Shorter words that are."""
_TELLING = 5
"""Letters of words that are shouted together."""
_MOST_SHOUTED = 6
"""Words in capitals that are shouted; more are a way of setting text."""


def stressed(written: str, spoken: str, directions: Iterable[Direction]) -> Iterator[Stretch]:
    """Give the stretches of a spoken text that the source stresses, of the kind of each direction.

    `directions` are of the written text. What a rule says otherwise is stressed as a whole: of `$5`, both words.
    """
    asked = [each for each in directions if each.kind in ("emphasis", "italics")]
    if not asked:
        return
    old, new = (list(_WORD.finditer(text)) for text in (written, spoken))
    keys = [[_key(word[0]) for word in words] for words in (old, new)]
    blocks = SequenceMatcher(None, *keys, autojunk=False).get_opcodes()
    for each in asked:
        for kind, first, last, start, end in blocks:
            hit = [at for at in range(first, last) if old[at].start() < each.end and each.start < old[at].end()]
            if not hit or start == end:
                continue
            if kind == "equal":
                start, end = start + hit[0] - first, start + hit[-1] - first + 1
            yield new[start].start(), new[end - 1].end(), each.kind


def shouted(text: str) -> Iterator[Stretch]:
    """Give the words of an English text that are in capitals though they are words, not names or short forms."""
    for shouting, run in groupby(_WORD.finditer(text), key=lambda word: _is_capital(word[0])):
        same = list(run)
        plain = [_key(word[0]) for word in same]
        if (
            shouting
            and len(same) <= _MOST_SHOUTED
            and all(len(word) == 1 or as_part_of_speech(word, "NN") for word in plain)
            and (sum(map(len, plain)) >= _TELLING if len(same) > 1 else _shouted_alone(text, same[0].start(), plain[0]))
        ):
            yield same[0].start(), same[-1].end(), "shout"


def _is_capital(word: str) -> bool:
    bare = _SIGNS.sub("", word)
    return bare.isupper() and bare.replace("'", "").replace("’", "").isalpha()


def _shouted_alone(text: str, start: int, word: str) -> bool:
    """Tell whether a word in capitals among others is shouted: a noun (`NASA`, `ASCII`) may be a short form."""
    if word in _ALONE or len(word) < _LEAST_LETTERS:
        return word in _ALONE
    lower = text.lower()
    return any(at == start and not tag.startswith("NN") for _, tag, at in parts_of_speech(lower))


def _key(word: str) -> str:
    """Give a word without the signs at its edges, in lower case."""
    return _SIGNS.sub("", word).lower()
