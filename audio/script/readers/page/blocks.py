"""From a tree of HTML elements to blocks: one walk in document order that knows on which source line it is.

libxml2 notes for every element the line on which its start tag ends, up to line 65,534; line breaks in the
text between elements are counted, so that every block knows its lines exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from audio.script.readers import set_apart, tables
from audio.script.readers.page import marks
from audio.script.readers.page.furniture import HIDDEN
from audio.script.readers.page.marks import BLOCKS, DETAILS, DROPPED, HEADINGS, KEPT, cell_text
from audio.script.readers.page.text import Writing
from audio.script.text import one_line
from audio.script.values import Block, BlockKind, Dropped, Lines

if TYPE_CHECKING:
    from lxml.etree import _Element

_LAST_KNOWN_LINE = 65_534


def walk(
    root: _Element, authors: dict[_Element, str], *, kept: bool = False
) -> tuple[list[Block], list[Dropped]]:
    """Give the blocks of the article, or of everything if `kept`, and, as dropped, the rest of the text.

    `authors` say whose words are in an element.
    """
    walker = _Walker(authors, kept=kept)
    walker.walk(root)
    return set_apart.emphasised(walker.blocks, walker.looks), walker.dropped


class _Walker:
    """Where the walk is: the line, the open elements that matter, the block being written."""

    def __init__(self, authors: dict[_Element, str], line: int = 1, *, kept: bool) -> None:
        self.authors, self.line = authors, line
        self.kept = int(kept)
        """How many open elements are of the article."""
        self.blocks: list[Block] = []
        self.dropped: list[Dropped] = []
        self.looks: dict[int, Sequence[set_apart.Look]] = {}
        self.speaking: list[_Element] = []
        """The open elements of which it is told who says what is in them."""
        self.writing = Writing()
        self.heading = 0
        self.depth = dict.fromkeys(("li", "blockquote", "pre", "code"), 0)

    def walk(self, root: _Element) -> None:
        """Walk over an element and everything in it."""
        from lxml.etree import iterwalk  # noqa: PLC0415 - lxml is slow to import

        steps = iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in steps:
            if event == "start":
                if self._start(element):
                    self._text(element.text)
                else:
                    steps.skip_subtree()
            elif event == "end":
                self._end(element)
            else:
                self.line = self._line_of(element)
            if event != "start" and element is not root:
                self._text(element.tail)
        self._flush()

    def _line_of(self, element: _Element) -> int:
        known = element.sourceline or 0
        return known if 0 < known <= _LAST_KNOWN_LINE else self.line

    def _start(self, element: _Element) -> bool:
        """Note that an element begins. False where its inside is not to be walked over."""
        tag = str(element.tag)
        self.line = self._line_of(element)
        if tag in HIDDEN:
            self.line += "".join(element.itertext()).count("\n")
            return False
        if tag in BLOCKS:
            self._flush()
        self.kept += element.get(KEPT) is not None
        if reason := element.get(DROPPED) or marks.note_mark(element):
            self._drop(element, reason)
            return False
        if tag == "table" and self._table(element):
            return False
        if tag == "br":
            if self.writing.line_break():
                self._flush()
        elif tag == "hr":
            self._flush()
            self.blocks.append(Block("---", Lines(self.line, self.line), "rule"))
        else:
            self._count(tag, 1)
            if element in self.authors:
                if self._is_speech(element):
                    self._flush()
                self.speaking.append(element)
            self.writing.open(marks.span_kinds(element), marks.looks(element), element)
        return True

    def _end(self, element: _Element) -> None:
        tag = str(element.tag)
        if tag in BLOCKS or (tag == "code" and self.depth["pre"]) or self._is_speech(element):
            self._flush()
        if self.speaking and self.speaking[-1] is element:
            self.speaking.pop()
        self.writing.close(element)
        self.kept -= element.get(KEPT) is not None
        if tag not in HIDDEN and not element.get(DROPPED):
            self._count(tag, -1)

    def _is_speech(self, element: _Element) -> bool:
        """Say whether all that somebody says stands in an element: `<turn speaker="Ada">`, not `<span>`."""
        return element in self.authors and element.tag not in ("span", "a") and not marks.span_kinds(element)

    def _count(self, tag: str, step: int) -> None:
        """Count the open elements that say what kind of block the text in them is."""
        if tag in HEADINGS:
            self.heading = int(tag[1]) if step > 0 else 0
        elif tag in self.depth:
            self.depth[tag] = max(0, self.depth[tag] + step)

    def _text(self, text: str | None) -> None:
        """Write text down, a line at a time. In preformatted text a blank line ends the block."""
        if not text:
            return
        for index, piece in enumerate(text.split("\n")):
            if index:
                self.line += 1
                if self.depth["pre"] and not self.depth["code"] and self.writing.at_line_start():
                    self._flush()
                self.writing.newline()
            self.writing.add(piece, self.line)

    def _flush(self) -> None:
        kind, level = self._kind()
        block, seen = self.writing.finish(kind, level)
        self.writing = Writing(self.writing.around)
        if block is not None and self.kept:
            self._add(block, seen)
        elif block is not None:
            self.dropped.append(Dropped(one_line(block.text), "outside the article", block.lines))

    def _kind(self) -> tuple[BlockKind, int]:
        """Give the kind and the level of what stands here."""
        if self.heading:
            return "heading", self.heading
        if self.depth["pre"] and self.depth["code"]:
            return "code", 0
        if level := self.depth["blockquote"]:
            return "quote", level
        level = self.depth["li"]
        return ("item" if level else "paragraph"), level

    def _add(self, block: Block, seen: Sequence[set_apart.Look]) -> None:
        """Add a block of the article, or drop it where nobody says it."""
        who = self.authors[self.speaking[-1]] if self.speaking else None
        if who == DETAILS:
            self.dropped.append(Dropped(one_line(block.text), "post details", block.lines))
            return
        if seen:
            self.looks[len(self.blocks)] = seen
        self.blocks.append(replace(block, speaker=who))

    def _drop(self, element: _Element, reason: str) -> None:
        """Leave out an element with everything in it."""
        text = "".join(element.itertext())
        lines = Lines(self.line, self.line + text.rstrip().count("\n"))
        visible = one_line(" ".join(marks.visible_text(element)))
        if visible:
            self.dropped.append(Dropped(visible, reason, lines))
        self.line += text.count("\n")

    def _table(self, table: _Element) -> bool:
        """Read a table that is a conversation or a grid of short cells. False for one that is mere layout."""
        if table.find(".//table") is not None:
            return False
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
        texts = [[cell_text(cell) for cell in row] for row in rows]
        if found := tables.layout(texts):
            spoken = {(said.row, said.column): said.speaker for said in tables.said(texts, found)}
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    self.line = self._line_of(cell)
                    if (number, column) in spoken:
                        self._said(cell, spoken[number, column])
                    elif column != found.speaker or (number == 0 and found.header):
                        self._drop(cell, "table column")
        elif marks.is_grid(rows, texts):
            for row, cells in zip(rows, texts, strict=True):
                if any(cells):
                    first, last = self._line_of(row[0]), self._line_of(row[-1])
                    self.blocks.append(Block("\t".join(cells), Lines(first, max(first, last)), "item"))
        else:
            return False
        return True

    def _said(self, element: _Element, speaker: str | None) -> None:
        """Read the inside of a cell as the words of one speaker."""
        inner = _Walker(self.authors, self._line_of(element), kept=True)
        inner.walk(element)
        self.blocks += [replace(block, speaker=speaker) for block in inner.blocks]
        self.dropped += inner.dropped
