"""A data file in YAML or TOML that is an interview, as sites with templates keep them."""

from __future__ import annotations

from dataclasses import replace

from audio.script.document import Document
from audio.script.readers import frontmatter
from audio.script.readers.data import front_interview
from audio.script.values import Lines

_SUFFIXES = (".yaml", ".yml", ".toml")


def recognises(name: str, text: str) -> float:
    """Say yes to a file with the right name in which a list holds an interview."""
    return 0.95 if name.casefold().endswith(_SUFFIXES) and front_interview.blocks(text, 1) else 0.0


def read(text: str, source: str) -> Document:
    """Give a block for every paragraph that is said; the rest of the file is metadata."""
    spoken = front_interview.blocks(text, 1)
    count = text.count("\n") + 1
    told = frontmatter.metadata(frontmatter.parse(text, source), Lines(1, count))
    metadata = replace(told, lines=front_interview.rest(count, spoken), settings={})
    return Document(tuple(spoken), metadata, "data")
