"""SubStation Alpha subtitles (`.ass`, `.ssa`): `Dialogue:` lines whose name column says who speaks."""

from __future__ import annotations

import re

from audio.script.readers.document import Document
from audio.script.text import has_letters, one_line
from audio.script.values import Block, Dropped, Lines

_COLUMNS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
"""The columns of version 4.00+ where no `Format:` line names them."""
_TAG = re.compile(r"\{[^{}\n]{0,200}\}")
_BREAK = re.compile(r"\\[Nnh]")


def recognises(name: str, text: str) -> float:
    """Say how sure it is by the section that begins every such file."""
    del name
    return 0.99 if text.lstrip("\ufeff\n ")[:20].casefold().startswith("[script info]") else 0.0


def read(text: str, source: str) -> Document:
    """Give a block for every `Dialogue:` line; styles, comments and all else are dropped."""
    del source
    columns: tuple[str, ...] = _COLUMNS
    blocks: list[Block] = []
    dropped: list[Dropped] = []
    for number, line in enumerate(text.split("\n"), 1):
        kind, _, rest = line.partition(":")
        cells = rest.split(",", len(columns) - 1)
        if kind.strip() == "Format" and "Text" in rest:
            columns = tuple(cell.strip().casefold() for cell in rest.split(","))
        block = _block(dict(zip(columns, cells, strict=False)), number) if kind == "Dialogue" else None
        if block:
            blocks.append(block)
        elif has_letters(line):
            dropped.append(Dropped(one_line(line), "subtitle settings", Lines(number, number)))
    return Document(tuple(blocks), format="substation", dropped=tuple(dropped))


def _block(row: dict[str, str], number: int) -> Block | None:
    """Give what a row says, or None where it says nothing."""
    said = one_line(_BREAK.sub(" ", _TAG.sub("", row.get("text", ""))))
    who = one_line(row.get("name", ""))
    return Block(said, Lines(number, number), "cue", speaker=who or None) if has_letters(said) else None
