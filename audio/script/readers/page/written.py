"""Pages that other readers write, so that paragraphs and what is set apart in them are read in one way.

Each line of such a page is a line of the document that it stands for, or a paragraph, where that has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from html import escape

from audio.errors import ScriptError
from audio.script.document import Document, Metadata
from audio.script.readers.page import reader
from audio.script.text import one_line
from audio.script.values import Block, Dropped, Lines

_MAX_TITLE = 300
_NO_TITLES = frozenset(("word document", "document"))
"""What programs call a document that nobody gave a title."""


def text(written: str) -> str:
    """Give text as HTML; a tab stays one."""
    return escape(written).replace("\t", "\u2003")


def marked(inside: str, tags: Iterable[str] = (), looks: Iterable[str] = ()) -> str:
    """Give HTML inside elements, such as `b`, and with some looks, such as `color:red`."""
    style = escape(";".join(looks))
    inside = f'<span style="{style}">{inside}</span>' if style else inside
    for tag in tags:
        inside = f"<{tag}>{inside}</{tag}>"
    return inside


def aside(said: str, reason: str, tag: str = "div") -> str:
    """Give, as HTML, what is not spoken, and why. A `span` does not end the paragraph that it stands in."""
    return f'<{tag} data-dropped="{reason}">{escape(one_line(said))}</{tag}>'


def blocks(lines: str, first: int, source: str) -> tuple[list[Block], list[Dropped]]:
    """Give the blocks of HTML that begins at a 1-based source line, and what is left out of it.

    Raises `ScriptError` where more than 2,048 elements are inside one another.
    """
    if not lines.strip():
        return [], []
    try:
        found = reader.read_all(lines, source)
    except ScriptError as error:
        line = error.line and error.line + first - 1
        raise ScriptError(error.sentence, source=source, line=line) from error

    def below(place: Lines) -> Lines:
        return Lines(place.first + first - 1, place.last + first - 1)

    moved = [replace(each, lines=below(each.lines)) for each in found.blocks]
    return moved, [replace(each, lines=below(each.lines)) for each in found.dropped]


def read(lines: str, source: str, form: str, title: str) -> Document:
    """Give the blocks of a page that is nothing but an article. Raises `ScriptError`."""
    found = reader.read_all(lines, source)
    title = "" if title.casefold() in _NO_TITLES else one_line(title)[:_MAX_TITLE]
    return replace(found, format=form, metadata=Metadata(title=title))
