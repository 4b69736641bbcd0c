"""An interview that stands in the front matter of a page, or in a data file, as YAML.

Sites keep them so that a template can set the questions: a list of questions with their answers,
or of speakers with their texts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from audio.safe_yaml import YamlError, load
from audio.script.document import Document
from audio.script.readers import frontmatter
from audio.script.readers.data import transcripts
from audio.script.readers.data.transcript_json import speaker_name
from audio.script.readers.data.values import Piece
from audio.script.text import phrases_of
from audio.script.values import Block, Lines

_SUFFIXES = (".yaml", ".yml")
_MOST = 200_000
"""Characters; what is longer is no settings of a page."""
_FEWEST = 4
"""Pieces from which on a list is an interview and no frequent question."""
_LIST = re.compile(r"^[ \t]*(?:-[ \t]|\[[ \t]*$|[^\n]{1,40}:[ \t]*\[)", re.MULTILINE)
_FAQ = re.compile(r"faqs?|frequently.?asked.*|faq[_-].*|schema|structured.?data|seo", re.IGNORECASE)
_INTERVIEW = re.compile(phrases_of("interview_keys"), re.IGNORECASE)
_BLANK = re.compile(r"\n\s*\n")
_WORD = re.compile(r"[^\s\"'\\]+")


def recognises(name: str, text: str) -> float:
    """Say yes to a file with the right name in which a list holds an interview."""
    return 0.95 if name.casefold().endswith(_SUFFIXES) and blocks(text, 1) else 0.0


def read(text: str, source: str) -> Document:
    """Give a block for every paragraph that is said; the rest of the file is metadata."""
    spoken = blocks(text, 1)
    count = text.count("\n") + 1
    told = frontmatter.metadata(frontmatter.parse(text, source), Lines(1, count))
    return Document(tuple(spoken), replace(told, lines=rest(count, spoken), settings={}), "data")


def blocks(front: str, first: int) -> list[Block]:
    """Give a block for every paragraph of an interview in YAML, with its speaker, or nothing.

    `first` is the 1-based source line that `front` begins with.
    """
    if len(front) > _MOST or not _LIST.search(front):
        return []
    try:
        root = load(front)
    except YamlError:
        return []
    places = _Places(front, first)
    return [
        Block(
            "\n".join(line.strip() for line in said.strip().split("\n")), places.find(said), speaker=speaker
        )
        for piece in _pieces(root)
        for speaker in [speaker_name(piece.speaker)]
        for said in _BLANK.split(piece.text)
        if said.strip()
    ]


def rest(taken: int, spoken: list[Block]) -> tuple[Lines, ...]:
    """Give those of the first `taken` lines that are in no block."""
    inside = {line for block in spoken for line in range(block.lines.first, block.lines.last + 1)}
    return tuple(Lines(line, line) for line in range(1, taken + 1) if line not in inside)


def _pieces(root: Any) -> list[Piece]:
    """Give what is said in the first member that is an interview."""
    members = root.items() if isinstance(root, Mapping) else [("interview", root)]
    for key, value in members:
        if _FAQ.fullmatch(str(key)) or not isinstance(value, (list, Mapping)):
            continue
        found = transcripts.pieces(value) if _INTERVIEW.fullmatch(str(key)) else transcripts.pairs(value)
        said = [piece for piece in found if piece.text.strip()]
        if len(said) >= _FEWEST and len({str(piece.speaker) for piece in said}) > 1:
            return said
    return []


class _Places:
    """Finds the paragraphs of a file, which come in its order, by their first and last words."""

    def __init__(self, front: str, first: int) -> None:
        self.front, self.first, self.at = front, first, 0
        self.starts = [match.end() for match in re.finditer("\n", front)]

    def find(self, text: str) -> Lines:
        """Give the 1-based source lines of a paragraph behind those that were found before."""
        words = _WORD.findall(text)
        begin = self._search(words[:4], self.at)
        self.at = begin + len(text)
        end = max(begin, self._search(words[-4:], max(begin, self.at - 80)) if len(words) > 4 else begin)
        first, last = (self.first + bisect_right(self.starts, at) for at in (begin, end))
        return Lines(first, max(last, first))

    def _search(self, words: list[str], at: int) -> int:
        """Give the offset of words, however they are quoted and wrapped, or `at` where they are not found."""
        pattern = r"[\s\"'\\]+".join(map(re.escape, words))
        found = re.compile(rf"(?<!\w){pattern}(?!\w)").search(self.front, at)
        return found.start() if found else at
