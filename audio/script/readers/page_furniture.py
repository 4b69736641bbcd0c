"""What a printed page adds to plain text: its number, and the head that every page repeats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from audio.script.values import Dropped, Lines

PAGE_NUMBER = re.compile(
    r"(?:page|p\.|seite|página|pág\.)?\s?[-–—]?\s?\d{1,4}\s?[-–—]?(?:\s?(?:of|/|von|de)\s?\d{1,4})?",
    re.IGNORECASE,
)
"""A line that is the number of a page and nothing else."""
_FIGURES = re.compile(r"\d+")
_LONGEST = 90
"""Characters of a running head."""
_NEAR = 2
"""Filled lines before and after a page's number among which its running head is looked for."""


def without_furniture(lines: Sequence[str], first: int) -> tuple[list[str], list[Dropped]]:
    """Blank page numbers and running heads; `first` is the 1-based source line of the first line.

    Numbers count where they stand alone between blank lines and rise by one; heads where they recur
    beside them.
    """
    numbers = _rising([at for at in range(len(lines)) if _is_number(lines, at)], lines)
    if not numbers:
        return list(lines), []
    reasons = dict.fromkeys(numbers, "page number") | dict.fromkeys(_beside(numbers, lines), "page header")
    kept = ["" if at in reasons else line for at, line in enumerate(lines)]
    dropped = [
        Dropped(" ".join(lines[at].split()), reason, Lines(first + at, first + at))
        for at, reason in sorted(reasons.items())
    ]
    return kept, dropped


def folded(line: str) -> str:
    """Give a line on single spaces with every figure as 0, so that the heads of two pages compare equal."""
    return _FIGURES.sub("0", " ".join(line.split()))


def _is_number(lines: Sequence[str], at: int) -> bool:
    text = lines[at].strip()
    if not text or len(text) > 20 or not PAGE_NUMBER.fullmatch(text):
        return False
    before = lines[at - 1].strip() if at else ""
    after = lines[at + 1].strip() if at + 1 < len(lines) else ""
    return not before or not after


def _rising(places: Sequence[int], lines: Sequence[str]) -> list[int]:
    """Give the places that, among lines alike but for their figures, count pages one after another."""
    alike: dict[str, list[int]] = {}
    for at in places:
        alike.setdefault(folded(lines[at]), []).append(at)
    found: list[int] = []
    for group in alike.values():
        counted = [[int(figure) for figure in _FIGURES.findall(lines[at])] for at in group]
        steps = sum(any(b - a == 1 for a, b in zip(*two, strict=True)) for two in pairwise(counted))
        if len(group) >= 2 and steps >= 0.8 * (len(group) - 1):
            found += group
    return found


def _beside(numbers: Sequence[int], lines: Sequence[str]) -> list[int]:
    """Give the lines near page numbers that recur with them; no sentence and no label is one."""
    near: dict[int, str] = {}
    for number in numbers:
        for step in (-1, 1):
            seen, at = 0, number + step
            while 0 <= at < len(lines) and seen < _NEAR and abs(at - number) <= 4 * _NEAR:
                text = lines[at].strip()
                seen += bool(text)
                if text and len(text) <= _LONGEST and text[-1] not in ".?!:,;":
                    near[at] = folded(text)
                at += step
    often = Counter(near.values())
    least = max(2, 0.5 * len(numbers))
    return [at for at, text in near.items() if at not in numbers and often[text] >= least]
