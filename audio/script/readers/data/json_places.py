"""JSON whose strings, and whole numbers in objects, know where they stand in the file."""

from __future__ import annotations

import json
from collections.abc import Callable
from json.decoder import JSONObject, scanstring  # type: ignore[attr-defined] # the stubs leave it out
from json.scanner import py_make_scanner  # type: ignore[attr-defined] # the stubs leave it out
from typing import Any, cast

from audio.errors import ScriptError

_Scan = Callable[[str, int], tuple[Any, int]]


class Placed(str):
    """A string of a JSON file."""

    __slots__ = ("offset",)
    offset: int
    """Where its first character stands in the text of the file."""


def placed_like(text: Any, other: Any) -> Any:
    """Give a text the place of another value of the file, where that has one."""
    if not isinstance(text, str) or not hasattr(other, "offset"):
        return text
    found = Placed(text)
    found.offset = other.offset
    return found


class PlacedNumber(int):
    """A whole number that is a member of an object of a JSON file."""

    offset: int
    """Where its first digit stands in the text of the file."""


class _Decoder(json.JSONDecoder):
    """The library's decoder, its values placed. Its scanner in C cannot call back, the one in Python can."""

    def __init__(self) -> None:
        super().__init__(strict=False)
        self.parse_string = _placed
        self.parse_object = _object
        self.scan_once = py_make_scanner(self)


def _object(begun: tuple[str, int], strict: bool, scan: _Scan, *rest: Any) -> tuple[Any, int]:  # noqa: FBT001 - the library's
    return cast("tuple[Any, int]", JSONObject(begun, strict, _numbering(scan), *rest))


def _numbering(scan: _Scan) -> _Scan:
    """Give a scanner that places the whole numbers that another one finds."""

    def placing(text: str, start: int) -> tuple[Any, int]:
        value, end = scan(text, start)
        if type(value) is int:
            value = PlacedNumber(value)
            value.offset = start
        return value, end

    return placing


def _placed(text: str, end: int, strict: bool = False) -> tuple[Placed, int]:  # noqa: FBT001, FBT002 - the library's
    value, after = scanstring(text, end, strict)
    placed = Placed(value)
    placed.offset = end
    return placed, after


def load(text: str, source: str) -> Any:
    """Give the value of a JSON file or, a list, the values of a file with one value a line.

    Raises `ScriptError` with the 1-based line that is no JSON.
    """
    text = text.lstrip("\ufeff")
    decoder, values, at = _Decoder(), list[Any](), 0
    while (at := _next(text, at)) < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            sentence = f"the JSON is broken: {error.msg}. Save the transcript again."
            raise ScriptError(sentence, source=source, line=text.count("\n", 0, error.pos) + 1) from error
        except (RecursionError, ValueError) as error:
            sentence = "the JSON is nested too deeply or holds an impossible number."
            raise ScriptError(sentence, source=source, line=text.count("\n", 0, at) + 1) from error
        values.append(value)
    return values[0] if len(values) == 1 else values


def _next(text: str, at: int) -> int:
    """Give the offset of the first character from `at` on that is no white space."""
    while at < len(text) and text[at] in " \t\n\r":
        at += 1
    return at
