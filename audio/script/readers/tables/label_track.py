"""Label tracks: rows of when, until when and what, as Audacity, Whisper and video editors write them.

Who speaks, if the file says it at all, stands in the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from audio.script.readers.tables.columns import Layout
from audio.script.text import has_letters

_TIME = re.compile(r"(?:\d{1,3}:){0,2}\d{1,9}(?:[.,:;]\d{1,9})?")
"""Seconds, milliseconds, or a clock time that may end in frames."""
_FEWEST = 4
"""Rows that make a track."""
_PARTS = re.compile(r"[:;]")


def layout(rows: Sequence[Sequence[str]]) -> Layout | None:
    """Give the text column of rows that begin with one or two times, the rest words; None for other tables.

    A heading over the columns may be there. The times must rise.
    """
    if not rows:
        return None
    header = _seconds(rows[0][0]) is None
    body = [row for row in rows[header:] if len(row) >= 2]
    if len(body) < _FEWEST or len(body) < 0.9 * len(rows[header:]):
        return None
    width = max(map(len, body))
    timed = next((at for at in range(width) if not _all_times(body, at)), width)
    if timed not in (1, 2) or width != timed + 1:
        return None
    spoken = [row for row in body if len(row) == width and has_letters(row[-1])]
    starts = [_seconds(row[0]) or 0.0 for row in body]
    rising = sum(a <= b for a, b in pairwise(starts))
    ends = timed == 1 or all((_seconds(row[0]) or 0.0) <= (_seconds(row[1]) or 0.0) for row in body)
    if (
        len(spoken) < 0.8 * len(body)
        or rising < 0.95 * (len(starts) - 1)
        or not ends
        or starts[0] == starts[-1]
    ):
        return None
    if timed == 1 and not any(":" in row[0] or "." in row[0] for row in body):
        return None  # rows that are merely numbered
    return Layout(None, (timed,), header=header, names=(None,))


def is_bare(lines: Sequence[str]) -> bool:
    """Say whether lines with tabs are such a track, whose quotation marks are mere characters."""
    cells = [line.split("\t") for line in lines if line.strip() and line[0] != "\\"]
    timed = [
        row
        for row in cells
        if len(row) == 3 and _seconds(row[0]) is not None and _seconds(row[1]) is not None
    ]
    quoted = sum(len(row[2]) > 1 and row[2].strip()[:1] == '"' == row[2].strip()[-1:] for row in timed)
    return len(timed) >= max(_FEWEST, len(cells) - 1) and quoted < len(timed)


def _all_times(rows: Sequence[Sequence[str]], column: int) -> bool:
    return all(column < len(row) and _seconds(row[column]) is not None for row in rows)


def _seconds(cell: str) -> float | None:
    """Give a time in its own unit, clock times in seconds; None for other cells."""
    cell = cell.strip()
    if not _TIME.fullmatch(cell):
        return None
    value = 0.0
    for part in _PARTS.split(cell):
        value = value * 60 + float(part.replace(",", "."))
    return value
