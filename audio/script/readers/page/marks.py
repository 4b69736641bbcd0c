"""What HTML elements mean: which begin a block, set text apart, are a footnote's mark, say who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from audio.script.readers import tables
from audio.script.readers.exchange import come_again
from audio.script.readers.page.furniture import ELEMENTS, HIDDEN, tokens
from audio.script.text import one_line
from audio.script.values import SpanKind

if TYPE_CHECKING:
    from lxml.etree import _Element

HEADINGS, BLOCKS = ELEMENTS["heading"], ELEMENTS["block"]
"""Elements that begin and end a block."""
DROPPED = "data-dropped"
"""The attribute of what is not read, and why. Readers that write pages set it as well."""
KEPT = "data-kept"
"""The attribute of the article and of its title."""
_KINDS: tuple[SpanKind, ...] = ("strong", "emphasis", "code", "link", "cite", "time")
_SPANS = {tag: kind for kind in _KINDS for tag in ELEMENTS[kind]}
_STYLES: dict[SpanKind, re.Pattern[str]] = {
    "strong": re.compile(r"font-weight\s{0,4}:\s{0,4}(?:bold|[6-9]00)", re.IGNORECASE),
    "emphasis": re.compile(r"font-style\s{0,4}:\s{0,4}(?:italic|oblique)", re.IGNORECASE),
}
_LIGHT = re.compile(r"font-weight\s{0,4}:\s{0,4}(?:normal|lighter|[1-4]00)", re.IGNORECASE)
_NOTE_MARK = re.compile(r"\s{0,9}[\[(]?\s?(?:\d{1,3}|[a-z*†‡§]{1,2})\s?[\])]?\s{0,9}")
_SPEAKER_CLASSES = frozenset(("speaker", "interviewer", "interviewee", "speakername"))
DETAILS = "\0"
"""Stands for the author of what nobody says: dates, numbers, buttons."""
_NAMED = (
    "data-speaker", "data-speaker-name", "data-speaker-label", "data-person", "data-voice", "data-who",
    "speaker", "who",
)  # fmt: skip
_LEAST = 4
"""Pieces from which on they tell."""
_MAX_STYLE = 400
_MAX_CLASSES = 8
_MAX_CELL = 200


def visible_text(element: _Element) -> list[str]:
    """Give the pieces of an element's text that a browser shows, in order."""
    from lxml.etree import iterwalk  # noqa: PLC0415 - lxml is slow to import

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


def span_kinds(element: _Element) -> list[SpanKind]:
    """Give how an element sets its text apart, by itself or by its style. A class may mark a name."""
    tag, style = str(element.tag), element.get("style", "")[:_MAX_STYLE]
    if tag in _SPANS:
        light = tag in ("b", "strong") and _LIGHT.search(style)
        return [] if light or (tag == "a" and not element.get("href")) else [_SPANS[tag]]
    if not _SPEAKER_CLASSES.isdisjoint(tokens(element)) and len(cell_text(element)) <= tables.MAX_NAME:
        return ["cite"]
    return [kind for kind, pattern in _STYLES.items() if pattern.search(style)]


def looks(element: _Element) -> list[str]:
    """Give the names of an element's looks: its classes, its colour, what its style declares beside spans."""
    if not element.attrib:
        return []
    found = [f".{name}" for name in element.get("class", "")[:_MAX_STYLE].split()[:_MAX_CLASSES]]
    style = element.get("style", "")[:_MAX_STYLE].split(";")
    told = [each for each in style if not any(pattern.search(each) for pattern in _STYLES.values())]
    found += ["".join(each.split()).casefold() for each in told if ":" in each]
    return found + [
        f"{name}={element.get(name)}" for name in ("color", "bgcolor", "face") if element.get(name)
    ]


def note_mark(element: _Element) -> str | None:
    """Tell a raised figure or sign that points to a footnote."""
    if element.tag != "sup" or not _NOTE_MARK.fullmatch("".join(element.itertext())[:40]):
        return None
    linked = element.find(".//a") is not None or getattr(element.getparent(), "tag", None) == "a"
    return "footnote mark" if linked else None


def in_turn(root: _Element, said: Iterable[_Element], names: Iterable[_Element]) -> dict[_Element, str]:
    """Give as author of all that is said the last name before it, and that nothing else is said."""
    spoken, naming = set(said), set(names)
    found, who = {root: DETAILS}, ""
    for element in root.iter("*"):
        if element in naming:
            who = cell_text(element)
        if element in spoken and who:
            found[element] = who
    return found


def attributed(article: _Element) -> dict[_Element, str]:
    """Give the names in attributes such as `data-speaker`, unless they are labels in the text as well.

    One may point to the element that has the name, as TEI's `who="#p1"` does.
    """
    found: dict[_Element, str] = {}
    named: dict[str, str] = {}
    for element in article.iter("*"):
        if not element.keys():
            continue
        name = next((name for each in _NAMED if (name := " ".join(element.get(each, "").split()))), "")
        if name.startswith("#"):
            named = named or _by_id(article)
            name = named.get(name[1:], "")
        if 0 < len(name) <= tables.MAX_NAME:
            found[element] = name
    written = any(cell_text(element).startswith(name) for element, name in found.items())
    told = len(found) >= _LEAST and come_again(list(found.values()))
    return found if told and not written else {}


def _by_id(article: _Element) -> dict[str, str]:
    """Give the texts of a page's elements by what they are called."""
    everything = article.getroottree().iter("*")
    called = ((each.get("id") or each.get("xml:id"), each) for each in everything)
    return {name: cell_text(each) for name, each in called if name}
