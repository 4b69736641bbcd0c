"""Where the words are in the JSON of a recogniser, a host or a chat, and who says them.

No service is known by name here. All texts of a file are collected by the path of member names that leads to
them (`segments`, `segments.words`, `results.channels.words`), each with its speaker or the one of an object
around it; the path that tells most of the words and most of the speakers is the transcript.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import Any

from audio.script.names import ANSWER_LABELS, QUESTION_LABELS
from audio.script.readers.data import values
from audio.script.readers.data.values import MEMBERS, Piece, name_of, offset_of, placed, speaker_of, text_of

ASKING, ANSWERING = "Question", "Answer"
"""Who speaks where a file says no more than which is which."""
UNKNOWN = "Unknown Speaker"
"""Who says words that are told one by one, none of them with a speaker, where others have one."""
_PUNCTUATION = ("punctuation", "punct")
_MAX_DEPTH, _MAX_PAIR_DEPTH = 8, 4
_NEARLY_ALL = 0.6
"""Share of the letters of the wordiest path that a transcript has at least."""

Path = tuple[str, ...]


def pieces(root: Any) -> list[Piece]:
    """Give what is said, in order, with who says it where the file tells."""
    return pairs(root) or _with_names(_transcript(root), root)


def pairs(root: Any) -> list[Piece]:
    """Give the questions and answers of objects that hold one of each, under keys in any language."""
    inner = chain.from_iterable(each.values() for each in values.mappings(root, _MAX_PAIR_DEPTH))
    lists = (each for each in (root, *inner) if isinstance(each, list))
    return [piece for items in lists for item in items for piece in _pair(item)]


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


@dataclass(slots=True)
class _Found:
    """What a file holds, by the path that leads to it."""

    said: dict[Path, list[Piece]] = field(default_factory=lambda: defaultdict(list))
    times: dict[Path, list[Piece]] = field(default_factory=lambda: defaultdict(list))
    """Who speaks from when on, without words: diarisation that stands apart."""
    seen: set[int] = field(default_factory=set)
    """By identity, what was walked through: YAML may have a value in many places, and in itself."""

    def walk(self, value: Any, path: Path = (), handed: Any = None, depth: int = 0) -> None:
        """Collect a value and all within it. `handed` is who says it where it does not tell."""
        if depth > _MAX_DEPTH or id(value) in self.seen:
            return
        if isinstance(value, Mapping):
            self.seen.add(id(value))
            self._members(value, path, handed, depth)
        elif isinstance(value, list):
            self.seen.add(id(value))
            channels = path[-1:] == ("channels",) and len(value) > 1
            for number, item in enumerate(value):
                if isinstance(item, Mapping):
                    last = self._take(_best(item), path, number if channels else handed, depth)
                    handed = last if path[-1:] and path[-1] in MEMBERS["words"] else handed
                elif _is_timed_word(item):
                    self.said[path].append(Piece(item[0], handed, time=float(item[1])))
                else:
                    self.walk(item, path, handed, depth + 1)

    def _take(self, item: Mapping[str, Any], path: Path, handed: Any, depth: int) -> Any:
        """Collect an object of a list, and give who speaks."""
        text, own = text_of(item), speaker_of(item)
        who = handed if own is None else own
        said, joined = self.said[path], item.get("type") in _PUNCTUATION
        if text and len(runs := _runs(item, who)) > 1:
            said.extend(runs)
        elif text:
            who = said[-1].speaker if joined and own is None and said else who
            unknown = UNKNOWN if runs and who is None else who
            said.append(Piece(text, unknown, joined, values.time_of(item)))
        elif own is not None and (begun := values.time_of(item, begun=True)) is not None:
            self.times[path].append(Piece("", own, time=begun))
        told = speaker_of({key: item[key] for key in MEMBERS["handed"] if key in item})
        self._members(item, path, handed if told is None else told, depth + 1)
        return who

    def _members(self, value: Mapping[str, Any], path: Path, handed: Any, depth: int) -> None:
        for key, inner in value.items():
            self.walk(inner, (*path, str(key)), handed, depth + 1)


def _runs(item: Mapping[str, Any], who: Any) -> list[Piece]:
    """Give the words of an object as what one speaker after the other says; one without goes on."""
    runs: list[Piece] = []
    for word in filter(text_of, item["words"] if isinstance(item.get("words"), list) else ()):
        own = speaker_of(word)
        if runs and own in (None, runs[-1].speaker):
            text = f"{runs[-1].text} {text_of(word)}"
            runs[-1] = runs[-1]._replace(text=placed(text, offset_of(runs[-1].text)))
        else:
            runs.append(Piece(text_of(word), who if own is None else own))
    return runs


def _best(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give an object with the surest of several readings of its words as its own members."""
    key = next((key for key in MEMBERS["readings"] if isinstance(item.get(key), list)), "")
    first = item[key][0] if key and item[key] else None
    rest = {name: value for name, value in item.items() if name != key}
    return {**rest, **first} if isinstance(first, Mapping) else item


