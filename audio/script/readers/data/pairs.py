"""Interviews that stand as data: questions with their answers, names as keys, outlines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Any

from audio.script.names import ANSWER_LABELS, QUESTION_LABELS, classify
from audio.script.readers.data.values import Piece, mappings, text_of
from audio.script.text import asks, count_words, is_question

ASKING, ANSWERING = "Question", "Answer"
"""Who speaks where the data say no more than which is which."""
_MAX_DEPTH = 4
_CHILDREN = ("children", "subitems", "items", "nodes")
_LINES = ("string", "content", "text", "name", "title")
_FEWEST = 4
"""Objects of one name and one text from which on their keys are speakers."""


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
    names = Counter(piece.speaker for piece in found)
    changes = sum(a.speaker != b.speaker for a, b in pairwise(found))
    fits = (
        len(found) >= max(_FEWEST, 0.8 * len(items))
        and 2 <= len(names) <= len(found) / 2
        and changes >= 0.5 * (len(found) - 1)
    )
    return found if fits else []


def outline(root: Any, depth: int = 0) -> list[Piece]:
    """Give the questions of an outline, as Roam and Logseq export it, and the answers below each."""
    values = list(root.values()) if isinstance(root, Mapping) else root if isinstance(root, list) else []
    parents = [item for item in values if _line(item) and _children(item)] if isinstance(root, list) else []
    told = [item for item in parents if asks(_line(item)) and not is_question(_line(_children(item)[0]))]
    if len(told) >= max(3, 0.6 * len(parents)):
        asking = [item for item in parents if asks(_line(item))]
        return [piece for item in asking for piece in (Piece(_line(item), ASKING), *_below(item))]
    inner = values if depth < 2 * _MAX_DEPTH else []
    return [piece for value in inner for piece in outline(value, depth + 1)]


def _line(item: Any) -> str:
    """Give the text of a node of an outline."""
    found = (item.get(key) for key in _LINES) if isinstance(item, Mapping) else ()
    return next((text for text in found if isinstance(text, str) and text.strip()), "")


def _children(item: Mapping[str, Any]) -> list[Any]:
    found: list[Any] = next((item[key] for key in _CHILDREN if isinstance(item.get(key), list)), [])
    return [child for child in found if _line(child)]


def _below(item: Mapping[str, Any], depth: int = 0) -> Iterator[Piece]:
    for child in _children(item):
        if count_words(_line(child)):
            yield Piece(_line(child), ANSWERING)
        if depth < _MAX_DEPTH:
            yield from _below(child, depth + 1)
