"""JSON of a known source: messages found by the names of their members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from audio.script.readers.data import Piece, placed_like
from audio.script.readers.exports.patterns import Search


def pieces(search: Search, root: Any) -> list[Piece]:
    """Give what is said, in order, each with who says it."""
    profile = search.profile
    items = []
    for item in _items(root, profile.each, profile.replies):
        if _is_said(item, profile.when):
            items.append(item)
        else:
            search.drop(_text(_one(item, profile.text)), 0)
    ids, names = profile.people.get("id", ""), profile.people.get("name", "")
    search.people = {str(_one(item, ids)): str(name) for item in items if (name := _one(item, names))}
    found = []
    for _, group in groupby(items, key=lambda item: _one(item, profile.paragraph) or id(item)):
        words = list(group)
        speaker = _one(words[0], profile.speaker)
        who = search.people.get(str(speaker), speaker)
        text = " ".join(_text(_one(word, profile.text)) for word in words)
        said = search.without(profile.unspoken, text, 0).strip()
        if said:
            found.append(Piece(placed_like(said, _one(words[0], profile.text)), placed_like(who, speaker)))
    return found


def _items(root: Any, path: str, replies: str) -> Iterator[Any]:
    """Give the messages that hang on a member of the outermost value, and below each what answers it."""
    for item in next((found for each in path.split("|") if (found := list(_all(root, each)))), []):
        yield item
        for below in _all(item, replies) if replies else ():
            yield from _items(below, path, replies)


def _all(value: Any, path: str) -> Iterator[Any]:
    """Give every value of a member `a.b`, lists walked through."""
    if isinstance(value, list):
        for each in value:
            yield from _all(each, path)
    elif path:
        key, _, rest = path.partition(".")
        if isinstance(value, Mapping) and value.get(key) is not None:
            yield from _all(value[key], rest)
    elif isinstance(value, Mapping):
        yield value


def _one(item: Any, path: str) -> Any:
    """Give the first value that a member `a.b|c` has and that is not empty."""
    for each in path.split("|") if path else ():
        value = item
        for key in each.split("."):
            value = value.get(key) if isinstance(value, Mapping) else None
        if value not in (None, ""):
            return value
    return None


def _is_said(item: Any, when: Mapping[str, tuple[str, ...]]) -> bool:
    return all(str(_one(item, key) or "") in values for key, values in when.items())


def _text(value: Any) -> str:
    """Give the words of a value: a string, or a list of strings and of objects with a text."""
    if isinstance(value, list):
        return "".join(map(_text, value))
    return _text(value.get("text")) if isinstance(value, Mapping) else value if isinstance(value, str) else ""
