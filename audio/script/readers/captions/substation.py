"""SubStation Alpha subtitles (`.ass`, `.ssa`): `Dialogue:` lines whose name column says who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audio.script.document import Document
from audio.script.readers.captions import cue_looks
from audio.script.text import has_letters, one_line
from audio.script.values import Block, Dropped, Lines

_COLUMNS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
"""The columns of version 4.00+ where no `Format:` line names them."""
_TAG = re.compile(r"\{[^{}\n]{0,200}\}")
_COLOUR = re.compile(r"\{[^{}\n]{0,100}\\1?c&H([0-9A-Fa-f]{1,8})&?")
_BREAK = re.compile(r"\\[Nnh]")


def recognises(name: str, text: str) -> float:
    """Say how sure it is by the section that begins every such file."""
    del name
    return 0.99 if text.lstrip("\ufeff\n ")[:20].casefold().startswith("[script info]") else 0.0


def read(text: str, source: str) -> Document:
    """Give a block for every `Dialogue:` line; styles, comments and all else are dropped.

    Where no row has a name, styles or colours that take turns are the speakers.
    """
    del source
    columns: tuple[str, ...] = _COLUMNS
    rows: list[tuple[dict[str, str], int]] = []
    dropped: list[Dropped] = []
    for number, line in enumerate(text.split("\n"), 1):
        kind, _, rest = line.partition(":")
        cells = rest.split(",", len(columns) - 1)
        if kind.strip() == "Format" and "Text" in rest:
            columns = tuple(cell.strip().casefold() for cell in rest.split(","))
        row = dict(zip(columns, cells, strict=False)) if kind == "Dialogue" else {}
        if has_letters(_said(row)):
            rows.append((row, number))
        elif has_letters(line):
            dropped.append(Dropped(one_line(line), "subtitle settings", Lines(number, number)))
    return Document(tuple(_blocks(rows)), format="substation", dropped=tuple(dropped))


def _blocks(rows: Sequence[tuple[dict[str, str], int]]) -> Iterator[Block]:
    """Give the block of every row with who speaks it."""
    lines = [cue_looks.Line(_look(row), _said(row)) for row, _ in rows]
    names = {} if any(row.get("name", "").strip() for row, _ in rows) else cue_looks.speakers(lines)
    for (row, number), line in zip(rows, lines, strict=True):
        who = one_line(row.get("name", "")) or names.get(line.look)
        yield Block(line.text, Lines(number, number), "cue", speaker=who or None)


def _said(row: dict[str, str]) -> str:
    return one_line(_BREAK.sub(" ", _TAG.sub("", row.get("text", ""))))


def _look(row: dict[str, str]) -> str:
    """Give the colour that a row begins with, or its style."""
    colour = _COLOUR.match(row.get("text", ""))
    return f"colour {colour[1]}" if colour else f"style {row.get('style', '').strip()}".strip()