def _is_timed_word(item: Any) -> bool:
    """Say whether it is a word with its times, as Watson writes it: `["yes", 0.5, 0.9]`."""
    times = item[1:] if isinstance(item, list) and len(item) == 3 and isinstance(item[0], str) else [None]
    return all(isinstance(time, (int, float)) for time in times)


def _transcript(root: Any) -> list[Piece]:
    """Give the path that tells most; a single text for everything only where there is nothing else."""
    found = _Found()
    found.walk(root)
    if isinstance(root, Mapping) and text_of(root):
        found.said[()].append(Piece(text_of(root)))
    sizes = {path: sum(len(each.text.strip()) for each in said) for path, said in found.said.items()}
    wordy = [path for path, size in sizes.items() if size and size >= _NEARLY_ALL * max(sizes.values())]
    best = max(wordy, key=lambda path: _telling(found.said[path]), default=None)
    if best is None:
        return []
    said = found.said[best]
    if "channels" in best and all(piece.time is not None for piece in said):
        said.sort(key=lambda piece: piece.time or 0.0)
    if all(piece.speaker in (None, UNKNOWN) for piece in said):
        return _by_time(said, list(found.times.values()))
    return said


def _telling(said: Sequence[Piece]) -> tuple[int, bool, int]:
    """Say how well pieces tell the speakers, for `max`: best in few pieces, but in more than one."""
    told = [piece.speaker for piece in said if piece.speaker not in (None, UNKNOWN)]
    return len(list(groupby(told))), len(said) > 1, -len(said)


def _by_time(said: Sequence[Piece], lists: Sequence[Sequence[Piece]]) -> list[Piece]:
    """Give pieces with who speaks at their time, where a list of the file tells of several speakers."""
    several = [each for each in lists if len({str(piece.speaker) for piece in each}) > 1]
    turns = sorted((piece.time or 0.0, at) for at, piece in enumerate(several[0])) if several else []
    starts, speaker, found = [time for time, _ in turns], None, []
    for piece in said:
        if turns and piece.time is not None:
            speaker = several[0][turns[max(bisect_right(starts, piece.time) - 1, 0)][1]].speaker
        found.append(piece._replace(speaker=speaker))
    return found


def _with_names(said: list[Piece], root: Any) -> list[Piece]:
    """Give the pieces with the names of their speakers where the file says elsewhere whom its ids mean."""
    labels = {str(piece.speaker) for piece in said if piece.speaker is not None}
    tables = (
        each[key] for each in values.mappings(root, _MAX_DEPTH) for key in MEMBERS["names"] if each.get(key)
    )
    for names in (_names(table, labels) for table in tables):
        if labels & set(names):
            return [
                piece._replace(speaker=placed(names[str(piece.speaker)], offset_of(piece.speaker)))
                if str(piece.speaker) in names
                else piece
                for piece in said
            ]
    return said


def _names(table: Any, labels: set[str]) -> dict[str, str]:
    """Give label -> name of one table: an object by label, a list of objects with ids, or a list in order."""
    if isinstance(table, Mapping):
        return {str(key): name for key, value in table.items() if (name := name_of(value))}
    if not isinstance(table, list):
        return {}
    if all(isinstance(item, str) for item in table):
        ordered = enumerate(table, 0 if "0" in labels else 1)
        return {str(number): name for number, name in ordered} if len(table) >= len(labels) else {}
    told = ((values.id_of(item), name_of(item)) for item in table)
    return {label: name for label, name in told if label and name and name != label}
