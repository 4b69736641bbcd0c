"""The paragraphs of a PDF: where they end, which are headings, and how they are written as a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audio.script.readers.pdf import layout
from audio.script.readers.pdf.lines import BOLD, ITALIC, Line

_END = (".", "?", "!", ":", "…", "”", '"', ")", "]", "。", "？", "！")
_HYPHENATED = re.compile(r"[^\W\d_]{2,}-\s*$")
_LABEL = re.compile(r"\s*[A-ZÀ-Þ][^\s.?!:]{0,30}(?:\s[^\s.?!:]{1,30}){0,3}:\s")
_LONGEST_HEADING = 200
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
        self._pitch = layout.usual_pitch(pages)
        self._size = layout.usual_size(lines)
        self._column = layout.name_column(lines)
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
                at = layout.cut_at(line, self._column)
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
        if layout.cut_at(after, self._column):
            return True
        return (within or not before.first.y) and layout.parts_paragraphs(before, after, self._pitch)

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
