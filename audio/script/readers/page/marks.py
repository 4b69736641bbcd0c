"""What single HTML elements mean: which begin a block, which set text apart, which are a footnote's mark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audio.script.readers import tables
from audio.script.readers.page.furniture import HIDDEN, tokens
from audio.script.readers.page.looks import is_light, style_kind
from audio.script.text import one_line
from audio.script.values import SpanKind

if TYPE_CHECKING:
    from lxml.etree import _Element

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCKS = HEADINGS | {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup",
    "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
"""Elements that begin and end a block."""
_SPANS: dict[str, SpanKind] = {
    "b": "strong",
    "strong": "strong",
    "summary": "strong",
    "i": "emphasis",
    "em": "emphasis",
    "u": "emphasis",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "a": "link",
    "cite": "cite",
    "time": "time",
}
_NOTE_MARK = re.compile(r"\s{0,9}[\[(]?\s?(?:\d{1,3}|[a-z*†‡§]{1,2})\s?[\])]?\s{0,9}")
_SPEAKER_CLASSES = frozenset(("speaker", "interviewer", "interviewee", "speakername"))
_QUESTION_CLASSES = frozenset(("question", "interviewer", "frage", "pregunta"))
_MAX_CELL = 200


def visible_text(element: _Element) -> list[str]:
    """Give the pieces of an element's text that a browser shows, in order."""
    from lxml.etree import iterwalk  # noqa: PLC0415

    pieces: list[str] = []
    steps = iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, part in steps:
        if event == "start" and part.tag in HIDDEN:
            steps.skip_subtree()
        elif event == "start":
            pieces.append(part.text or "")
        if event != "start" and part is not element:
            pieces.append(part.tail or "")
    return pieces


def cell_text(element: _Element) -> str:
    """Give an element's visible text on one line."""
    return one_line("".join(visible_text(element)))


def is_grid(rows: list[list[_Element]], texts: list[list[str]]) -> bool:
    """Say whether a table holds data: at least two rows and columns of short cells without paragraphs."""
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    short = all(len(cell) <= _MAX_CELL for row in texts for cell in row)
    return short and not any(part.tag in BLOCKS for row in rows for cell in row for part in cell)


def span_kind(element: _Element, tag: str) -> SpanKind | None:
    """Give how an element sets its text apart. A class such as `speaker` marks a name."""
    if tag in _SPANS:
        plain = (tag == "a" and not element.get("href")) or (tag in ("b", "strong") and is_light(element))
        return None if plain else _SPANS[tag]
    classes = tokens(element)
    if classes & _SPEAKER_CLASSES and len(cell_text(element)) <= tables.MAX_NAME:
        return "cite"
    return "strong" if classes & _QUESTION_CLASSES else style_kind(element)


def note_mark(element: _Element) -> str | None:
    """Tell a raised figure or sign that points to a footnote."""
    if element.tag != "sup" or not _NOTE_MARK.fullmatch("".join(element.itertext())[:40]):
        return None
    linked = element.find(".//a") is not None or getattr(element.getparent(), "tag", None) == "a"
    return "footnote mark" if linked else None
