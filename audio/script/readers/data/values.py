"""Single values of a transcript in JSON: the words of an object, who says them, when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from audio.script.text import lines_of


class Piece(NamedTuple):
    """Some words of one speaker."""

    text: str
    speaker: Any = None
    """As the service writes it; None where it does not say."""
    joined: bool = False
    """True where no space comes before it, as before a full stop."""
    time: float | None = None
    """When it is said, in the file's own unit; None where that is not known."""


_SECTIONS = (
    "json_text", "json_speaker", "json_handed", "json_start", "json_end", "json_name", "json_id",
    "json_names", "json_readings", "json_words", "json_bullet", "json_below",
)  # fmt: skip
MEMBERS = {
    section.removeprefix("json_"): tuple(" ".join(lines_of(section)["any"]).split()) for section in _SECTIONS
}
"""What members are for -> their names, the surest first."""


def member(value: Any, *keys: str) -> Any:
    """Give the first of some members of an object that says anything, or None."""
    found = (value.get(key) for key in keys) if isinstance(value, Mapping) else ()
    return next((each for each in found if each not in (None, "")), None)


def text_of(item: Any) -> str:
    """Give the words of an object, as the string that stands in the file."""
    found = (item.get(key) for key in MEMBERS["text"]) if isinstance(item, Mapping) else ()
    return next((each for each in found if isinstance(each, str) and each), "")


def speaker_of(item: Any) -> Any:
    """Give who says an object's words: a name, or a number; objects that say it have a name or an id."""
    for key in MEMBERS["speaker"]:
        found = member(item, key)
        if isinstance(found, Mapping):
            found = name_of(found) or found.get("id")
        if found is not None and not isinstance(found, list):
            return found
    return None


def name_of(item: Any) -> str:
    """Give the name in what a file says of a speaker: a string, or an object with one."""
    found = item if isinstance(item, str) else member(item, *MEMBERS["name"])
    return found.strip() if isinstance(found, str) else ""


def id_of(item: Any) -> str:
    """Give by what the pieces of a file call somebody whom an object tells of, or nothing."""
    found = member(item, *MEMBERS["id"])
    return str(found) if isinstance(found, (str, int)) else ""


def time_of(item: Any, *, begun: bool = False) -> float | None:
    """Give the middle of an object's time, or when it begins, in the file's own unit; None without one."""
    start, end = (_seconds(member(item, *MEMBERS[kind])) for kind in ("start", "end"))
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
