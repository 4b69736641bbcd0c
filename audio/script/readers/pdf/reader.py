"""PDF: the text of its pages, line by line, as pypdf finds it.

A PDF knows no paragraphs and no speakers, only where glyphs stand. Lines are numbered through all pages.
Running heads, page numbers and the line numbers of court records are left out; a paragraph ends at a blank
line, or at a short line that ends a sentence.
"""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from audio import guard
from audio.errors import ScriptError
from audio.script.document import Document, Metadata
from audio.script.readers.page_furniture import PAGE_NUMBER, folded
from audio.script.readers.pdf import layout
from audio.script.readers.pdf.lines import Line, page_lines
from audio.script.readers.pdf.paragraphs import Paragraphs
from audio.script.text import one_line
from audio.script.values import Dropped, Lines

if TYPE_CHECKING:
    from pypdf import PdfReader

_FILE_NAME = re.compile(r"\.\w{2,4}$|^untitled|^microsoft word", re.IGNORECASE)
_LINE_NUMBER = re.compile(r"\s{0,9}(\d{1,2})(?:\s+|$)")
_LONG = 12
"""Characters from which on a line is no label that two pages happen to begin with."""
_LONGEST_HEAD = 90
"""Characters of a line with the page's number."""
_EDGE = 2
"""Lines at the top and the bottom of a page among which running heads are looked for."""


def recognises_bytes(name: str, data: bytes) -> float:
    """Say yes to what begins as a PDF does, within the first kilobyte."""
    del name
    return 1.0 if b"%PDF-" in data[:1024] else 0.0


def read_bytes(data: bytes, source: str) -> Document:
    """Give the paragraphs of a PDF, bold and italic type as spans.

    Raises `ScriptError` where it is damaged, has a password, or holds pictures of pages instead of text.
    """
    title, pages = _extract(data, source)
    if not any(line.text.strip() for page in pages for line in page):
        sentence = "the PDF holds no text, only pictures of pages. Run a text recogniser (OCR) over it first."
        raise ScriptError(sentence, source=source)
    running = _running_heads(pages)
    paragraphs = Paragraphs(pages)
    dropped: list[Dropped] = []
    first = 1
    for count, page in enumerate(pages, 1):
        lines, left_out = _body(page, first, running | _numbered_heads(page, count))
        dropped += left_out
        paragraphs.page(lines)
        first += len(page)
    return Document(tuple(paragraphs.finish()), Metadata(title=title), "pdf", tuple(dropped))


def _extract(data: bytes, source: str) -> tuple[str, list[list[Line]]]:
    """Give the title and the lines of every page."""
    import pypdf  # noqa: PLC0415 - slow to import
    from pypdf.errors import LimitReachedError  # noqa: PLC0415 - see above

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every oddity of a file
    unpacked, marks = guard.at_most("pdf_bytes"), guard.at_most("pdf_page_marks")
    try:
        with pypdf.apply_configuration(
            zlib_maximum_output_length=unpacked,
            lzw_maximum_output_length=unpacked,
            run_length_maximum_output_length=unpacked,
            stream_parsing_work_maximum_count=marks,
        ):
            title, pages = _opened(pypdf.PdfReader(io.BytesIO(data)), source)
    except ScriptError:
        raise
    except LimitReachedError as error:
        what = "pdf_bytes" if "decompress" in str(error).lower() else "pdf_page_marks"
        raise ScriptError(guard.overspent(what), source=source) from error
    except Exception as error:  # pypdf fails in many ways on a damaged file
        sentence = "the PDF is damaged. Save it again, or copy its text into a file."
        raise ScriptError(sentence, source=source) from error
    made_up = _FILE_NAME.search(title)
    return "" if made_up else title[:300], layout.with_columns(pages)


