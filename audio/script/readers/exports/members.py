"""JSON of a known source: messages found by the names of their members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from audio.script.readers.data import Piece, offset_of, placed
from audio.script.readers.exports.patterns import Search


def pieces(search: Search, root: Any) -> list[Piece]:
    """Give what is said, in order, each with who says it."""
    profile = search.profile
    items = []
    for item in _items(root, profile.each, profile.replies):
        if _has(item, profile.when):
            items.append(item)
        else:
            search.drop(_text(item, profile.text), 0)
    ids, names = profile.people.get("id", ""), profile.people.get("name", "")
    search.people = {str(_one(item, ids)): str(name) for item in items if (name := _one(item, names))}
    found = []
    for item in items:
        speaker, text = _one(item, profile.speaker), _text(item, profile.text)
        said = search.without(profile.unspoken, text, 0)
        if said.strip():
            who, where = search.people.get(str(speaker), speaker), offset_of(_one(item, profile.text))
            found.append(Piece(placed(said, where), placed(who, offset_of(speaker))))
    return found


def _items(root: Any, path: str, replies: str) -> Iterator[Mapping[str, Any]]:
    """Give the messages that hang on a member of the outermost value, and below each what answers it."""
    for item in next((found for each in path.split("|") if (found := list(_all(root, each)))), []):
        if isinstance(item, Mapping):
            yield item
            for below in _all(item, replies) if replies else ():
                yield from _items(below, path, replies)


def _all(value: Any, path: str) -> Iterator[Any]:
    """Give every value of a member `a.b`; lists are walked through, or one of their values taken: `a.0.b`."""
    key, _, rest = path.partition(".")
    if isinstance(value, list):
        counted = key.lstrip("-").isdigit()
        for each in value[int(key) :][:1] if counted else value:
            yield from _all(each, rest if counted else path)
    elif not path:
        yield value
    elif isinstance(value, Mapping) and value.get(key) is not None:
        yield from _all(value[key], rest)


def _one(item: Any, path: str) -> Any:
    """Give the first value that a member `a.b|c` has and that is not empty."""
    found = (value for each in path.split("|") if each for value in _all(item, each))
    return next((value for value in found if value not in (None, "")), None)


def _text(item: Any, path: str) -> str:
    """Give the words of a member: strings and objects with a text, one after the other."""
    for each in path.split("|"):
        values = (value.get("text") if isinstance(value, Mapping) else value for value in _all(item, each))
        if found := "".join(value for value in values if isinstance(value, str)):
            return found
    return ""


def _has(item: Any, wanted: Mapping[str, tuple[str, ...]]) -> bool:
    return all(str(_one(item, key) or "") in values for key, values in wanted.items())
