"""HTML: a saved page or a scrap of one, with the interview somewhere in it.

lxml reads it, since it is fast, forgives everything, and knows the source line of an element. trafilatura,
which finds articles well, was tried and left: it keeps no line numbers and drops `<cite>` and `<time>`, which
say who speaks.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from audio.errors import ScriptError
from audio.script.document import Document
from audio.script.text import find_date, one_line

if TYPE_CHECKING:
    from lxml.etree import _Element

_PAGE = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,3}<(?:!doctype\s+html|html|speak)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(
    r"</?(?:p|div|br|cite|time|dl|dt|dd|table|tr|td|th|ul|ol|li|h[1-6]|article|section|main|body|head|blockquote"
    r"|span|strong|b|em|i|a|pre|figure)\b[^<>]{0,400}>",
    re.IGNORECASE,
)
_HEAD = 65_536
_LINE_FEED = re.compile(r"&#(?:0{0,9}1[03]|[xX]0{0,9}[aAdD]);?")
"""A written-out line break, which is no line of the file."""


def recognises(name: str, text: str) -> float:
    """Say how sure it is: by a doctype, or by how many of the lines have tags and how the text begins."""
    head = text[:_HEAD].lstrip("\ufeff\n ")
    if _PAGE.match(head):
        return 0.99
    begins = _TAG.match(head) is not None
    lines = [line for line in head.split("\n") if line.strip()]
    tags = sum(1 for _ in _TAG.finditer(head))
    if begins and tags >= 3 and tags >= 0.3 * len(lines):
        return 0.95
    named = name.casefold().split("?")[0].endswith((".html", ".htm", ".xhtml"))
    if named and tags >= 2:
        return 0.95
    return 0.92 if tags >= 10 and tags > 1.5 * len(lines) else 0.0


class Marks(NamedTuple):
    """How the pages of one source set what is said: CSS selectors, each may be empty."""

    unspoken: str = ""
    """What nobody says."""
    speaker: str = ""
    """Who says what follows."""
    said: str = ""
    """What is said. Nothing else is, where this is given."""
    title: str = ""
    name: str = ""
    """Of the source."""


def read(text: str, source: str) -> Document:
    """Give the blocks of the page's article; the rest of the page is in `dropped`, piece by piece."""
    return read_page(text, source, Marks())


def read_page(text: str, source: str, known: Marks) -> Document:
    """Give the blocks of a page as `read` does, by what is known of its source.

    Raises `ScriptError` where there is nothing in the page, or more than 2,048 elements inside one another.
    """
    from audio.script.readers.page import article, blocks, marks, metadata  # noqa: PLC0415 - with lxml

    root = _parse(_LINE_FEED.sub(" ", text), source)
    about = metadata.metadata(root)
    found = article.mark(root) if not known.said else None
    article.leave_out(dict.fromkeys(_selected(root, known.unspoken), f"set by {known.name}"))
    if found is None:
        told = marks.in_turn(root, _selected(root, known.said), _selected(root, known.speaker))
    else:
        told = marks.attributed(found)
    read, dropped = blocks.walk(root, told, kept=found is None)
    if title := " ".join("".join(each.itertext()) for each in _selected(root, known.title)):
        about = replace(about, title=one_line(title))
    if about.date is None:
        bylines = (item.text for item in dropped if item.reason == "byline")
        about = replace(about, date=next(filter(None, map(find_date, bylines)), None))
    if not read:
        raise ScriptError("the page holds no text. Save it again once it is loaded.", source=source)
    return Document(tuple(read), about, "html", tuple(dropped))


def read_all(text: str, source: str) -> Document:
    """Give the blocks of a page that is nothing but an article, as another reader wrote it.

    What it marked as `data-dropped`, with the reason, is in `dropped`. A cell's only paragraph is its text.
    """
    from lxml import etree  # noqa: PLC0415 - slow to import

    from audio.script.readers.page import blocks  # noqa: PLC0415 - with lxml

    root = _parse(text, source)
    for cell in root.iter("td"):
        if len(cell) == 1 and not (cell.text or "").strip():
            etree.strip_tags(cell, "p")
    found, dropped = blocks.walk(root, {}, kept=True)
    return Document(tuple(found), dropped=tuple(dropped))


def _selected(root: _Element, selector: str) -> list[_Element]:
    """Give the elements that a CSS selector means, in order."""
    from lxml.cssselect import CSSSelector  # noqa: PLC0415 - only for known sources

    return list(CSSSelector(selector)(root)) if selector else []


def _parse(text: str, source: str) -> _Element:
    """Give the root element. `huge_tree` lifts libxml2's limits: 2,048 elements deep instead of 256."""
    from lxml import etree  # noqa: PLC0415 - lxml is slow to import

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except (etree.LxmlError, ValueError) as error:
        raise ScriptError(f"the page cannot be read: {error}.", source=source) from error
    if root is None:
        raise ScriptError("the page is empty. Save it again once it is loaded.", source=source)
    for entry in parser.error_log:
        if "depth" in entry.message:
            sentence = (
                "more than 2,048 elements are nested here. Copy the interview's text into a plain file."
            )
            raise ScriptError(sentence, source=source, line=entry.line)
    return root
