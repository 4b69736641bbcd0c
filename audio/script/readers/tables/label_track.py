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
        len(starts) < max(_FEWEST, 0.9 * len(body))
        or sum(has_letters(row[-1]) for row in body if len(row) == width) < 0.8 * len(body)
        or sum(a <= b for a, b in pairwise(starts)) < 0.95 * (len(starts) - 1)
        or any(start > end for start, end in zip(starts, ends, strict=True))
        or starts[0] == starts[-1]
        or not (width > 2 or any(":" in row[0] or "." in row[0] for row in body))
    ):
        return None
    return Layout(None, (width - 1,), header=header, names=(None,))


def is_bare(lines: Sequence[str]) -> bool:
    """Say whether lines with tabs are such a track, whose quotation marks are mere characters."""
    rows = [line.split("\t") for line in lines if line.strip() and line[0] != "\\"]
    quoted = [row[-1].strip() for row in rows if row[-1].strip()[:1] == '"' == row[-1].strip()[-1:]]
    return len(quoted) < len(rows) - 1 and layout(rows) is not None


def _seconds(cell: str) -> float | None:
    """Give a time in its own unit, clock times in seconds; None for other cells."""
    cell = cell.strip()
    if not _TIME.fullmatch(cell):
        return None
    value = 0.0
    for part in _PARTS.split(cell):
        value = value * 60 + float(part.replace(",", "."))
    return value
