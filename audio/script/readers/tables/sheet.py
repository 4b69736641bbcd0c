"""CSV and TSV: a table with a column that says who speaks."""

from __future__ import annotations

import csv
import html
import itertools
from collections.abc import Iterator
from typing import NamedTuple

from audio.errors import ScriptError
from audio.script.document import Document
from audio.script.readers.tables import columns
from audio.script.text import one_line
from audio.script.values import Block, Dropped, Lines

_DELIMITERS = (",", "\t", ";", "|")
_HEAD = 65_536
_SAMPLE = 200
"""Lines by which a table is judged."""
_MAX_FIELD = 100_000_000
"""Characters; the csv module refuses fields of more than 131,072 unless told otherwise."""


class _Row(NamedTuple):
    cells: list[str]
    first: int
    """1-based source line."""


def recognises(name: str, text: str) -> float:
    """Say how sure it is: by columns that hold a conversation, or by the name where they do not."""
    named = name.casefold().endswith((".csv", ".tsv"))
    head = text[:_HEAD].lstrip("\ufeff")
    if len(text) > _HEAD:
        head = head.rpartition("\n")[0]
    try:
        rows = [row.cells for row in itertools.islice(_rows(head, _delimiter(head)), _SAMPLE)]
    except csv.Error:
        return 0.0
    width = len(rows[0]) if rows else 0
    even = width >= 2 and sum(len(row) == width for row in rows) >= 0.9 * len(rows)
    found = columns.layout(rows) if even else None
    if found is None:
        return 0.6 if named else 0.0
    return 0.97 if found.header or named else 0.6


def read(text: str, source: str) -> Document:
    """Give a block a cell that is spoken, with its speaker; the other cells are in `dropped`.

    Raises `ScriptError` where no column says who speaks, or the quotation marks do not match.
    """
    limit = csv.field_size_limit(_MAX_FIELD)
    try:
        rows = list(_rows(text, _delimiter(text[:_HEAD])))
    except csv.Error as error:
        sentence = f"the table is broken ({error}). Save it again as CSV with quotation marks."
        raise ScriptError(sentence, source=source) from error
    finally:
        csv.field_size_limit(limit)
    cells = [row.cells for row in rows]
    layout = columns.layout(cells)
    if layout is None:
        head = ", ".join(one_line(cell) for cell in cells[0])[:80] if cells else "nothing"
        sentence = (
            f"no column says who speaks (the first row has {head}). Head the columns `speaker` and `text`."
        )
        raise ScriptError(sentence, source=source)
    blocks = tuple(_block(rows[each.row], each) for each in columns.said(cells, layout))
    return Document(blocks, format="sheet", dropped=tuple(_rest(rows, layout)))


def _rows(text: str, delimiter: str) -> Iterator[_Row]:
    """Give the rows that are not blank, with their lines; `&amp;` is an ampersand."""
    lines = (line + "\n" for line in text.split("\n"))
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    first = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield _Row([html.unescape(cell) for cell in cells], first)
        first = reader.line_num + 1


def _delimiter(head: str) -> str:
    """Give the delimiter that parts most of the first fifty lines into equally many cells.

    A bar must part all of them: people set it behind names as well, and nothing in lines that go on.
    """
    lines = [line for line in head.split("\n")[:50] if line.strip()]
    best, most = ",", 0.0
    for delimiter in _DELIMITERS:
        counts = [line.count(delimiter) for line in lines]
        usual = min((count for count in counts if count), default=0)
        score = sum(count >= usual > 0 for count in counts) / max(len(lines), 1)
        if delimiter == "|" and score < 1:
            break
        if lines and counts[0] and score > most + (0.3 if delimiter != "\t" else 0.0):
            best, most = delimiter, score
    return best


def _block(row: _Row, said: columns.Said) -> Block:
    """Give the block of a cell; line breaks inside the cells before it move it down."""
    above = sum(cell.count("\n") for cell in row.cells[: said.column])
    cell = row.cells[said.column]
    text = "\n".join(line.strip() for line in cell.strip().split("\n"))
    first = row.first + above + cell[: len(cell) - len(cell.lstrip())].count("\n")
    return Block(text, Lines(first, first + text.count("\n")), "cue", speaker=said.speaker)


def _rest(rows: list[_Row], layout: columns.Layout) -> Iterator[Dropped]:
    """Give what is neither said nor a name: the header, times and other columns."""
    for number, row in enumerate(rows):
        if number == 0 and layout.header:
            yield Dropped(one_line(" ".join(row.cells)), "table header", Lines(row.first, row.first))
            continue
        for column, cell in enumerate(row.cells):
            if cell.strip() and column != layout.speaker and column not in layout.text:
                yield Dropped(one_line(cell), "table column", Lines(row.first, row.first))
