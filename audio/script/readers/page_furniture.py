"""What a printed page adds to its text: its number, the head that every page repeats, numbers of lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from audio.script.text import has_letters, one_line, phrases_of
from audio.script.values import Dropped, Lines

_WORD = rf"(?:{phrases_of('page_words')})\s?"
_COUNT = rf"\d{{1,4}}\s?[-–—]?(?:\s?(?:{phrases_of('of_pages')})\s?\d{{1,4}})?"
_NUMBER = rf"(?:{_WORD})?[-–—]?\s?{_COUNT}"
PAGE_NUMBER = re.compile(_NUMBER, re.IGNORECASE)
"""A line that is the number of a page and nothing else."""
_WITH_HEAD = re.compile(rf"{_NUMBER}|\S.*?(?:\s{{3,}}{_NUMBER}|\s{_WORD}{_COUNT})", re.IGNORECASE)
"""The same, perhaps behind a running head."""
_SURE = re.compile(rf"[-–—]\s?\d{{1,4}}\s?[-–—]|.*\b{_WORD}{_COUNT}", re.IGNORECASE)
"""A page's number that is one though the text has no other page."""
_FIGURES = re.compile(r"\d+")
_LONGEST = 90
"""Characters of a running head."""
_STOPS = re.compile(r"[?!:,;]$|(?<![A-Z][a-z])(?<![A-Z][a-z]{2})\.$")
"""The end of what is no running head; `Reporting, Inc.` may be one."""
_NEAR = 2
"""Filled lines before and after a page's number among which its running head is looked for."""
_LINE_NUMBER = re.compile(r"\s{0,12}(\d{1,4})(?=\s|$)")
_STEPS = (1, 5, 2, 3, 4, 10)
"""Which lines of a page may have their numbers: each, as in court records, or every fifth."""


def without_furniture(lines: Sequence[str], first: int) -> tuple[list[str], list[Dropped]]:
    """Blank page numbers, running heads and line numbers; `first` is the 1-based source line of the first.

    Numbers of pages count where they stand alone between blank lines and rise by one; heads where they recur
    beside them.
    """
    counted = numbered(lines)
    places = [at for at in range(len(lines)) if at not in counted and _is_number(lines, at)]
    numbers = _rising(places, lines)
    reasons = dict.fromkeys(_beside(numbers, lines), "page header") | dict.fromkeys(numbers, "page number")
    kept = ["" if at in reasons else line for at, line in enumerate(lines)]
    dropped = [
        Dropped(one_line(lines[at]), reason, Lines(first + at, first + at)) for at, reason in reasons.items()
    ]
    for at, (start, end) in numbered(kept).items():
        dropped.append(Dropped(kept[at][start:end], "line number", Lines(first + at, first + at)))
        kept[at] = kept[at][:start] + kept[at][end:]
    return kept, sorted(dropped, key=lambda each: each.lines.first)


def folded(line: str) -> str:
    """Give a line on single spaces with every figure as 0, so that the heads of two pages compare equal."""
    return _FIGURES.sub("0", " ".join(line.split()))


def numbered(lines: Sequence[str]) -> dict[int, tuple[int, int]]:
    """Give where the numbers stand that count the lines of pages, by the index of the line.

    That are the offsets of the number's first digit and after its last. The count may begin again.
    """
    filled = [at for at, line in enumerate(lines) if line.strip()]
    places = [
        (place, at, found) for place, at in enumerate(filled) if (found := _LINE_NUMBER.match(lines[at][:40]))
    ]
    for step in _STEPS:
        own = [each for each in places if int(each[2][1]) and int(each[2][1]) % step == 0]
        even = sum(
            int(b[2][1]) in (int(a[2][1]) + step, step) and abs(b[0] - a[0] - step) <= 1
            for a, b in pairwise(own)
        )
        least = max(8, 0.8 * len(filled)) if step == 1 else 3
        if len(own) >= least and even >= 0.9 * (len(own) - 1):
            return {at: found.span(1) for _, at, found in own}
    return {}


def _is_number(lines: Sequence[str], at: int) -> bool:
    text = lines[at].strip()
    if not text or len(text) > _LONGEST or not _WITH_HEAD.fullmatch(text):
        return False
    return not (at and lines[at - 1].strip() and "".join(lines[at + 1 : at + 2]).strip())


def _rising(places: Sequence[int], lines: Sequence[str]) -> list[int]:
    """Give the places that, among lines alike but for their figures, count pages one after another."""
    alike: dict[str, list[int]] = {}
    for at in places:
        alike.setdefault(folded(lines[at]), []).append(at)
    found: list[int] = []
    for group in alike.values():
        counted = [[int(figure) for figure in _FIGURES.findall(lines[at])] for at in group]
        steps = sum(any(b - a == 1 for a, b in zip(*two, strict=True)) for two in pairwise(counted))
        sure = len(group) > 1 or _SURE.fullmatch(lines[group[0]].strip())
        if sure and steps >= 0.8 * (len(group) - 1):
            found += group
    return found


def _beside(numbers: Sequence[int], lines: Sequence[str]) -> Iterator[int]:
    """Give the lines near page numbers that recur with them; no sentence and no label is one.

    A line that goes on in the next is none: a name that stands above what is said. Beside a single number it
    is the line that the text begins with, and that stands nowhere else.
    """
    near: dict[int, str] = {}
    for number in numbers:
        for way in (range(number - 1, -1, -1), range(number + 1, len(lines))):
            filled = [at for at in way[: 4 * _NEAR] if lines[at].strip()][:_NEAR]
            texts = ((at, lines[at].strip()) for at in filled if at not in numbers)
            near |= {at: text for at, text in texts if len(text) <= _LONGEST and not _STOPS.search(text)}
    furniture = {len(lines), *near, *numbers}
    near = {
        at: text
        for at, text in near.items()
        if at + 1 in furniture or not lines[at + 1].strip() or not has_letters(text)
    }
    single = [
        at
        for at in range(len(lines))
        if lines[at].strip() and not "".join(lines[max(at - 1, 0) : at]).strip()
    ]
    single = [at for at in single if not "".join(lines[at + 1 : at + 2]).strip()]
    often = Counter(map(folded, near.values()))
    everywhere = Counter(folded(lines[at]) for at in single)
    title = next((line.strip() for line in lines if line.strip()), "")
    alone = sum(line.strip() == title for line in lines) == often[folded(title)] + 1
    heads = set()
    for at, text in near.items():
        if max(often[folded(text)], everywhere[folded(text)]) >= max(2, 0.5 * len(numbers)):
            heads.add(folded(text))
            yield at
        elif alone and text == title:
            yield at
    yield from (at for at in single if folded(lines[at]) in heads)
