"""Plain text: paragraphs parted by blank lines, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from audio.script.document import Document
from audio.script.readers import frontmatter
from audio.script.readers.page_furniture import without_furniture
from audio.script.text import ends_sentence
from audio.script.values import Block, Lines

_WIDEST = 200
"""Characters; nobody wraps lines as wide as that: beside a longer one, lines end where paragraphs do."""
_SPOKEN_DASH = re.compile(r"\s*[—–―]\s?[¿¡\"«“]?[^\W_]")
_QUOTED = re.compile(r"^\s{0,3}>(?!>)\s?")
_FEWEST_QUOTED = 3
"""Lines from which on a text is told to be all quoted."""
_HYPHENATED = (re.compile(r"[^\W\d_]{2}-\s*$"), re.compile(r"^\s*[^\W\dA-ZÀ-Þ_]{2}"))
_FEWEST_PARTED = 2
_RULE = re.compile(r"^\s*([-–—*_=~#•]\s?){3,}\s*$")


def recognises(_name: str, _text: str) -> float:
    """Any text is plain text where nothing says otherwise."""
    return 0.3


def read(text: str, source: str) -> Document:
    """Give one block for every paragraph; its line breaks stay."""
    _, taken, metadata = frontmatter.taken_off(text, source)
    bare, furniture = without_furniture(_unquoted(text.split("\n")[taken:]), taken + 1)
    bare = _rejoined(bare)
    return Document(tuple(blocks_of(bare, taken + 1)), metadata, "text", tuple(furniture))


def _rejoined(lines: list[str]) -> list[str]:
    """Give lines with each word that a hyphen parts at their ends on the line on which it begins.

    Where that happens once it may be chance; a word that has its hyphen elsewhere in the text keeps it.
    """
    parted = [at for at, pair in enumerate(pairwise(lines)) if all(map(re.search, _HYPHENATED, pair))]
    if len(parted) < _FEWEST_PARTED:
        return lines
    words = set("\n".join(lines).casefold().split())
    for at in parted:
        *before, begun = lines[at].rstrip().split(" ")
        ended, _, rest = lines[at + 1].lstrip().partition(" ")
        whole = begun + ended if (begun + ended).casefold() in words else begun[:-1] + ended
        lines[at], lines[at + 1] = " ".join((*before, whole)), rest
    return lines


def _unquoted(lines: Sequence[str]) -> list[str]:
    """Give the lines without the `>` of a mail program, where nearly all of them are quoted."""
    filled = [line for line in lines if line.strip()]
    quoted = sum(line.startswith(">") for line in filled)
    if quoted < max(_FEWEST_QUOTED, 0.8 * len(filled)):
        return list(lines)
    return [_QUOTED.sub("", line) for line in lines]


def blocks_of(lines: Sequence[str], first: int) -> list[Block]:
    """Give the paragraphs of lines that begin at source line `first` (1-based).

    A line with nothing behind the `>` of a quotation parts them as a blank one does.
    """
    blocks: list[Block] = []
    start = 0
    wide = max(map(len, lines), default=0) > _WIDEST
    for number in range(len(lines) + 1):
        line = lines[number] if number < len(lines) and lines[number].strip() != ">" else ""
        if line.strip() and not _RULE.match(line[:200]):
            continue
        if number > start:
            blocks.extend(_paragraphs(lines[start:number], first + start, wide=wide))
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


def _paragraphs(lines: Sequence[str], first: int, *, wide: bool) -> list[Block]:
    """Lines without a blank one between them: one paragraph, or several that begin with an indented line.

    In a text that is `wide` every line is a paragraph of its own where several of them are sentences: names,
    and the buttons of a site, are lines of one.
    """
    margin = min(len(line) - len(line.lstrip()) for line in lines)
    indented = [line[margin : margin + 1] in (" ", "\t") for line in lines]
    starts = [at for at in range(1, len(lines)) if indented[at]] if indented[0] and not all(indented) else []
    if len(lines) > 2 and sum(bool(_SPOKEN_DASH.match(line)) for line in lines) >= 0.8 * len(lines):
        starts = [at for at in range(1, len(lines)) if _SPOKEN_DASH.match(lines[at])]
    if wide and sum(map(ends_sentence, lines)) > 1:
        starts = list(range(1, len(lines)))
    quoted = [bool(_QUOTED.match(line)) for line in lines]
    starts = sorted({*starts, *(at for at in range(1, len(lines)) if quoted[at - 1] > quoted[at])})
    edges = [0, *starts, len(lines)]
    return [_block(lines[a:b], first + a) for a, b in pairwise(edges)]


def _block(lines: Sequence[str], first: int) -> Block:
    text = "\n".join(line.strip() for line in lines)
    if all(map(_QUOTED.match, lines)):
        quoted = "\n".join(_QUOTED.sub("", line).strip() for line in lines)
        return Block(quoted, Lines(first, first + len(lines) - 1), "quote", 1)
    return Block(text, Lines(first, first + len(lines) - 1))
