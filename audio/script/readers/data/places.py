"""JSON whose strings know where they stand in the file."""

from __future__ import annotations

import json
import re
from typing import Any

from audio.errors import ScriptError

_STRING = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*(?:"|\Z))', re.DOTALL)
_AFTER = "\0"
"""Between the offset that is written into a string and the string; JSON itself allows no such character."""
_SPACES = re.compile(r"[ \t\n\r]*")


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


def load(text: str, source: str) -> Any:
    """Give the value of a JSON file or, a list, the values of a file with one value a line.

    Raises `ScriptError` with the 1-based line that is no JSON.
    """
    numbered = _STRING.sub(lambda found: f'"{found.start() + 1}{_AFTER}{found[1]}', text.replace(_AFTER, " "))
    decoder, values, at = json.JSONDecoder(strict=False), list[Any](), _next(numbered, 0)
    while at < len(numbered):
        try:
            value, end = decoder.raw_decode(numbered, at)
            values.append(_unnumbered(value))
        except json.JSONDecodeError as error:
            sentence = f"the JSON is broken: {error.msg}. Save the transcript again."
            raise ScriptError(sentence, source=source, line=error.lineno) from error
        except (RecursionError, ValueError) as error:
            sentence = "the JSON is nested too deeply or holds an impossible number."
            line = numbered.count("\n", 0, at) + 1
            raise ScriptError(sentence, source=source, line=line) from error
        at = _next(numbered, end)
    return values[0] if len(values) == 1 else values


def _next(text: str, at: int) -> int:
    found = _SPACES.match(text, at)
    return found.end() if found else at


def _unnumbered(value: Any) -> Any:
    """Give a value with the offsets taken out of its strings, which know them now; keys are plain."""
    if isinstance(value, str):
        offset, _, text = value.partition(_AFTER)
        return placed(text, int(offset))
    if isinstance(value, list):
        return [_unnumbered(each) for each in value]
    if isinstance(value, dict):
        return {key.partition(_AFTER)[2]: _unnumbered(each) for key, each in value.items()}
    return value
