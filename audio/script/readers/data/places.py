"""JSON whose strings know where they stand in the file."""

from __future__ import annotations

import json
import re
from json.decoder import scanstring
from json.scanner import py_make_scanner  # type: ignore[attr-defined]  # not in typeshed
from typing import Any

from audio.errors import ScriptError

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
