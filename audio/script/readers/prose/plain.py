"""Plain text: paragraphs parted by blank lines, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from audio.script.document import Document, Metadata
from audio.script.readers import frontmatter
from audio.script.readers.page_furniture import without_furniture
from audio.script.values import Block, Dropped, Lines

_WIDEST = 200
"""Characters; nobody wraps lines as wide as that, so a longer line ends where its paragraph does."""
_NUMBERED = re.compile(r"^\s{0,12}(\d{1,2})(?:\s{2,}|\t|$)")
_SPOKEN_DASH = re.compile(r"\s*[—–―]\s?[¿¡\"«“]?[^\W_]")
_QUOTED = re.compile(r"^\s{0,3}>(?!>)\s?(?=\S)")
_RULE = re.compile(r"^\s*([-–—*_=~#•]\s?){3,}\s*$")


def recognises(name: str, text: str) -> float:
    """Any text is plain text where nothing says otherwise."""
    del name, text
    return 0.3


def read(text: str, source: str) -> Document:
    """Give one block for every paragraph; its line breaks stay."""
    front, taken = frontmatter.split(text)
    metadata = (
        frontmatter.metadata(frontmatter.parse(front, source), Lines(1, taken)) if taken else Metadata()
    )
    bare, furniture = without_furniture(text.split("\n")[taken:], taken + 1)
    lines, numbers = _without_numbers(bare, taken + 1)
    return Document(tuple(blocks_of(lines, taken + 1)), metadata, "text", (*furniture, *numbers))


def _without_numbers(lines: list[str], first: int) -> tuple[list[str], list[Dropped]]:
    """Take off the numbers that a court's transcript sets before each line."""
    found = [_NUMBERED.match(line[:40]) for line in lines]
    filled = sum(bool(line.strip()) for line in lines)
    numbers = [int(match[1]) for match in found if match]
    rising = sum(b in (a + 1, 1) for a, b in pairwise(numbers))
    if len(numbers) < 8 or len(numbers) < 0.8 * filled or rising < 0.9 * (len(numbers) - 1):
        return lines, []
    kept = [line[match.end() :] if match else line for line, match in zip(lines, found, strict=True)]
    dropped = [
        Dropped(match[1], "line number", Lines(first + at, first + at))
        for at, match in enumerate(found)
        if match
    ]
    return kept, dropped


def blocks_of(lines: list[str], first: int) -> list[Block]:
    """Give the paragraphs of lines that begin at source line `first` (1-based)."""
    blocks: list[Block] = []
    start = 0
    for number in range(len(lines) + 1):
        line = lines[number] if number < len(lines) else ""
        if line.strip() and not _RULE.match(line[:200]):
            continue
        if number > start:
            blocks.extend(_paragraphs(lines[start:number], first + start))
        if line.strip() and not _underlined(blocks, line.strip(), first + number):
            blocks.append(Block(line.strip(), Lines(first + number, first + number), "rule"))
        start = number + 1
    return blocks


def _underlined(blocks: list[Block], rule: str, number: int) -> bool:
    """Make a heading of the one line that a rule of its length underlines; say whether there is one."""
    last = blocks[-1] if blocks else None
    if last is None or last.kind != "paragraph" or last.lines != Lines(number - 1, number - 1):
        return False
    if set(rule) not in ({"="}, {"-"}) or not 0.6 * len(last.text) <= len(rule) <= len(last.text) + 4:
        return False
    if last.text.endswith((".", ",", ":", ";")):
        return False
    level = 1 if rule[0] == "=" else 2
    blocks[-1] = replace(last, lines=Lines(number - 1, number), kind="heading", level=level)
    return True


def _paragraphs(lines: list[str], first: int) -> list[Block]:
    """Lines without a blank one between them: one paragraph, or several that begin with an indented line.

    A line longer than any wrapped one is a paragraph of its own.
    """
    indented = [line[:1] in (" ", "\t") for line in lines]
    starts = [at for at in range(1, len(lines)) if indented[at]] if indented[0] and not all(indented) else []
    if len(lines) > 2 and sum(bool(_SPOKEN_DASH.match(line)) for line in lines) >= 0.8 * len(lines):
        starts = [at for at in range(1, len(lines)) if _SPOKEN_DASH.match(lines[at])]
    if max(map(len, lines)) > _WIDEST:
        starts = list(range(1, len(lines)))
    quoted = [bool(_QUOTED.match(line)) for line in lines]
    starts = sorted({*starts, *(at for at in range(1, len(lines)) if quoted[at - 1] > quoted[at])})
    edges = [0, *starts, len(lines)]
    return [_block(lines[a:b], first + a) for a, b in pairwise(edges)]


def _block(lines: list[str], first: int) -> Block:
    text = "\n".join(line.strip() for line in lines)
    if all(map(_QUOTED.match, lines)):
        quoted = "\n".join(_QUOTED.sub("", line).strip() for line in lines)
        return Block(quoted, Lines(first, first + len(lines) - 1), "quote", 1)
    return Block(text, Lines(first, first + len(lines) - 1))
