"""What the places of a PDF's lines say: gaps between paragraphs, a column of names, numbers in the margin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from audio.script.readers.pdf.lines import BOLD, Line
from audio.script.readers.set_apart import Look

_GAP = 1.4
"""Times the usual distance between lines, from which on it parts paragraphs."""
_LEAST = 4
_NAMED = re.compile(r"\s*(\S(?:.{0,28}?\S)?)(?:\s{2,}|\t\s*)(?=\S)")
"""A few words before the text of a line, parted from it by white space."""
_NUMBER = re.compile(r"\s{0,9}(\d{1,4})(?=\s|$)")
_STEPS = (5, 2, 3, 4, 10)
_STOPS = (".", "?", "!", "…", "”", '"', ")", "。", "？", "！")
_LARGE = 1.15
"""Times the usual size of letters, from which on a line is a heading."""


def with_columns(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Give the lines with a tab between a column of names and the text, where these are set down apart."""
    edges = Counter(
        round(x)
        for page in pages
        for line in page
        for offset, x in line.parts[1:3]
        if 0 < len(line.text[:offset].strip()) <= 30 and x > line.x + 10
    )
    column, count = max(edges.items(), key=lambda item: item[1], default=(0, 0))
    beside = [found for page in pages for line in page if (found := _cut_at(line, column))]
    names = {line.text[:at].strip() for line, at in beside}
    if count < _LEAST or len(names) > 0.6 * len(beside):
        return list(pages)
    return [[_tabbed(line, column) for line in page] for page in pages]


def _cut_at(line: Line, column: int) -> tuple[Line, int] | None:
    at = next((offset for offset, x in line.parts[1:3] if abs(x - column) <= 1), None)
    return (line, at) if at and line.text[:at].strip() else None


def _tabbed(line: Line, column: int) -> Line:
    """Give a line with a tab before what is set down in a column."""
    found = _cut_at(line, column)
    if not found:
        return line
    at = found[1]
    before = line.text[:at].rstrip()
    moved = len(before) + 1 - at
    looks = tuple(
        Look(look.name, *(offset if offset <= len(before) else max(offset + moved, 0) for offset in look[1:]))
        for look in line.looks
    )
    return replace(line, text=f"{before}\t{line.text[at:]}", looks=looks, parts=())


def numbered(lines: Sequence[Line]) -> dict[int, tuple[int, int]]:
    """Give where the numbers stand that count every second, third, fourth, fifth or tenth line of a page.

    By index of line: the offsets of the number's first digit and after its last.
    """
    filled = [index for index, line in enumerate(lines) if line.text.strip()]
    places = [
        (at, index, found) for at, index in enumerate(filled) if (found := _NUMBER.match(lines[index].text))
    ]
    for step in _STEPS:
        own = [
            (at, index, found) for at, index, found in places if int(found[1]) % step == 0 and int(found[1])
        ]
        even = sum(
            int(b[2][1]) - int(a[2][1]) == step and abs(b[0] - a[0] - step) <= 1 for a, b in pairwise(own)
        )
        if len(own) >= 3 and even >= 0.9 * (len(own) - 1):
            return {index: found.span(1) for _, index, found in own}
    return {}


def hanging(lines: Sequence[str]) -> set[str]:
    """Give the names that stand again and again in a column of their own before the text."""
    found = [(match.end(), match[1]) for line in lines if (match := _NAMED.match(line[:120]))]
    columns = Counter(end for end, _ in found)
    column, count = max(columns.items(), key=lambda item: item[1], default=(0, 0))
    own = [name for end, name in found if end == column or "\t" in name]
    often = Counter(own)
    if count < _LEAST or len(often) > 0.6 * count or len(often) < 2:
        return set()
    return set(often)


def heads_paragraph(line: str, names: set[str]) -> bool:
    """Say whether a line begins with one of the names that stand in a column."""
    found = _NAMED.match(line[:120]) if names else None
    return found is not None and found[1] in names


def usual_pitch(pages: Sequence[Sequence[Line]]) -> float:
    """Give the commonest distance between lines in points; 0 where it is not known."""
    steps = Counter(
        round(a.y - b.y, 1) for page in pages for a, b in pairwise(page) if a.y and b.y and a.y - b.y > 1
    )
    return max(steps.items(), key=lambda item: item[1], default=(0.0, 0))[0]


def usual_size(pages: Sequence[Sequence[Line]]) -> float:
    """Give the commonest size of letters in points; 0 where it is not known."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    return max(sizes.items(), key=lambda item: item[1], default=(0.0, 0))[0]


def parts_paragraphs(before: Line, after: Line, pitch: float) -> bool:
    """Say whether a gap, or a change between bold lines and others, parts two lines of a page."""
    gap = before.y - after.y
    if pitch and before.y and after.y and gap > _GAP * pitch:
        return True
    if is_wholly(before, BOLD) and not _begins(after, BOLD):
        return True
    begun = _begins(after, BOLD) and not _ends(before, BOLD)
    return begun and (is_wholly(after, BOLD) or before.text.rstrip().endswith(_STOPS))


def is_large(line: Line, size: float) -> bool:
    """Say whether a line is set larger than the text."""
    return bool(size) and line.size >= _LARGE * size


def is_wholly(line: Line, name: str) -> bool:
    """Say whether nearly all of a line has a look."""
    text = line.text
    covered = sum(len(text[look.start : look.end].strip()) for look in line.looks if look.name == name)
    return covered >= 0.95 * len(text.strip()) > 0


def _begins(line: Line, name: str) -> bool:
    return any(look.name == name and not line.text[: look.start].strip() for look in line.looks)


def _ends(line: Line, name: str) -> bool:
    return any(look.name == name and not line.text[look.end :].strip() for look in line.looks)
