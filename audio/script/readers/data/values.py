"""Single values of a transcript in JSON: the words of an object, who says them, when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple


class Piece(NamedTuple):
    """Some words of one speaker."""

    text: str
    speaker: Any = None
    """As the service writes it; None where it does not say."""
    joined: bool = False
    """True where no space comes before it, as before a full stop."""
    time: float | None = None
    """When it is said, in the file's own unit; None where that is not known."""


_TEXT_KEYS = ("punctuated_word", "punctuatedWord", "body", "text", "transcript", "content", "display",
              "utterance", "sentence", "message", "line", "spokenText", "spoken_text", "value",
              "word")  # fmt: skip
_SPEAKER_KEYS = ("speaker_info", "speaker", "speaker_name", "speakerName", "speakerDisplayName",
                 "speaker_label", "speakerLabel", "speakerTag", "speaker_tag", "speaker_id", "speakerId",
                 "spkid", "channel_label", "channelTag", "role", "author", "who", "username", "sender",
                 "user", "name")  # fmt: skip
_START_KEYS = ("start", "start_time", "startTime", "start_ms", "startMs", "begin", "from", "t0")
_END_KEYS = ("end", "end_time", "endTime", "end_ms", "endMs", "to", "t1")
_NAME_KEYS = ("name", "speaker_name", "displayName", "display_name", "label", "speaker")
_ID_KEYS = ("id", "speaker_id", "speakerId", "spkid", "speaker", "key", "label", "number", "index", "tag")


def member(value: Any, *keys: str) -> Any:
    """Give the first of some members of an object that says anything, or None."""
    found = (value.get(key) for key in keys) if isinstance(value, Mapping) else ()
    return next((each for each in found if each not in (None, "")), None)


def text_of(item: Any) -> str:
    """Give the words of an object, as the string that stands in the file."""
    found = (item.get(key) for key in _TEXT_KEYS) if isinstance(item, Mapping) else ()
    return next((each for each in found if isinstance(each, str) and each), "")


def speaker_of(item: Any) -> Any:
    """Give who says an object's words: a name, or a number; objects that say it have a name or an id."""
    for key in _SPEAKER_KEYS:
        found = member(item, key)
        if isinstance(found, Mapping):
            found = name_of(found) or found.get("id")
        if found is not None and not isinstance(found, list):
            return found
    return None


def name_of(item: Any) -> str:
    """Give the name in what a file says of a speaker: a string, or an object with one."""
    found = item if isinstance(item, str) else member(item, *_NAME_KEYS)
    return found.strip() if isinstance(found, str) else ""


def id_of(item: Any) -> str:
    """Give by what the pieces of a file call somebody whom an object tells of, or nothing."""
    found = member(item, *_ID_KEYS)
    return str(found) if isinstance(found, (str, int)) else ""


def time_of(item: Any, *, begun: bool = False) -> float | None:
    """Give the middle of an object's time, or when it begins, in the file's own unit; None without one."""
    start, end = (_seconds(member(item, *keys)) for keys in (_START_KEYS, _END_KEYS))
    return start if start is None or end is None or begun else (start + end) / 2


def _seconds(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def mappings(root: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """Give an object and those in its members, to a depth, the outer ones first."""
    if isinstance(root, Mapping) and depth >= 0:
        yield root
        for value in root.values():
            yield from mappings(value, depth - 1)
