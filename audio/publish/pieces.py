"""Files of text written piece by piece, so that a long one is never held whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def joined(between: str, pieces: Iterable[str]) -> Iterator[str]:
    """Give pieces as `between.join` would put them together."""
    before = ""
    for piece in pieces:
        yield before + piece
        before = between


def json_pieces(whole: Mapping[str, Any]) -> Iterator[str]:
    """Write an object as `json.dumps` does with an indent of 1, and a line end; its iterators become lists.

    They are gone through as the pieces are asked for.
    """
    yield "{"
    for number, (key, value) in enumerate(whole.items()):
        yield f"{',' if number else ''}\n {json.dumps(key)}: "
        if not isinstance(value, Iterator):
            yield _shifted(value, 1)
        elif (first := next(value, None)) is None:
            yield "[]"
        else:
            yield f"[\n  {_shifted(first, 2)}"
            yield from (f",\n  {_shifted(each, 2)}" for each in value)
            yield "\n ]"
    yield "\n}\n"


def _shifted(value: Any, depth: int) -> str:
    """Write a value that stands so deep: all line ends in it are those that JSON sets."""
    return json.dumps(value, ensure_ascii=False, indent=1).replace("\n", "\n" + " " * depth)
