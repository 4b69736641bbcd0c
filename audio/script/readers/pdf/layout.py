"""What the places of a PDF's lines say: a column of names, gaps, heads of pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from audio.script.readers.page_furniture import folded
from audio.script.readers.pdf.lines import BOLD, Line

_GAP = 1.4
"""Times the usual distance between lines, from which on it parts paragraphs."""
_LEAST = 4
_GAP_INSIDE = re.compile(r"(?<=\S)\s{2,}(?=\S)")
_WIDEST_GAP = 60
_LONGEST_NAME = 30
"""Characters of a name in a column of its own."""
_STOPS = (".", "?", "!", "…", "”", '"', ")", "。", "？", "！")
_LONG = 12
"""Characters from which on a line is no label that two pages happen to begin with."""
EDGE = 2
"""Lines at the top and the bottom of a page among which its head and its number are looked for."""


def name_column(lines: Sequence[Line]) -> int:
    """Give where what people say begins beside a column of their names, as `_starts` does, or 0."""
    edges = Counter(
        round(place)
        for line in lines
        for offset, place in _starts(line)
        if 0 < len(line.text[:offset].strip()) <= _LONGEST_NAME
    )
    column, count = next(iter(edges.most_common(1)), (0, 0))
    beside = [line.text[:at].strip() for line in lines if (at := cut_at(line, column))]
    return column if count >= _LEAST and 2 <= len(set(beside)) <= 0.6 * len(beside) else 0


def _starts(line: Line) -> list[tuple[int, float]]:
    """Give where the runs after its first begin, and what stands behind white space: offset and place.

    The place is in points from the left or, in a run that is set down at once, the offset, negative.
    """
    found, at = [], 0
    for run in line.runs:
        if run.text.strip() and run.x > line.first.x + 10:
            found.append((at + len(run.text) - len(run.text.lstrip()), run.x))
        at += len(run.text)
    gaps = [(gap.end(), -float(gap.end())) for gap in _GAP_INSIDE.finditer(line.text[:_WIDEST_GAP])]
    return [*found[:2], *gaps]


def cut_at(line: Line, column: int) -> int:
    """Give the offset of what is set down in a column, or 0 where nothing is, or nothing before it."""
    at = next((offset for offset, x in _starts(line) if column and abs(x - column) <= 1), 0)
    return at if line.text[:at].strip() else 0


def running_heads(pages: Sequence[Sequence[Line]]) -> set[str]:
    """Give the lines, figures aside, that head or end three pages and a third of all; no sentence does.

    Two pages suffice where there is a figure in the line, which may count them, or where the line stands at
    one height on every page.
    """
    seen: Counter[str] = Counter()
    placed: Counter[tuple[str, int]] = Counter()
    for page in pages:
        filled = [line for line in page if line.shown]
        ends = (*filled[:EDGE], *filled[-EDGE:])
        told = (line for line in ends if not line.text.rstrip().endswith(_STOPS[:3]))
        edge = {(folded(line.text), round(line.first.y)) for line in told}
        placed.update(edge)
        seen.update({text for text, _ in edge})
    least = max(3, len(pages) / 3)
    often = {text for text, count in seen.items() if count >= (2 if "0" in text else least)}
    still = {text for (text, y), n in placed.items() if y and n >= max(2, len(pages)) and len(text) >= _LONG}
    return often | still


def usual_pitch(pages: Sequence[Sequence[Line]]) -> float:
    """Give the commonest distance between lines in points; 0 where it is not known."""
    heights = [[line.first.y for line in page] for page in pages]
    steps = Counter(round(a - b, 1) for page in heights for a, b in pairwise(page) if a and b and a - b > 1)
    return next(iter(steps.most_common(1)), (0.0, 0))[0]


def usual_size(lines: Sequence[Line]) -> float:
    """Give the commonest size of letters in points; 0 where it is not known."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.first.size, 1)] += len(line.text)
    return next(iter(sizes.most_common(1)), (0.0, 0))[0]


def parts_paragraphs(before: Line, after: Line, pitch: float) -> bool:
    """Say whether a gap, or a change between bold lines and others, parts two lines of a page."""
    above, below = before.first.y, after.first.y
    if pitch and above and below and above - below > _GAP * pitch:
        return True
    begins, ends = BOLD in after.shown[0].looks, BOLD in before.shown[-1].looks
    if before.is_wholly(BOLD) and not begins:
        return True
    return begins and not ends and (after.is_wholly(BOLD) or before.text.rstrip().endswith(_STOPS))
