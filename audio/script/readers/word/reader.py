"""Word documents (.docx): paragraphs, each numbered as one line, their styles, bold and italics.

python-docx resolves the styles; the text is taken from the XML, since the library's own does not see what was
inserted under change tracking. What was deleted is not read.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from audio.script.document import Document, Metadata
from audio.script.readers import tables, unpacking
from audio.script.readers.set_apart import Look, emphasised
from audio.script.readers.word.text import FALLBACK, Paragraph, paragraph
from audio.script.text import one_line
from audio.script.values import Block, Dropped, Lines

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def recognises_bytes(name: str, data: bytes) -> float:
    """Say yes to a ZIP archive with the part that holds a Word document's text."""
    del name
    return float(unpacking.holds(data, "word/document"))


def read_bytes(data: bytes, source: str) -> Document:
    """Give the blocks of a Word document; a line is a paragraph, empty ones and table cells counted.

    Headers, footers, footnotes and comments are in `dropped`. Raises `ScriptError` where the file is damaged.
    """
    with unpacking.opened(data, source):  # which it only measures
        return _read(data)


def _read(data: bytes) -> Document:
    import docx  # noqa: PLC0415 - slow to import

    document = docx.Document(io.BytesIO(data))
    reading = _Reading(document)
    for element in document.element.body:
        reading.element(element)
    reading.dropped += _asides(document)
    title = reading.title or one_line(str(document.core_properties.title or ""))
    metadata = Metadata(title="" if title.casefold() in ("word document", "document") else title[:300])
    blocks = emphasised(reading.blocks, reading.looks)
    return Document(tuple(blocks), metadata, "docx", tuple(reading.dropped))


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    document: WordDocument
    blocks: list[Block] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    looks: dict[int, tuple[Look, ...]] = field(default_factory=dict)
    """How the runs of each block are set, by its index."""
    title: str = ""
    line: int = 0
    """1-based number of the last paragraph."""

    def element(self, element: Any) -> None:
        """Read a paragraph, a table, or what wraps some of them, such as a content control."""
        if element.tag == f"{_W}p":
            self._paragraph(self._next(element))
        elif element.tag == f"{_W}tbl":
            self._table(element)
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
            for inner in element:
                self.element(inner)

    def _next(self, element: Any) -> Paragraph:
        """Read the next paragraph of the document. Text boxes in it are paragraphs of their own, after it."""
        self.line += 1
        return paragraph(element, self.document, self.line)

    def _paragraph(self, read: Paragraph) -> None:
        if read.is_title and not self.title:
            self.title = one_line(read.block.text) if read.block else ""
        if read.block is not None:
            self.looks[len(self.blocks)] = read.looks
            self.blocks.append(read.block)
        for box in read.boxes:
            self._paragraph(self._next(box))

    def _table(self, table: Any) -> None:
        """Read a conversation in a table cell by cell, any other table row by row."""
        rows = [list(row.iterchildren(f"{_W}tc")) for row in table.iterchildren(f"{_W}tr")]
        cells = [[self._cell(cell) for cell in row] for row in rows]
        texts = [[one_line(" ".join(block.text for block in cell)) for cell in row] for row in cells]
        layout = tables.layout(texts)
        if layout is None:
            for row, written in zip(cells, texts, strict=True):
                self._row(row, written)
            return
        spoken = {(said.row, said.column): said.speaker for said in tables.said(texts, layout)}
        for number, row in enumerate(cells):
            for column, blocks in enumerate(row):
                if (number, column) in spoken:
                    speaker = spoken[number, column]
                    self.blocks += [Block(b.text, b.lines, b.kind, b.level, b.spans, speaker) for b in blocks]
                elif column != layout.speaker or (number == 0 and layout.header):
                    self.dropped += [Dropped(one_line(b.text), "table column", b.lines) for b in blocks]

    def _cell(self, cell: Any) -> list[Block]:
        shown = [p for p in cell.iter(f"{_W}p") if not any(a.tag == FALLBACK for a in p.iterancestors())]
        found = [self._next(element) for element in shown]
        return [read.block for read in found if read.block is not None]

    def _row(self, row: list[list[Block]], written: list[str]) -> None:
        """Give a row of single short paragraphs as one block, any other as the blocks of its cells."""
        blocks = [block for cell in row for block in cell]
        if len(row) > 1 and blocks and all(len(cell) <= 1 for cell in row) and max(map(len, written)) <= 200:
            lines = Lines(blocks[0].lines.first, blocks[-1].lines.last)
            self.blocks.append(Block("\t".join(written), lines, "item"))
        else:
            self.blocks += blocks


def _asides(document: WordDocument) -> Iterator[Dropped]:
    """Give the text of the parts beside the document's own: running heads, notes, comments."""
    from lxml import etree  # noqa: PLC0415 - python-docx has imported it

    reasons = {"header": "page header", "footer": "page footer", "footnotes": "footnote",
               "endnotes": "endnote", "comments": "comment"}  # fmt: skip
    for relation in document.part.rels.values():
        reason = reasons.get(relation.reltype.rsplit("/", 1)[-1])
        if reason is None or relation.is_external:
            continue
        root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))
        for element in root.iter(f"{_W}p"):
            text = one_line("".join(part.text or "" for part in element.iter(f"{_W}t")))
            if text:
                yield Dropped(text, reason, Lines(0, 0))
