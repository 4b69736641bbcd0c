"""An interview kept as YAML, as sites do for templates: questions with answers, or speakers with texts."""

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
_FEWEST = 4
"""Pieces from which on a list is an interview."""
_INTERVIEW = re.compile(phrases_of("interview_keys"), re.IGNORECASE)
_BLANK = re.compile(r"\n\s*\n")
_WORD = re.compile(r"[^\s\"'\\]+")


def recognises(name: str, text: str) -> float:
    """Say yes to a file with the right name in which a list holds an interview."""
    return 0.95 if name.casefold().endswith(_SUFFIXES) and _blocks(text) else 0.0


def read(text: str, source: str) -> Document:
    """Give a block for every paragraph that is said; the rest of the file is metadata."""
    spoken = _blocks(text)
    inside = {line for block in spoken for line in range(block.lines.first, block.lines.last + 1)}
    count = text.count("\n") + 1
    told = frontmatter.metadata(frontmatter.parse(text, source), Lines(1, count))
    rest = tuple(Lines(line, line) for line in range(1, count + 1) if line not in inside)
    return Document(tuple(spoken), replace(told, lines=rest, settings={}), "data")


def _blocks(text: str) -> list[Block]:
    """Give a block for every paragraph of an interview, with its speaker, or nothing."""
    try:
        pieces = _pieces(load(text))
    except YamlError:
        return []
    places = _Places(text)
    return [
        Block("\n".join(map(str.strip, said.strip().split("\n"))), places.find(said), speaker=speaker)
        for piece in pieces
        for speaker in [speaker_name(piece.speaker)]
        for said in _BLANK.split(piece.text)
        if said.strip()
    ]


def _pieces(root: Any) -> list[Piece]:
    """Give what is said in the first member that is an interview."""
    members = root.items() if isinstance(root, Mapping) else [("interview", root)]
    for key, value in members:
        found = transcripts.pieces(value) if _INTERVIEW.fullmatch(str(key)) else transcripts.pairs(value)
        said = [piece for piece in found if piece.text.strip()]
        if len(said) >= _FEWEST and len({str(piece.speaker) for piece in said}) > 1:
            return said
    return []


class _Places:
    """Finds the paragraphs of a file, which come in its order, by their first and last words."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def find(self, said: str) -> Lines:
        """Give the 1-based source lines of a paragraph behind those that were found before."""
        words = _WORD.findall(said)
        begin = self._search(words[:4], self._at)
        self._at = begin + len(said)
        end = self._search(words[-4:], max(begin, self._at - 80))
        first, last = (bisect_right(self._starts, at) for at in (begin, end))
        return Lines(first, max(last, first))

    def _search(self, words: list[str], at: int) -> int:
        """Give the offset of words, however they are quoted and wrapped, or `at` where they are not found."""
        pattern = r"[\s\"'\\]+".join(map(re.escape, words))
        found = re.compile(rf"(?<!\w){pattern}(?!\w)").search(self._text, at)
        return found.start() if found else at
