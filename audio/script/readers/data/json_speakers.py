"""Who speaks, where a JSON file says it apart from the words: names by number, or times of each speaker."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from audio.script.readers.data.json_places import Placed
from audio.script.readers.data.json_values import (
    Piece,
    member,
    members,
    name_of,
    span_of,
    speaker_of,
    text_of,
    word_of,
)

_TABLES = ("speakers", "speaker_names", "speakerNames", "speaker_map", "speakerMap", "speaker_labels",
           "speakerLabels", "participants", "people", "users", "tracks",
           "speaker_mapping", "names")  # fmt: skip
_ID_KEYS = ("id", "speaker_id", "speakerId", "spkid", "speaker", "key", "label", "number", "index", "tag")
_MAX_DEPTH = 4
_LISTS = 40
"""Lists of one file that are looked at for times."""


def with_names(pieces: list[Piece], root: Any) -> list[Piece]:
    """Give the pieces with the names of their speakers where the file says elsewhere whom its ids mean."""
    labels = {str(piece.speaker) for piece in pieces if piece.speaker is not None}
    for table in _tables(root):
        names = _names(table, labels)
        if names and labels & set(names):
            return [_renamed(piece, names) for piece in pieces]
    return pieces


def _renamed(piece: Piece, names: Mapping[str, str]) -> Piece:
    """Give a piece its speaker's name, in the place where its id stands."""
    name = names.get(str(piece.speaker))
    if piece.speaker is None or not name:
        return piece
    placed = Placed(name)
    offset = getattr(piece.speaker, "offset", None)
    if offset is None:
        return piece._replace(speaker=name)
    placed.offset = offset
    return piece._replace(speaker=placed)


def _tables(root: Any, depth: int = 0) -> Iterator[Any]:
    """Give the members that may hold names, the outer ones first."""
    if not isinstance(root, Mapping) or depth > _MAX_DEPTH:
        return
    yield from (root[key] for key in _TABLES if root.get(key))
    for value in root.values():
        yield from _tables(value, depth + 1)


def _names(table: Any, labels: set[str]) -> dict[str, str]:
    """Give label -> name of one table: an object by label, a list of objects with ids, or a list in order."""
    if isinstance(table, Mapping):
        return {str(key): name for key, value in table.items() if (name := name_of(value))}
    if not isinstance(table, list):
        return {}
    if all(isinstance(item, str) for item in table):
        first = 0 if "0" in labels else 1
        return (
            {str(number): name for number, name in enumerate(table, first)}
            if len(table) >= len(labels)
            else {}
        )
    found = {}
    for item in table:
        label = next((member(item, key) for key in _ID_KEYS if member(item, key) is not None), None)
        name = name_of(item)
        if isinstance(label, (str, int)) and name and name != str(label):
            found[str(label)] = name
    return found


def timed(root: Any) -> Iterator[Piece]:
    """Give words or segments without speakers, each with the one whose times it falls into.

    Diarisation stands in a list of its own in what several tools write: who, from when to when.
    """
    lists = list(_lists(root))[:_LISTS]
    spoken = [found for found in lists if _is_text(found)]
    spans = [found for found in lists if not _is_text(found) and _is_speakers(found)]
    if not spoken or not spans:
        return
    words = max(spoken, key=len)
    turns = sorted((span, speaker_of(item)) for item in spans[0] if (span := span_of(item)))
    starts = [span[0] for span, _ in turns]
    for item in words:
        begun = span_of(item)
        if begun is None:
            continue
        at = bisect_right(starts, (begun[0] + begun[1]) / 2) - 1
        yield Piece(word_of(item), turns[max(at, 0)][1])


def _lists(root: Any, depth: int = 0) -> Iterator[Sequence[Any]]:
    """Give every list of objects with times."""
    if isinstance(root, list) and len(root) >= 2 and all(span_of(item) for item in (root[0], root[-1])):
        yield root
    elif isinstance(root, Mapping) and depth <= _MAX_DEPTH:
        for value in root.values():
            yield from _lists(value, depth + 1)


def _is_text(items: Sequence[Any]) -> bool:
    return sum(bool(text_of(item) or word_of(item)) for item in items) * 2 > len(items)


def _is_speakers(items: Sequence[Any]) -> bool:
    named = [speaker_of(item) for item in items if span_of(item)]
    return (
        len(named) * 2 > len(items)
        and all(name is not None for name in named)
        and len(set(map(str, named))) > 1
    )


def watson(root: Any) -> Iterator[Piece]:
    """Give IBM's words, lists of text, start and end, with the speakers that stand apart by time."""
    spans = [(span, speaker_of(item)) for item in members(root, "speaker_labels") if (span := span_of(item))]
    who = {span[0]: speaker for span, speaker in spans}
    speaker: Any = None
    for result in members(root, "results"):
        best = next(iter(members(result, "alternatives")), None)
        for word in members(best, "timestamps"):
            if isinstance(word, list) and len(word) == 3 and isinstance(word[0], str):
                speaker = who.get(word[1], speaker)
                yield Piece(word[0], speaker)
