"""An interview that stands in the front matter of a page, or in a data file, as YAML or TOML.

Sites keep them so that a template can set the questions: a list of questions with their answers, of
speakers with their texts, or of one name and one text each.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Any

from audio.safe_yaml import YamlError, compose
from audio.script.readers.data import json_shapes
from audio.script.readers.data.json_pairs import keyed, questions
from audio.script.readers.data.json_places import Placed
from audio.script.readers.data.json_values import Piece
from audio.script.readers.data.transcript_json import speaker_name
from audio.script.values import Block, Lines

if sys.version_info >= (3, 11):
    import tomllib

_MOST = 200_000
"""Characters; what is longer is no settings of a page."""
_FEWEST = 4
"""Pieces from which on a list is an interview and no frequent question."""
_LIST = re.compile(r"^[ \t]*(?:-[ \t]|\[\[|\[[ \t]*$|[^\n]{1,40}[:=][ \t]*\[)", re.MULTILINE)
_FAQ = re.compile(r"faqs?|frequently.?asked.*|faq[_-].*|schema|structured.?data|seo", re.IGNORECASE)
_TRANSCRIPT = re.compile(
    r"transcript\w*|interview\w*|conversation|dialog(?:ue)?|turns|messages|utterances|segments|entrevista|entretien"
    r"|gespräch|intervista|rozhovor|wywiad|интервью|インタビュー|对话|대화|인터뷰",
    re.IGNORECASE,
)


def blocks(front: str, first: int) -> list[Block]:
    """Give a block for every paragraph of an interview in YAML or TOML, with its speaker, or nothing.

    `first` is the 1-based source line that `front` begins with.
    """
    if len(front) > _MOST or not _LIST.search(front):
        return []
    root = _yaml(front) if "=" not in front.lstrip()[:40].split("\n")[0].split("#")[0] else None
    root = root if isinstance(root, (dict, list)) else _toml(front)
    return [block for piece in _pieces(root) for block in _paragraphs(piece, front, first)]


def rest(taken: int, spoken: list[Block]) -> tuple[Lines, ...]:
    """Give the runs of the first `taken` lines that are in no block."""
    inside = {line for block in spoken for line in range(block.lines.first, block.lines.last + 1)}
    outside = [line for line in range(1, taken + 1) if line not in inside]
    runs = [
        [line for _, line in run]
        for _, run in groupby(enumerate(outside), key=lambda pair: pair[1] - pair[0])
    ]
    return tuple(Lines(run[0], run[-1]) for run in runs)


def _pieces(root: Any) -> list[Piece]:
    """Give what is said in the first member that is an interview."""
    if isinstance(root, Mapping):
        members = [(str(key), value) for key, value in root.items() if isinstance(value, (list, dict))]
    else:
        members = [("interview", root)]
    for key, value in members:
        if _FAQ.fullmatch(key):
            continue
        shapes: list[Callable[[Any], Any]] = [questions, keyed]
        shapes += [json_shapes.pieces] if _TRANSCRIPT.fullmatch(key) else []
        for shape in shapes:
            found = [piece for piece in shape(value) if piece.text.strip()]
            if len(found) >= _FEWEST and len({str(piece.speaker) for piece in found}) > 1:
                return found
    return []


def _yaml(front: str) -> Any:
    """Give the values of YAML, its strings placed, or None where it is broken."""
    try:
        return _value(compose(front))
    except (YamlError, RecursionError):
        return None


def _value(node: Any, seen: dict[int, Any] | None = None) -> Any:
    """Give a node as plain values; one that stands in several places, or in itself, is read once."""
    seen = {} if seen is None else seen
    if id(node) in seen:
        return seen[id(node)]
    kind = type(node).__name__
    value: Any = None
    seen[id(node)] = None
    if kind == "MappingNode":
        value = {str(_value(key, seen)): _value(item, seen) for key, item in node.value}
    elif kind == "SequenceNode":
        value = [_value(item, seen) for item in node.value]
    elif kind == "ScalarNode":
        value = Placed(node.value)
        value.offset = node.start_mark.index
    seen[id(node)] = value
    return value


def _toml(front: str) -> Any:
    """Give the values of TOML, its strings placed where their key stands; None where it is broken.

    Before Python 3.11 the library cannot read TOML, so there is never an interview.
    """
    if sys.version_info < (3, 11):
        return None
    try:
        return _located(tomllib.loads(front), front, _Place())
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return None


class _Place:
    """How far the values of a TOML file were found in its text."""

    at = 0


def _located(value: Any, front: str, place: _Place, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _located(item, front, place, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_located(item, front, place) for item in value]
    if not isinstance(value, str):
        return value
    placed = Placed(value)
    pattern = (
        rf"(?<![\w-])[\"']?{re.escape(key)}[\"']?[ \t]*=" if key else re.escape(value[:20].split("\n")[0])
    )
    found = re.compile(pattern).search(front, place.at)
    placed.offset = found.end() if found else place.at
    place.at = placed.offset + (len(value) if found else 0)
    return placed


def _paragraphs(piece: Piece, front: str, first: int) -> Iterator[Block]:
    """Give the paragraphs of a piece; in a block scalar each line of it is one of the source."""
    offset = getattr(piece.text, "offset", 0)
    who = getattr(piece.speaker, "offset", offset)
    line = first + front.count("\n", 0, offset)
    begun = first + front.count("\n", 0, who) if abs(who - offset) < len(piece.text) + 200 else line
    lines = piece.text.split("\n")
    opens = front[offset : offset + 6].lstrip(" ")[:1] in ("|", ">") or front[offset : offset + 6].lstrip()[
        :3
    ] in ("'''", '"""')
    start = 0
    for at in range(len(lines) + 1):
        if at < len(lines) and lines[at].strip():
            continue
        if at > start:
            text = "\n".join(each.strip() for each in lines[start:at])
            place = Lines(line + start + opens, line + at - 1 + opens)
            place = Lines(min(begun, place.first), place.last) if not start else place
            yield Block(text, place, speaker=speaker_name(piece.speaker))
        start = at + 1
