"""The paragraphs of a PDF by the places of its lines: where they end, which are headings, what is a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from audio.script.readers.pdf.lines import BOLD, ITALIC, Line

_END = (".", "?", "!", ":", "…", "”", '"', ")", "]", "。", "？", "！")
_HYPHENATED = re.compile(r"[^\W\d_]{2,}-\s*$")
_LABEL = re.compile(r"\s*[A-ZÀ-Þ][^\s.?!:]{0,30}(?:\s[^\s.?!:]{1,30}){0,3}:\s")
_LONGEST_HEADING = 200
_GAP = 1.4
"""Times the usual distance between lines, from which on it parts paragraphs."""
_GAP_INSIDE = re.compile(r"(?<=\S)\s{2,}(?=\S)")
_WIDEST_GAP = 60
_LEAST = 4
_LONGEST_NAME = 30
"""Characters of a name in a column of its own."""
_STOPS = (".", "?", "!", "…", "”", '"', ")", "。", "？", "！")
_LARGE = 1.15
"""Times the usual size of letters, from which on a line is a heading."""
_USUAL = 0.6
"""Part of a file's letters from which on a typeface sets nothing apart."""


class Paragraphs:
    """The paragraphs of a file, gathered page by page."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        self.html: list[str] = []
        """Every line so far; a paragraph's are complete once it has ended."""
        lines = [line for page in pages for line in page if line.shown]
        lengths = sorted(len(line.text.strip()) for line in lines)
        self._wide = lengths[-(-9 * (len(lengths) - 1) // 10)] if lengths else 0
        self._pitch = _usual_pitch(pages)
        self._size = _usual_size(lines)
        self._column = _name_column(lines)
        self._usual = frozenset(look for look in (BOLD, ITALIC) if _share(lines, look) >= _USUAL)
        self._held: list[tuple[int, Line]] = []
        self._first = True

    def page(self, lines: Sequence[tuple[Line | None, str]]) -> None:
        """Take the lines of the next page, each with what is left out of it, in HTML; None is no part of it.

        A paragraph may go on from the page before.
        """
        within = False
        for line, left_out in lines:
            self.html.append(left_out)
            if line is None:
                continue
            if self._held and (not line.shown or self._ends(self._held[-1][1], line, within=within)):
                self.end()
            if line.shown:
                at = _cut_at(line, self._column)
                named = line.spliced(len(line.text[:at].rstrip()), at, "\t") if at else line
                self._held.append((len(self.html) - 1, named))
            within = True

    def _ends(self, before: Line, after: Line, *, within: bool) -> bool:
        """Say whether a line is the last of its paragraph; `within` where the next is on the same page.

        It ends a sentence well before the margin, or what follows is set apart from it.
        """
        text = before.text.strip()
        if text.endswith(_END) and len(text) < 0.85 * self._wide:
            return True
        if len(text) < 0.6 * self._wide and _LABEL.match(after.text[:120]):
            return True
        if _cut_at(after, self._column):
            return True
        return (within or not before.first.y) and _parts_paragraphs(before, after, self._pitch)

    def end(self) -> None:
        """End the paragraph that is being gathered, if there is one."""
        if not self._held:
            return
        lines = [line for _, line in self._held]
        text = " ".join(line.text.strip() for line in lines)
        large = self._size and all(line.first.size >= _LARGE * self._size for line in lines)
        bold = self._first and BOLD not in self._usual and all(line.is_wholly(BOLD) for line in lines)
        heads = (large or bold) and len(text) <= _LONGEST_HEADING and not text.endswith(_END)
        tag = ("h1" if self._first else "h2") if heads else "p"
        for (number, _), line in zip(self._held, _joined(lines), strict=True):
            self.html[number] += line.html(self._usual)
        first, last = self._held[0][0], self._held[-1][0]
        self.html[first] = f"<{tag}>{self.html[first]}"
        self.html[last] += f"</{tag}>"
        self._held, self._first = [], False


def _joined(lines: list[Line]) -> list[Line]:
    """Give lines with each word that a hyphen parts on the line on which it begins."""
    for index in range(len(lines) - 1):
        here, below = lines[index], lines[index + 1]
        word = below.text.lstrip().partition(" ")[0]
        if _HYPHENATED.search(here.text) and word[:1].islower():
            hyphen = here.text.rindex("-")
            lines[index] = here.spliced(hyphen, len(here.text), word)
            lines[index + 1] = below.spliced(0, below.text.index(word) + len(word))
    return lines


def _share(lines: Sequence[Line], look: str) -> float:
    """Give the part of the letters that has a look, 0 to 1."""
    own = sum(len(run.text) for line in lines for run in line.shown if look in run.looks)
    return own / max(1, sum(len(line.text) for line in lines))


def _name_column(lines: Sequence[Line]) -> int:
    """Give where what people say begins beside a column of their names, as `_starts` does, or 0."""
    edges = Counter(
        round(place)
        for line in lines
        for offset, place in _starts(line)
        if 0 < len(line.text[:offset].strip()) <= _LONGEST_NAME
    )
    column, count = next(iter(edges.most_common(1)), (0, 0))
    beside = [line.text[:at].strip() for line in lines if (at := _cut_at(line, column))]
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


def _cut_at(line: Line, column: int) -> int:
    """Give the offset of what is set down in a column, or 0 where nothing is, or nothing before it."""
    at = next((offset for offset, x in _starts(line) if column and abs(x - column) <= 1), 0)
    return at if line.text[:at].strip() else 0


def _usual_pitch(pages: Sequence[Sequence[Line]]) -> float:
    """Give the commonest distance between lines in points; 0 where it is not known."""
    heights = [[line.first.y for line in page] for page in pages]
    steps = Counter(round(a - b, 1) for page in heights for a, b in pairwise(page) if a and b and a - b > 1)
    return next(iter(steps.most_common(1)), (0.0, 0))[0]


def _usual_size(lines: Sequence[Line]) -> float:
    """Give the commonest size of letters in points; 0 where it is not known."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.first.size, 1)] += len(line.text)
    return next(iter(sizes.most_common(1)), (0.0, 0))[0]


def _parts_paragraphs(before: Line, after: Line, pitch: float) -> bool:
    """Say whether a gap, or a change between bold lines and others, parts two lines of a page."""
    above, below = before.first.y, after.first.y
    if pitch and above and below and above - below > _GAP * pitch:
        return True
    begins, ends = BOLD in after.shown[0].looks, BOLD in before.shown[-1].looks
    if before.is_wholly(BOLD) and not begins:
        return True
    return begins and not ends and (after.is_wholly(BOLD) or before.text.rstrip().endswith(_STOPS))
