"""Values of JSON: strings that know where they stand; the words of an object, who says them, when."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from json.decoder import scanstring  # type: ignore[attr-defined]  # not in typeshed
from json.scanner import py_make_scanner  # type: ignore[attr-defined]  # not in typeshed
from typing import Any, NamedTuple

from audio.errors import ScriptError
from audio.script.names import ANSWER_LABELS, QUESTION_LABELS
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
    "json_text", "json_speaker", "json_kind", "json_handed", "json_start", "json_end", "json_name", "json_id",
    "json_names", "json_readings", "json_words",
)  # fmt: skip
MEMBERS = {
    section.removeprefix("json_"): tuple(" ".join(lines_of(section)["any"]).split()) for section in _SECTIONS
}
"""What members are for -> their names, the surest first."""
_SPACES = re.compile(r"[ \t\n\r]*")


def member(value: Any, *keys: str) -> Any:
    """Give the first of some members of an object that says anything, or None."""
    found = (value.get(key) for key in keys) if isinstance(value, Mapping) else ()
    return next((each for each in found if each not in (None, "")), None)


def text_of(item: Any) -> str:
    """Give the words of an object, as the string that stands in the file."""
    found = (item.get(key) for key in MEMBERS["text"]) if isinstance(item, Mapping) else ()
    return next((each for each in found if isinstance(each, str) and each), "")


def speaker_of(item: Any) -> Any:
    """Give who says an object's words: a name, or a number; objects that say it have a name or an id.

    Some say no more than that it is a question, or an answer: `"type": "question"`.
    """
    for key in MEMBERS["speaker"]:
        found = member(item, key)
        if isinstance(found, Mapping):
            found = name_of(found) or found.get("id")
        if found is not None and not isinstance(found, list):
            return found
    told = member(item, *MEMBERS["kind"])
    part = isinstance(told, str) and len(told) > 1 and told.casefold() in QUESTION_LABELS | ANSWER_LABELS
    return told if part else None


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


class Placed(str):
    """A string of a file."""

    __slots__ = ("offset",)
    offset: int
    """Where its first character stands in the text of the file."""


def placed(text: str, offset: int | None) -> str:
    """Give a text its place in the file, where that is known."""
    if offset is None:
        return text
    found = Placed(text)
    found.offset = offset
    return found


def offset_of(value: Any) -> int | None:
    """Give where a value stands in the file, where that is known."""
    return value.offset if isinstance(value, Placed) else None


class _Decoder(json.JSONDecoder):
    """Gives every string but the keys its place. Only Python's own scanner asks a decoder for strings."""

    def __init__(self) -> None:
        super().__init__(strict=False)
        self.parse_string = self._string
        self.scan_once = py_make_scanner(self)

    @staticmethod
    def _string(text: str, begin: int, strict: bool) -> tuple[str, int]:  # noqa: FBT001 - json's
        said, end = scanstring(text, begin, strict)
        return placed(said, begin), end


def load(text: str, source: str) -> Any:
    """Give the value of a JSON file or, a list, the values of a file with one value a line.

    Raises `ScriptError` with the 1-based line that is no JSON.
    """
    decoder, values, at = _Decoder(), list[Any](), _next(text, 0)
    while at < len(text):
        try:
            value, end = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            sentence = f"the JSON is broken: {error.msg}. Save the transcript again."
            raise ScriptError(sentence, source=source, line=error.lineno) from error
        except (RecursionError, ValueError) as error:
            sentence = "the JSON is nested too deeply or holds an impossible number."
            line = text.count("\n", 0, at) + 1
            raise ScriptError(sentence, source=source, line=line) from error
        values.append(value)
        at = _next(text, end)
    return values[0] if len(values) == 1 else values


def _next(text: str, at: int) -> int:
    found = _SPACES.match(text, at)
    return found.end() if found else at
