"""Words that the source stresses, found again among those that are spoken; and words that it shouts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
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

    `directions` are of the written text. Of what a rule says otherwise all is stressed: both words of `$5`.
    """
    asked = [each for each in directions if each.kind in ("emphasis", "italics")]
    if not asked:
        return
    old, new = list(_WORD.finditer(written)), list(_WORD.finditer(spoken))
    same = SequenceMatcher(None, [_key(word) for word in old], [_key(word) for word in new], autojunk=False)
    for each in asked:
        for kind, first, last, start, end in same.get_opcodes():
            hit = [
                at for at in range(first, last) if old[at].start() < each.end and each.start < old[at].end()
            ]
            if hit and start < end:
                begins, ends = (hit[0], hit[-1] + 1) if kind == "equal" else (first, last)
                stretch = new[start + begins - first : end + ends - last]
                yield stretch[0].start(), stretch[-1].end(), each.kind


def shouted(text: str) -> Iterator[Stretch]:
    """Give what an English text has in capitals though it is words, and no name or short form."""
    for capitals, run in groupby(_WORD.finditer(text), key=lambda word: _is_capital(word[0])):
        words = list(run)
        while words and len(_key(words[0])) == 1:  # `I` and `A` are written so
            words.pop(0)
        if capitals and words and len(words) <= _MOST_SHOUTED and _are_shouted(words):
            yield words[0].start(), words[-1].end(), "shout"


def _is_capital(word: str) -> bool:
    bare = _SIGNS.sub("", word)
    return bare.isupper() and bare.replace("'", "").replace("’", "").isalpha()


def _are_shouted(words: Sequence[re.Match[str]]) -> bool:
    """Tell whether words in capitals are shouted; a noun alone (`NASA`, `ASCII`) may be a short form."""
    plain = [_key(word) for word in words]
    if not all(len(word) == 1 or as_part_of_speech(word, "NN") for word in plain):
        return False
    if len(words) > 1:
        return sum(map(len, plain)) >= _TELLING
    if len(plain[0]) < _LEAST_LETTERS:
        return plain[0] in _ALONE
    tags = parts_of_speech(words[0].string.lower())
    return any(word == plain[0] and not tag.startswith("NN") for word, tag, _ in tags)


def _key(word: re.Match[str]) -> str:
    """Give a word without the signs at its edges, in lower case."""
    return _SIGNS.sub("", word[0]).lower()
