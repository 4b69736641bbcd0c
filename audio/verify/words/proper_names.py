"""Names: words that recognisers have seldom heard and write as they like."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from audio.speech import PRONOUNCED, Segment, sentence_starts
from audio.verify.words.normaliser import normalise

_WORD = re.compile(r"[^\W\d_][\w'’.+#-]*[\w+#]|[^\W\d_]")


def names_in(segments: Iterable[Segment], language: str) -> frozenset[str]:
    """Give the names and terms of some segments, normalised and without spaces.

    A name is a word with a pronunciation of its own, and one that has a capital within a sentence and that
    nowhere stands in lower case. In scripts without capitals only the former are known.
    """
    named: set[str] = set()
    common: set[str] = set()
    for segment in segments:
        named.update(word for word, _ in PRONOUNCED.findall(segment.spoken))
        for start, end in pairwise((*sentence_starts(segment.written), len(segment.written))):
            first, *others = _WORD.findall(segment.written[start:end]) or [""]
            named.update(word for word in others if word != word.lower())
            common.update(word for word in (first, *others) if word.islower())
    letters = {word: "".join(token.text for token in normalise(word, language)) for word in named}
    return frozenset(letters[word] for word in named if word.lower() not in common and len(word) > 1)
