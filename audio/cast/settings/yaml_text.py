"""YAML as it stands in a file: its values, and the line of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from audio import guard
from audio.cast.settings.model import SettingPath
from audio.errors import Problem
from audio.safe_yaml import YamlError, compose, values_of

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
        with path.open("rb") as file:
            raw = file.read(guard.at_most("file_bytes"))
    except OSError as error:
        return "", (Problem(str(path), None, f"the file cannot be read: {error.strerror}."),)
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = f"byte 0x{raw[error.start]:02X} is no UTF-8; save the file in the encoding UTF-8."
        return "", (Problem(str(path), line, what),)


@lru_cache(maxsize=4)
def parse_yaml(text: str, source: str) -> Parsed:
    """Take a YAML text apart. Its mistakes are problems of `source`; every doubled key is one."""
    try:
        root = compose(text)
        places: dict[SettingPath, int] = {}
        doubled = tuple(_walk(root, (), source, places, frozenset()))
        return Parsed(values_of(root, text), places, doubled)
    except YamlError as error:
        return Parsed(problems=(Problem(source, error.line, error.sentence),))


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
