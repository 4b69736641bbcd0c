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
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from audio import guard
from audio.errors import ScriptError
from audio.script.document import Document
from audio.script.readers.page import written
from audio.script.readers.page_furniture import PAGE_NUMBER, folded, numbered
from audio.script.readers.pdf import layout
from audio.script.readers.pdf.lines import Line, page_lines
from audio.script.readers.pdf.paragraphs import Paragraphs
from audio.script.text import one_line

if TYPE_CHECKING:
    from pypdf import PdfReader

_LOCKED = "the PDF is locked. Print it to a new PDF, or copy its text."
_FILE_NAME = re.compile(r"\.\w{2,4}$|^untitled|^microsoft word", re.IGNORECASE)


def recognises_bytes(data: bytes) -> bool:
    """Say yes to what begins as a PDF does, within the first kilobyte."""
    return b"%PDF-" in data[:1024]


def read_bytes(data: bytes, source: str) -> Document:
    """Give the paragraphs of a PDF, bold and italic type as spans.

    Raises `ScriptError` where it is damaged, has a password, or holds pictures of pages instead of text.
    """
    title, pages = _extract(data, source)
    if not any(line.shown for page in pages for line in page):
        sentence = "the PDF holds no text, only pictures of pages. Run a text recogniser (OCR) over it first."
        raise ScriptError(sentence, source=source)
    running = layout.running_heads(pages)
    bare = [list(_without_furniture(page, running)) for page in pages]
    paragraphs = Paragraphs([[line for line, _ in page if line] for page in bare])
    for page in bare:
        paragraphs.page(page)
    paragraphs.end()
    return written.read("\n".join(paragraphs.html), source, "pdf", title)


def _extract(data: bytes, source: str) -> tuple[str, list[list[Line]]]:
    """Give the title and the lines of every page."""
    import pypdf  # noqa: PLC0415 - slow to import
    from pypdf.errors import DependencyError, LimitReachedError  # noqa: PLC0415 - see above

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
    except DependencyError as error:  # some ciphers need a library that may be missing
        raise ScriptError(_LOCKED, source=source) from error
    except LimitReachedError as error:
        what = "pdf_bytes" if "decompress" in str(error).lower() else "pdf_page_marks"
        raise ScriptError(guard.overspent(what), source=source) from error
    except Exception as error:  # pypdf fails in many ways on a damaged file
        sentence = "the PDF is damaged. Save it again, or copy its text into a file."
        raise ScriptError(sentence, source=source) from error
    return "" if _FILE_NAME.search(title) else title, pages


def _opened(reader: PdfReader, source: str) -> tuple[str, list[list[Line]]]:
    """Give the title that the file names and the lines of every page."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise ScriptError(_LOCKED, source=source)
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


def _without_furniture(page: Sequence[Line], running: set[str]) -> Iterator[tuple[Line | None, str]]:
    """Give a page's lines, each with what is left out of it in HTML; None for one that is furniture."""
    filled = [index for index, line in enumerate(page) if line.shown]
    edge = {*filled[: layout.EDGE], *filled[-layout.EDGE :]}
    numbers = numbered([line.text for line in page])
    for index, line in enumerate(page):
        text = line.text.strip()
        if index in numbers:
            start, end = numbers[index]
            bare = line.spliced(start, end, " " * (end - start))
            yield bare, written.aside(line.text[start:end], "line number", "span")
        elif index in edge and PAGE_NUMBER.fullmatch(text):
            yield None, written.aside(text, "page number", "span")
        elif index in edge and folded(text) in running:
            yield None, written.aside(text, "page header", "span")
        else:
            yield line, ""
