"""PDF: the text of its pages, line by line, as pypdf finds it.

A PDF knows no paragraphs and no speakers, only where glyphs stand. Lines are numbered through all pages.
Running heads, page numbers and the line numbers of court records are left out; a paragraph ends at a blank
line, or at a short line that ends a sentence.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from audio.errors import ScriptError
from audio.script.decode import tidy
from audio.script.readers.document import Document, Metadata
from audio.script.readers.page_furniture import PAGE_NUMBER, folded
from audio.script.text import one_line
from audio.script.values import Block, Dropped, Lines

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PAGES = 2000
_FILE_NAME = re.compile(r"\.\w{2,4}$|^untitled|^microsoft word", re.IGNORECASE)
_LINE_NUMBER = re.compile(r"\s{0,9}(\d{1,2})(?:\s+|$)")
_EDGE = 2
"""Lines at the top and the bottom of a page among which running heads are looked for."""
_END = (".", "?", "!", ":", "…", "”", '"', ")", "]", "。", "？", "！")
_HYPHENATED = re.compile(r"([^\W\d_]{2,})-$")


def recognises_bytes(name: str, data: bytes) -> float:
    """Say yes to what begins as a PDF does, within the first kilobyte."""
    del name
    return 1.0 if b"%PDF-" in data[:1024] else 0.0


def read_bytes(data: bytes, source: str) -> Document:
    """Give the paragraphs of a PDF.

    Raises `ScriptError` where it is damaged, has a password, or holds pictures of pages instead of text.
    """
    title, pages = _extract(data, source)
    if not any(line.strip() for page in pages for line in page):
        sentence = "the PDF holds no text, only pictures of pages. Run a text recogniser (OCR) over it first."
        raise ScriptError(sentence, source=source)
    running = _running_heads(pages)
    blocks: list[Block] = []
    dropped: list[Dropped] = []
    first = 1
    wide = _usual_width(pages)
    held: list[tuple[int, str]] = []
    for page in pages:
        lines, left_out = _body(page, first, running)
        dropped += left_out
        for number, line in lines:
            if held and (not line.strip() or _ends_paragraph(held[-1][1], wide)):
                blocks += _block(held)
                held = []
            if line.strip():
                held.append((number, line.strip()))
        first += len(page)
    blocks += _block(held)
    return Document(tuple(blocks), Metadata(title=title), "pdf", tuple(dropped))


def _extract(data: bytes, source: str) -> tuple[str, list[list[str]]]:
    """Give the title and the lines of every page."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every oddity of a file
    try:
        title, texts = _opened(data, source)
    except ScriptError:
        raise
    except Exception as error:  # pypdf fails in many ways on a damaged file
        sentence = "the PDF is damaged. Save it again, or copy its text into a file."
        raise ScriptError(sentence, source=source) from error
    made_up = _FILE_NAME.search(title)
    return "" if made_up else title[:300], [tidy(text).rstrip().split("\n") for text in texts]


def _opened(data: bytes, source: str) -> tuple[str, list[str]]:
    """Give the title that the file names and the text of every page."""
    import pypdf  # noqa: PLC0415 - slow to import

    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not _unlocked(reader):
        raise ScriptError("the PDF is locked. Print it to a new PDF, or copy its text.", source=source)
    if len(reader.pages) > MAX_PAGES:
        sentence = f"the PDF has more than {MAX_PAGES} pages. Save the interview's pages alone."
        raise ScriptError(sentence, source=source)
    title = one_line(str((reader.metadata and reader.metadata.title) or ""))
    return title, [page.extract_text() for page in reader.pages]


def _unlocked(reader: PdfReader) -> bool:
    """Say whether the file opens without a password; some ciphers need a library that may be missing."""
    from pypdf.errors import DependencyError  # noqa: PLC0415 - slow to import

    try:
        return bool(reader.decrypt(""))
    except DependencyError:
        return False


def _running_heads(pages: Sequence[list[str]]) -> set[str]:
    """Give the lines, figures aside, that head or end three pages and a third of all; no sentence does.

    Two pages suffice where there is a figure in the line, which may count them.
    """
    seen: Counter[str] = Counter()
    for page in pages:
        filled = [line.strip() for line in page if line.strip()]
        edge = (line for line in (*filled[:_EDGE], *filled[-_EDGE:]) if not line.endswith((".", "?", "!")))
        seen.update({folded(line) for line in edge})
    least = max(3, len(pages) / 3)
    return {line for line, count in seen.items() if count >= (min(least, 2) if "0" in line else least)}


def _body(page: list[str], first: int, running: set[str]) -> tuple[list[tuple[int, str]], list[Dropped]]:
    """Give a page's own lines with their numbers, and what was left out."""
    kept: list[tuple[int, str]] = []
    dropped: list[Dropped] = []
    filled = [index for index, line in enumerate(page) if line.strip()]
    edge = {*filled[:_EDGE], *filled[-_EDGE:]}
    numbered = _is_numbered([page[index] for index in filled])
    for index, line in enumerate(page):
        number, text = first + index, line.strip()
        place = Lines(number, number)
        if index in edge and PAGE_NUMBER.fullmatch(text) and not numbered:
            dropped.append(Dropped(text, "page number", place))
        elif index in edge and folded(text) in running:
            dropped.append(Dropped(text, "page header", place))
        elif numbered and (found := _LINE_NUMBER.match(line)):
            dropped.append(Dropped(found[1], "line number", place))
            kept.append((number, line[found.end() :]))
        elif text or index + 1 < len(page):
            kept.append((number, text))
    return kept, dropped


def _is_numbered(lines: Sequence[str]) -> bool:
    """Say whether a page's lines are numbered one after another, as in court records."""
    numbers = [int(found[1]) for line in lines if (found := _LINE_NUMBER.match(line))]
    steps = sum(after == before + 1 for before, after in pairwise(numbers))
    return len(numbers) >= max(8, 0.8 * len(lines)) and steps >= 0.9 * (len(numbers) - 1)


def _usual_width(pages: Sequence[list[str]]) -> int:
    """Give the length in characters that nine tenths of the lines stay under."""
    lengths = sorted(len(line.strip()) for page in pages for line in page if line.strip())
    return lengths[-(-9 * (len(lengths) - 1) // 10)]


def _ends_paragraph(line: str, wide: int) -> bool:
    """Say whether a line is the last of its paragraph: it ends a sentence and well before the margin."""
    return line.endswith(_END) and len(line) < 0.85 * wide


def _block(held: Sequence[tuple[int, str]]) -> Iterator[Block]:
    """Give the paragraph of some lines. A word parted by a hyphen goes to the line on which it begins."""
    lines = [line for _, line in held]
    for index in range(len(lines) - 1):
        word, _, rest = lines[index + 1].partition(" ")
        if _HYPHENATED.search(lines[index]) and word[:1].islower():
            lines[index], lines[index + 1] = lines[index][:-1] + word, rest
    if held:
        numbered = dict(zip((number for number, _ in held), lines, strict=True))
        first, last = held[0][0], held[-1][0]
        text = "\n".join(numbered.get(number, "") for number in range(first, last + 1)).strip("\n")
        yield Block(text, Lines(first, last))
