"""Plain text: paragraphs parted by blank lines, and nothing else."""

from __future__ import annotations

import re

from audio.script.readers import frontmatter
from audio.script.readers.document import Document, Metadata
from audio.script.values import Block, Lines

_RULE = re.compile(r"^\s*([-–—*_=~#•]\s?){3,}\s*$")


def recognises(name: str, text: str) -> float:
    """Any text is plain text where nothing says otherwise."""
    del name, text
    return 0.3


def read(text: str, source: str) -> Document:
    """Give a block a paragraph; its line breaks stay."""
    del source
    front, taken = frontmatter.split(text)
    metadata = frontmatter.metadata(frontmatter.parse(front), Lines(1, taken)) if taken else Metadata()
    return Document(tuple(blocks_of(text.split("\n")[taken:], taken + 1)), metadata, "text")


def blocks_of(lines: list[str], first: int) -> list[Block]:
    """Give the paragraphs of lines that begin at source line `first` (1-based)."""
    blocks: list[Block] = []
    start = 0
    for number in range(len(lines) + 1):
        line = lines[number] if number < len(lines) else ""
        if line.strip() and not _RULE.match(line[:200]):
            continue
        if number > start:
            blocks.append(_block(lines[start:number], first + start))
        if line.strip():
            blocks.append(Block(line.strip(), Lines(first + number, first + number), "rule"))
        start = number + 1
    return blocks


def _block(lines: list[str], first: int) -> Block:
    text = "\n".join(line.strip() for line in lines)
    return Block(text, Lines(first, first + len(lines) - 1))
