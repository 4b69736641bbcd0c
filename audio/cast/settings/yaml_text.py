"""YAML as it stands in a file: its values, and the line of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from audio.cast.settings.model import SettingPath
from audio.errors import Problem

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n.*?(?=^(?:---|\.\.\.)[ \t]*\r?$)", re.DOTALL | re.MULTILINE)
_TOGETHER = ("vivavoce", "settings")
"""Keys under which all settings of a script may stand together."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A YAML text taken apart."""

    data: Any = None
    """Plain values; None where the text is empty or broken."""
    places: dict[SettingPath, int] = field(default_factory=dict)
    """1-based line of every key and every item of a list."""
    problems: tuple[Problem, ...] = ()


def read_utf8(path: Path) -> tuple[str, tuple[Problem, ...]]:
    """Read a file's text, line ends kept; what keeps it from being read is the problem given beside it."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return "", (Problem(str(path), None, f"the file cannot be read: {error.strerror}."),)
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = f"byte 0x{raw[error.start]:02X} is no UTF-8; save the file in the encoding UTF-8."
        return "", (Problem(str(path), line, what),)


def parse_yaml(text: str, source: str) -> Parsed:
    """Take a YAML text apart. Its mistakes are problems of `source`; every doubled key is one."""
    try:
        root = YAML().compose(text)
        places: dict[SettingPath, int] = {}
        doubled = tuple(_walk(root, (), source, places, frozenset()))
        loader = YAML(typ="safe", pure=True)
        loader.allow_duplicate_keys = True
        return Parsed(loader.load(text), places, doubled)
    except MarkedYAMLError as error:
        return Parsed(problems=(Problem(source, *_explain(error)),))
    except YAMLError as error:
        position = getattr(error, "position", None)
        line = None if position is None else text.count("\n", 0, position) + 1
        return Parsed(
            problems=(Problem(source, line, "there is a character here that YAML does not allow."),)
        )
    except RecursionError:
        return Parsed(problems=(Problem(source, None, "its values are nested too deeply."),))


def front_matter_places(path: Path) -> dict[SettingPath, int]:
    """Give the 1-based line of every setting in the YAML at the head of a script.

    Those that stand together under a key of their own count as if they stood without it. Nothing is given
    where the file has no such head, or one that YAML cannot read.
    """
    text, _ = read_utf8(path)
    head = _FRONT_MATTER.match(text)
    places = parse_yaml(head[0], str(path)).places if head else {}
    return {place[1:] if place[0] in _TOGETHER else place: line for place, line in places.items()}


def _walk(
    node: Node | None, path: SettingPath, source: str, places: dict[SettingPath, int], above: frozenset[int]
) -> Iterator[Problem]:
    """Note the line of everything in a node; give a problem for each key that its section already has."""
    if node is None or id(node) in above:
        return
    above |= {id(node)}
    if isinstance(node, SequenceNode):
        for index, item in enumerate(node.value):
            here = (*path, str(index))
            places[here] = item.start_mark.line + 1
            yield from _walk(item, here, source, places, above)
    if isinstance(node, MappingNode):
        for key, value in node.value:
            here, line = (*path, str(key.value)), key.start_mark.line + 1
            if here in places:
                first = places[here]
                yield Problem(
                    source, line, f"{dotted(here)} stands here a second time, after line {first}; keep one."
                )
                continue
            places[here] = line
            yield from _walk(value, here, source, places, above)


def dotted(path: SettingPath) -> str:
    """Write a path for a person: `speakers.Joe Pamer.speed`."""
    return ".".join(path)


_UNFIT = "this line does not fit those above it; check how far it is set in, and close its quotes."

_EXPLANATIONS = (
    ("\\t", "a tab stands at the start of this line; YAML is indented with spaces."),
    (
        "mapping values",
        "a colon stands where none may; put text that holds ': ' in quotes, and check the indentation.",
    ),
    ("another document", "a second YAML document begins here; keep one and take the '---' out."),
    ("undefined alias", "a value begins with '*', which is no text in YAML; put it in quotes."),
    ("constructor", "a value begins with '!', which is no text in YAML; put it in quotes."),
    ("cannot start", "a value begins with a character that YAML keeps for itself; put it in quotes."),
    ("expected ':'", "this line lacks a colon after the name: write `name: value`."),
    ("end of stream", "a quote or bracket that opens here is not closed where it should be."),
    ("flow", "a quote or bracket that opens here is not closed where it should be."),
    ("block end", _UNFIT),
    ("document start", _UNFIT),
)
"""What the parser says, in part, and what it means to a person."""

_AT_CONTEXT = ("end of stream", "flow", "expected ':'")
"""Where the parser says these, the mistake is where it began to read something, not where it gave up."""


def _explain(error: MarkedYAMLError) -> tuple[int | None, str]:
    """Say where a text is no YAML, as a 1-based line, and why."""
    said = f"{error.problem} {error.context}"
    at_context = error.context_mark is not None and any(part in said for part in _AT_CONTEXT)
    mark = error.context_mark if at_context else error.problem_mark
    line = mark.line + 1 if mark else None
    for part, sentence in _EXPLANATIONS:
        if part in said:
            return line, sentence
    return line, f"this is no YAML: {error.problem}."
