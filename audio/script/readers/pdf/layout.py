"""What the places of a PDF's lines say: a column of names, gaps, numbers in the margin, heads of pages."""

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
_NAMED = re.compile(r"\s*(\S(?:.{0,28}?\S)?)(?:\s{2,}|\t\s*)(?=\S)")
"""A few words before the text of a line, parted from it by white space."""
_STOPS = (".", "?", "!", "…", "”", '"', ")", "。", "？", "！")
_LONG = 12
"""Characters from which on a line is no label that two pages happen to begin with."""
EDGE = 2
"""Lines at the top and the bottom of a page among which its head and its number are looked for."""


def with_columns(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Give the lines with a tab between a column of names and the text, where these are set down apart."""
    edges = Counter(
        round(x)
        for page in pages
        for line in page
        for offset, x in _starts(line)
        if 0 < len(line.text[:offset].strip()) <= 30 and x > line.x + 10
    )
    column, count = next(iter(edges.most_common(1)), (0, 0))
    beside = [line.text[:at].strip() for page in pages for line in page if (at := _cut_at(line, column))]
    if count < _LEAST or len(set(beside)) > 0.6 * len(beside):
        return [list(page) for page in pages]
    return [[_tabbed(line, _cut_at(line, column)) for line in page] for page in pages]


def _starts(line: Line) -> list[tuple[int, float]]:
    """Give where the second and the third of its runs begin: offset and distance from the left in points."""
    found, at = [], 0
    for run in line.runs:
        if run.text.strip():
            found.append((at + len(run.text) - len(run.text.lstrip()), run.x))
        at += len(run.text)
    return found[1:3]


def _cut_at(line: Line, column: int) -> int:
    """Give the offset of what is set down in a column, or 0 where nothing is, or nothing before it."""
    at = next((offset for offset, x in _starts(line) if abs(x - column) <= 1), 0)
    return at if line.text[:at].strip() else 0


def _tabbed(line: Line, at: int) -> Line:
    """Give a line with a tab for the white space before an offset, if that is not 0."""
    return line.spliced(len(line.text[:at].rstrip()), at, "\t") if at else line


def hanging(lines: Sequence[str]) -> set[str]:
    """Give the names that stand again and again in a column of their own before the text."""
    found = [(match.end(), match[1]) for line in lines if (match := _NAMED.match(line[:120]))]
    column, count = next(iter(Counter(end for end, _ in found).most_common(1)), (0, 0))
    own = [name for end, name in found if end == column or "\t" in name]
    often = set(own)
    return often if count >= _LEAST and 2 <= len(often) <= 0.6 * count else set()


def with_name(line: Line, names: set[str]) -> Line | None:
    """Give a line with a tab after the name that it begins with, if it is one that stands in a column."""
    found = _NAMED.match(line.text[:120]) if names else None
    return _tabbed(line, found.end()) if found and found[1] in names else None


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
        edge = {
            (folded(line.text), round(line.y)) for line in ends if not line.text.rstrip().endswith(_STOPS[:3])
        }
        placed.update(edge)
        seen.update({text for text, _ in edge})
    least = max(3, len(pages) / 3)
    often = {text for text, count in seen.items() if count >= (2 if "0" in text else least)}
    still = {text for (text, y), n in placed.items() if y and n >= max(2, len(pages)) and len(text) >= _LONG}
    return often | still


def usual_pitch(pages: Sequence[Sequence[Line]]) -> float:
    """Give the commonest distance between lines in points; 0 where it is not known."""
    steps = Counter(
        round(a.y - b.y, 1) for page in pages for a, b in pairwise(page) if a.y and b.y and a.y - b.y > 1
    )
    return next(iter(steps.most_common(1)), (0.0, 0))[0]


def usual_size(lines: Sequence[Line]) -> float:
    """Give the commonest size of letters in points; 0 where it is not known."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return next(iter(sizes.most_common(1)), (0.0, 0))[0]


def parts_paragraphs(before: Line, after: Line, pitch: float) -> bool:
    """Say whether a gap, or a change between bold lines and others, parts two lines of a page."""
    if pitch and before.y and after.y and before.y - after.y > _GAP * pitch:
        return True
    begins, ends = BOLD in after.shown[0].looks, BOLD in before.shown[-1].looks
    if before.is_wholly(BOLD) and not begins:
        return True
    return begins and not ends and (after.is_wholly(BOLD) or before.text.rstrip().endswith(_STOPS))