def _opened(reader: PdfReader, source: str) -> tuple[str, list[list[Line]]]:
    """Give the title that the file names and the lines of every page."""
    if reader.is_encrypted and not _unlocked(reader):
        raise ScriptError("the PDF is locked. Print it to a new PDF, or copy its text.", source=source)
    guard.within("pdf_pages", len(reader.pages), source)
    drawn = guard.Spending("pdf_bytes", source)
    for page in reader.pages:
        contents = page.get_contents()
        drawn.add(len(contents.get_data()) if contents is not None else 0)
    title = one_line(str((reader.metadata and reader.metadata.title) or ""))
    marks, began = guard.Spending("pdf_marks", source), time.process_time()

    def spend() -> None:  # what forms draw again and again counts too
        marks.add()
        guard.within("pdf_seconds", time.process_time() - began, source)

    return title, [page_lines(page, spend) for page in reader.pages]


def _unlocked(reader: PdfReader) -> bool:
    """Say whether the file opens without a password; some ciphers need a library that may be missing."""
    from pypdf.errors import DependencyError  # noqa: PLC0415 - slow to import

    try:
        return bool(reader.decrypt(""))
    except DependencyError as error:
        logging.getLogger(__name__).info("a PDF cannot be unlocked here: %s", error)
        return False


def _running_heads(pages: Sequence[Sequence[Line]]) -> set[str]:
    """Give the lines, figures aside, that head or end three pages and a third of all; no sentence does.

    Two pages suffice where there is a figure in the line, which may count them, or where the line stands at
    one height on every page.
    """
    seen: Counter[str] = Counter()
    placed: Counter[tuple[str, int]] = Counter()
    for page in pages:
        filled = [line for line in page if line.text.strip()]
        ends = (*filled[:_EDGE], *filled[-_EDGE:])
        edge = [line for line in ends if not line.text.rstrip().endswith((".", "?", "!"))]
        seen.update({folded(line.text) for line in edge})
        placed.update({(folded(line.text), round(line.y)) for line in edge if line.y})
    least = max(3, len(pages) / 3)
    often = {line for line, count in seen.items() if count >= (min(least, 2) if "0" in line else least)}
    still = {
        text for (text, _), count in placed.items() if count >= max(2, len(pages)) and len(text) >= _LONG
    }
    return often | still


def _numbered_heads(page: Sequence[Line], count: int) -> set[str]:
    """Give the lines at a page's edges that end or begin with its number, counted from the first page."""
    filled = [line.text.strip() for line in page if line.text.strip()]
    ends = (re.compile(rf"\S\s{{2,}}{count}$"), re.compile(rf"{count}\s{{2,}}\S"))
    edge = {*filled[:1], *filled[-1:]}
    return {
        folded(line)
        for line in edge
        if len(line) < _LONGEST_HEAD and (ends[0].search(line) or ends[1].match(line))
    }


def _body(
    page: Sequence[Line], first: int, running: set[str]
) -> tuple[list[tuple[int, Line]], list[Dropped]]:
    """Give a page's own lines with their numbers, and what was left out."""
    kept: list[tuple[int, Line]] = []
    dropped: list[Dropped] = []
    filled = [index for index, line in enumerate(page) if line.text.strip()]
    edge = {*filled[:_EDGE], *filled[-_EDGE:]}
    every = _is_numbered([page[index].text for index in filled])
    counted = layout.numbered(page)
    for index, line in enumerate(page):
        number, text = first + index, line.text.strip()
        place = Lines(number, number)
        found = _LINE_NUMBER.match(line.text) if every else None
        start, end = found.span(1) if found else counted.get(index, (0, 0))
        if index in edge and PAGE_NUMBER.fullmatch(text) and not every:
            dropped.append(Dropped(text, "page number", place))
        elif index in edge and folded(text) in running:
            dropped.append(Dropped(text, "page header", place))
        elif end:
            dropped.append(Dropped(line.text[start:end], "line number", place))
            blank = f"{line.text[:start]}{' ' * (end - start)}{line.text[end:]}"
            kept.append((number, replace(line, text=blank)))
        elif text or index + 1 < len(page):
            kept.append((number, line))
    return kept, dropped


def _is_numbered(lines: Sequence[str]) -> bool:
    """Say whether a page's lines are numbered one after another, as in court records."""
    numbers = [int(found[1]) for line in lines if (found := _LINE_NUMBER.match(line))]
    steps = sum(after == before + 1 for before, after in pairwise(numbers))
    return len(numbers) >= max(8, 0.8 * len(lines)) and steps >= 0.9 * (len(numbers) - 1)
