"""Interviews that stand as data: questions with their answers, names as keys, outlines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from audio.script.names import ANSWER_LABELS, QUESTION_LABELS, classify
from audio.script.readers.data.json_values import Piece, text_of
from audio.script.text import asks, count_words, is_question

ASKING, ANSWERING = "Question", "Answer"
"""Who speaks where the data say no more than which is which."""
_MAX_DEPTH = 4
_CHILDREN = ("children", "subitems", "items", "nodes")
_LINES = ("string", "content", "text", "name", "title")
_FEWEST = 4
"""Objects of one name and one text from which on their keys are speakers."""


def questions(root: Any, depth: int = 0) -> Iterator[Piece]:
    """Give the pairs of a list of objects with a question and an answer, in any language."""
    if isinstance(root, Sequence) and not isinstance(root, str):
        for item in root:
            if isinstance(item, Mapping):
                yield from _pair(item)
    elif isinstance(root, Mapping) and depth < _MAX_DEPTH:
        for value in root.values():
            yield from questions(value, depth + 1)


def _pair(item: Mapping[str, Any]) -> Iterator[Piece]:
    """Give the question of an object and what answers it; an answer may be a list of paragraphs."""
    asking = [key for key in item if key.casefold() in QUESTION_LABELS]
    telling = [key for key in item if key.casefold() in ANSWER_LABELS]
    if not asking or (len(asking[0]) == 1 and not telling):
        return
    for key, who in ((asking[0], ASKING), *((key, ANSWERING) for key in telling[:1])):
        value = item[key]
        texts = value if isinstance(value, list) else [value]
        yield from (
            Piece(found, who) for text in texts if (found := text if isinstance(text, str) else text_of(text))
        )


def keyed(root: Any, depth: int = 0) -> Iterator[Piece]:
    """Give a list of objects of one name and one text each: `[{"Ada": "Cold?"}, {"Ben": "Very."}, ...]`."""
    if isinstance(root, Sequence) and not isinstance(root, str):
        found = [
            (key, value)
            for item in root
            if isinstance(item, Mapping) and len(item) == 1
            for key, value in item.items()
            if isinstance(value, str) and classify(key).prior > 0
        ]
        if len(found) >= max(_FEWEST, 0.8 * len(root)) and _alternate([key for key, _ in found]):
            yield from (Piece(text, key) for key, text in found)
    elif isinstance(root, Mapping) and depth < _MAX_DEPTH:
        for value in root.values():
            yield from keyed(value, depth + 1)


def _alternate(names: Sequence[str]) -> bool:
    """Say whether a few names come again and again, turn about."""
    count = Counter(names)
    changes = sum(a != b for a, b in pairwise(names))
    return 2 <= len(count) <= len(names) / 2 and changes >= 0.5 * (len(names) - 1)


def outline(root: Any, depth: int = 0) -> Iterator[Piece]:
    """Give the questions of an outline, as Roam and Logseq export it, and the answers below each."""
    values = root.values() if isinstance(root, Mapping) else root if isinstance(root, list) else ()
    nodes = [item for item in values if _line(item)] if isinstance(root, list) else []
    parents = [item for item in nodes if _children(item)]
    asking = [item for item in parents if asks(_line(item))]
    told = [item for item in asking if not is_question(_line(_children(item)[0]))]
    if len(told) >= max(3, 0.6 * len(parents)):
        for item in parents:
            yield Piece(_line(item), ASKING)
            yield from (Piece(text, ANSWERING) for text in _below(item) if count_words(text))
    elif depth < 2 * _MAX_DEPTH:
        for value in values:
            yield from outline(value, depth + 1)


def _line(item: Any) -> str:
    """Give the text of a node of an outline."""
    found = (item.get(key) for key in _LINES) if isinstance(item, Mapping) else ()
    return next((text for text in found if isinstance(text, str) and text.strip()), "")


def _children(item: Mapping[str, Any]) -> list[Any]:
    found: list[Any] = next((item[key] for key in _CHILDREN if isinstance(item.get(key), list)), [])
    return [child for child in found if _line(child)]


def _below(item: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    for child in _children(item):
        yield _line(child)
        if depth < _MAX_DEPTH:
            yield from _below(child, depth + 1)
