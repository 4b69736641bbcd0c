"""Single values of a transcript in JSON: the words of an object, who says them, when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple


class Piece(NamedTuple):
    """Some words of one speaker."""

    text: str
    speaker: Any
    """As the service writes it; None where it does not say."""
    joined: bool = False
    """True where no space comes before it, as before a full stop."""


_TEXT_KEYS = ("body", "text", "transcript", "content", "display", "utterance", "sentence", "message", "line",
              "spokenText", "spoken_text", "value")  # fmt: skip
_SPEAKER_KEYS = ("speaker", "speaker_name", "speakerName", "speakerDisplayName", "speaker_label",
                 "speakerLabel", "speakerTag", "speaker_tag", "speaker_id", "speakerId", "spkid",
                 "channel_label", "role", "author", "who", "username", "sender", "user",
                 "name")  # fmt: skip
_START_KEYS = ("start", "start_time", "startTime", "start_ms", "startMs", "begin", "from", "t0")
_END_KEYS = ("end", "end_time", "endTime", "end_ms", "endMs", "to", "t1")
_NAME_KEYS = ("name", "speaker_name", "displayName", "display_name", "label", "speaker")


def member(value: Any, key: str) -> Any:
    """Give a member of an object, or None."""
    return value.get(key) if isinstance(value, Mapping) else None


def members(value: Any, key: str) -> Sequence[Any]:
    """Give a member that is a list, or an empty one."""
    found = member(value, key)
    return found if isinstance(found, list) else ()


def first(values: Sequence[Any]) -> Any:
    """Give the first of some values, or None."""
    return values[0] if values else None


def text_of(item: Any) -> str:
    """Give the words of an object, as the string that stands in the file."""
    for key in _TEXT_KEYS:
        found = member(item, key)
        if isinstance(found, str) and found.strip():
            return found
    return ""


def word_of(item: Any) -> str:
    """Give a single word, with its punctuation where the service knows it."""
    for key in ("punctuated_word", "punctuatedWord", "word", *_TEXT_KEYS):
        found = member(item, key)
        if isinstance(found, str):
            return found
    return ""


def speaker_of(item: Any) -> Any:
    """Give who says an object's words: a name, a number, or an object with a name."""
    for key in _SPEAKER_KEYS:
        found = member(item, key)
        if isinstance(found, Mapping):
            found = found.get("name") or found.get("displayName") or found.get("id")
        if found is not None and found != "" and not isinstance(found, (list, dict)):
            return found
    return None


def name_of(item: Any) -> str:
    """Give the name in what a file says of a speaker: a string, or an object with one."""
    if isinstance(item, str):
        return item.strip()
    found = (member(item, key) for key in _NAME_KEYS)
    return next((name.strip() for name in found if isinstance(name, str) and name.strip()), "")


def span_of(item: Any) -> tuple[float, float] | None:
    """Give when an object begins and ends, in the file's own unit, or None."""
    start, end = (_time(item, keys) for keys in (_START_KEYS, _END_KEYS))
    return None if start is None or end is None else (start, end)


def _time(item: Any, keys: Sequence[str]) -> float | None:
    for key in keys:
        found = member(item, key)
        if isinstance(found, (int, float)) and not isinstance(found, bool):
            return float(found)
    return None
