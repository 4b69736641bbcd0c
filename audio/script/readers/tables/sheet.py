"""CSV and TSV: a table with a column that says who speaks, or a label track.

Label tracks are rows of when, until when and what, as Audacity, Whisper and video editors write them; who
speaks, if the file says it at all, stands in the text.
"""

from __future__ import annotations

import csv
import html
import itertools
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from audio.errors import ScriptError
from audio.script.document import Document
from audio.script.readers.tables import columns
from audio.script.text import has_letters
from audio.script.values import Block, Dropped, Lines

_DELIMITERS = (",", "\t", ";", "|")
_HEAD = 65_536
_SAMPLE = 200
"""Lines by which a table is judged."""
_MAX_FIELD = 100_000_000
"""Characters; the csv module refuses fields of more than 131,072 unless told otherwise."""
_TIME = re.compile(r"(?:\d{1,3}:){0,2}\d{1,9}(?:[.,:;]\d{1,9})?")
"""Seconds, milliseconds, or a clock time that may end in frames."""
_FEWEST_TIMED = 4
"""Rows that make a track."""
_CLOCK_PARTS = re.compile(r"[:;]")


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
    found = columns.layout(rows) if rows and _is_even(rows) else None
    if found is None:
        track = _track(rows) is not None and (named or _delimiter(head) == "\t")
        return 0.97 if track else 0.6 if named else 0.0
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
    layout = columns.layout(cells) or _track(cells)
    if layout is None:
        head = ", ".join(" ".join(cell.split()) for cell in cells[0])[:80] if cells else "nothing"
        sentence = (
            f"no column says who speaks (the first row has {head}). Head the columns `speaker` and `text`."
        )
        raise ScriptError(sentence, source=source)
    blocks = tuple(_block(rows[each.row], each) for each in columns.said(cells, layout))
    return Document(blocks, format="sheet", dropped=tuple(_rest(rows, layout)))


def _rows(text: str, delimiter: str) -> Iterator[_Row]:
    """Give the rows that are not blank, with their lines; `&amp;` is an ampersand."""
    lines = text.split("\n")
    bare = delimiter == "\t" and _is_bare_track(lines[:_SAMPLE])
    if bare:  # a line with a backslash gives the pitch range of the label above
        lines = ["" if line.startswith("\\") else line for line in lines]
    reader = csv.reader(
        (line + "\n" for line in lines),
        delimiter=delimiter,
        skipinitialspace=True,
        quoting=csv.QUOTE_NONE if bare else csv.QUOTE_MINIMAL,
    )
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


def _is_even(rows: list[list[str]]) -> bool:
    """Say whether nearly all rows have as many cells as the first, and at least two."""
    width = len(rows[0])
    return width >= 2 and sum(len(row) == width for row in rows) >= 0.9 * len(rows)


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
            yield Dropped(" ".join(" ".join(row.cells).split()), "table header", Lines(row.first, row.first))
            continue
        for column, cell in enumerate(row.cells):
            if cell.strip() and column != layout.speaker and column not in layout.text:
                yield Dropped(" ".join(cell.split()), "table column", Lines(row.first, row.first))


def _track(rows: Sequence[Sequence[str]]) -> columns.Layout | None:
    """Give the text column of rows that begin with one or two times, the rest words; None for other tables.

    A heading over the columns may be there. The times must rise, and be more than numbers of rows.
    """
    header = bool(rows) and _seconds(rows[0][0]) is None
    body = rows[header:]
    width = max(map(len, body), default=0)
    if width not in (2, 3):
        return None
    times = [[_seconds(cell) for cell in row[:-1]] for row in body if len(row) == width]
    starts, ends = ([row[at] or 0.0 for row in times if None not in row] for at in (0, -1))
    if (
        len(starts) < max(_FEWEST_TIMED, 0.9 * len(body))
        or sum(has_letters(row[-1]) for row in body if len(row) == width) < 0.8 * len(body)
        or sum(a <= b for a, b in pairwise(starts)) < 0.95 * (len(starts) - 1)
        or any(start > end for start, end in zip(starts, ends, strict=True))
        or starts[0] == starts[-1]
        or not (width > 2 or any(":" in row[0] or "." in row[0] for row in body))
    ):
        return None
    return columns.Layout(None, (width - 1,), header=header, names=(None,))


def _is_bare_track(lines: Sequence[str]) -> bool:
    """Say whether lines with tabs are such a track, whose quotation marks are mere characters."""
    rows = [line.split("\t") for line in lines if line.strip() and line[0] != "\\"]
    quoted = [row[-1].strip() for row in rows if row[-1].strip()[:1] == '"' == row[-1].strip()[-1:]]
    return len(quoted) < len(rows) - 1 and _track(rows) is not None


def _seconds(cell: str) -> float | None:
    """Give a time in its own unit, clock times in seconds; None for other cells."""
    cell = cell.strip()
    if not _TIME.fullmatch(cell):
        return None
    value = 0.0
    for part in _CLOCK_PARTS.split(cell):
        value = value * 60 + float(part.replace(",", "."))
    return value
