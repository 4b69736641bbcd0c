"""Interviews that stand as data: questions with their answers, names as keys, outlines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Any

from audio.script.names import ANSWER_LABELS, QUESTION_LABELS, classify
from audio.script.readers.data.values import MEMBERS, Piece, mappings, text_of
from audio.script.readers.exchange import changes
from audio.script.text import asks, count_words, is_question

ASKING, ANSWERING = "Question", "Answer"
"""Who speaks where a file says no more than which is which."""
_MAX_DEPTH = 4
_FEWEST = 4
"""Objects of one name and one text from which on their keys are speakers."""
_FEWEST_ASKED = 3
"""Questions with bullets below that make an interview."""


def by_key(root: Any) -> list[Piece]:
    """Give what objects say under the keys of who says it.

    Those are a question and an answer, in any language, or one name and one text each:
    `[{"Ada": "Cold?"}, {"Ben": "Very."}, ...]`.
    """
    inner = chain.from_iterable(each.values() for each in mappings(root, _MAX_DEPTH))
    lists = [each for each in (root, *inner) if isinstance(each, list)]
    told = [piece for items in lists for item in items for piece in _pair(item)]
    return told or next((found for items in lists if (found := _named(items))), [])


def _pair(item: Any) -> Iterator[Piece]:
    """Give the question of an object and what answers it; an answer may be a list of paragraphs."""
    keys = [key for key in item if isinstance(key, str)] if isinstance(item, Mapping) else []
    asking = [key for key in keys if key.casefold() in QUESTION_LABELS][:1]
    telling = [key for key in keys if key.casefold() in ANSWER_LABELS][:1]
    if asking and (telling or len(asking[0]) > 1):
        for key in (*asking, *telling):
            texts = item[key] if isinstance(item[key], list) else [item[key]]
            said = (text_of(text) if isinstance(text, Mapping) else text for text in texts)
            who = ASKING if key in asking else ANSWERING
            yield from (Piece(text if isinstance(text, str) else str(text), who) for text in said if text)


def _named(items: Sequence[Any]) -> list[Piece]:
    """Give objects of one name and one text each, where a few names come again and again, turn about."""
    single = [next(iter(item.items())) for item in items if isinstance(item, Mapping) and len(item) == 1]
    found = [Piece(text, key) for key, text in single if isinstance(text, str) and classify(key).prior > 0]
    names = [piece.speaker for piece in found]
    several = len(found) >= max(_FEWEST, 0.8 * len(items)) and 2 <= len(set(names)) <= len(found) / 2
    return found if several and changes(names) >= 0.5 else []


def asking_level(bullets: Sequence[tuple[int, str]]) -> int:
    """Give the depth of the bullets that ask and are answered by those one level in, or 0.

    Bullets come with their depth, from 1.
    """
    parents, answered = Counter[int](), Counter[int]()
    for (level, text), (below, answer) in pairwise(bullets):
        if below > level:
            parents[level] += 1
            answered[level] += asks(text) and not is_question(answer)
    for level, count in answered.most_common():
        deeper = [text for depth, text in bullets if depth > level]
        if count >= max(_FEWEST_ASKED, 0.6 * parents[level]) and sum(map(is_question, deeper)) <= 0.3 * len(
            deeper
        ):
            return level
    return 0


def outline(root: Any) -> list[Piece]:
    """Give the questions of an outline, as Roam and Logseq export it, and the answers below each."""
    bullets = list(_bullets(root))
    asking = asking_level(bullets)
    said = [(level, text) for level, text in bullets if asking <= level and count_words(text)]
    return [Piece(text, ASKING if level == asking else ANSWERING) for level, text in said] if asking else []


def _bullets(value: Any, level: int = 0) -> Iterator[tuple[int, str]]:
    """Give the nodes of an outline with their depth, from 1."""
    if isinstance(value, list) and level < 2 * _MAX_DEPTH:
        for item in value:
            found = (item.get(key) for key in MEMBERS["bullet"]) if isinstance(item, Mapping) else ()
            if text := next((text for text in found if isinstance(text, str) and text.strip()), ""):
                yield level + 1, text
                yield from _bullets(
                    next((item[key] for key in MEMBERS["below"] if key in item), None), level + 1
                )
            else:
                yield from _bullets(item, level + 1)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _bullets(inner, level)
