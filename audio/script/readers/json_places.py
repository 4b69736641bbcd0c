"""JSON whose strings know where they stand in the file."""

from __future__ import annotations

import json
from json.decoder import scanstring  # type: ignore[attr-defined] # the stubs leave it out
from json.scanner import py_make_scanner  # type: ignore[attr-defined] # the stubs leave it out
from typing import Any

from audio.errors import ScriptError


class Placed(str):
    """A string of a JSON file."""

    __slots__ = ("offset",)
    offset: int
    """Where its first character stands in the text of the file."""


class _Decoder(json.JSONDecoder):
    """The library's decoder, its strings placed. Its scanner in C cannot call back, the one in Python can."""

    def __init__(self) -> None:
        super().__init__(strict=False)
        self.parse_string = _placed
        self.scan_once = py_make_scanner(self)


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
