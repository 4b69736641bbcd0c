"""Documents that are XML in an archive (DOCX, ODT), read as the page they are easily written as.

Each paragraph is one line, the empty ones and those in tables counted. Namespaces are left out: the names
are clear without, and there are two sets of them for the same Office Open XML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from audio.script.readers.page import written
from audio.script.text import one_line

if TYPE_CHECKING:
    from zipfile import ZipFile

_HEADING = re.compile(r"heading(?: |_20_)(\d)", re.IGNORECASE)
_TAGS = {"Title": "h1", "Subtitle": "h2"}
"""Styles by name, and what their paragraphs are on a page."""
_SPACES = re.compile(r"\s+")


def part(archive: ZipFile, name: str) -> Any:
    """Give the root element of a part, empty where the archive has none of that name."""
    from lxml import etree  # noqa: PLC0415 - slow to import

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(archive.read(name) if name in archive.namelist() else b"<none/>", parser)
    for element in root.iter("*"):
        element.tag = str(element.tag).rpartition("}")[2]
        for key in [key for key in element.attrib if "}" in key]:
            element.set(key.rpartition("}")[2], element.attrib.pop(key))
    return root


class Dress(NamedTuple):
    """How a paragraph or a run of text is set."""

    tag: str = ""
    """What a paragraph is on a page."""
    styles: Sequence[str] = ()
    """The names of its styles, the nearest first."""
    marks: str = ""
    """`b` where it is bold, `i` where it is in italics."""
    looks: Sequence[str] = ()
    """What else may set it apart, such as `color:red`."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a format calls its elements."""

    paragraphs: Sequence[str]
    run: str
    link: str
    box: str
    """What holds paragraphs and is anchored in one, after which they are read."""
    tags: Mapping[str, str]
    """Elements that hold paragraphs, and what they are on a page."""
    signs: Mapping[str, str]
    """Elements that stand for characters, and these in HTML."""
    asides: Mapping[str, str]
    """Elements that are not spoken, and why."""
    unread: frozenset[str]


def ancestries(styles: Mapping[str, Any], parent: str) -> dict[str, list[Any]]:
    """Give for each style, by its key, itself and those that it comes from; `parent` is the path to a key."""
    found: dict[str, list[Any]] = {}
    for key, style in styles.items():
        found[key] = [style]
        while (above := styles.get(found[key][-1].xpath(f"string({parent})"))) not in (None, *found[key]):
            found[key].append(above)
    return found


class Writing:
    """The page that a document is written as."""

    def __init__(
        self, names: Names, dress: Callable[[Any], Dress], address: Callable[[Any], str | None]
    ) -> None:
        """`dress` tells how a paragraph or a run is set, `address` where a link leads."""
        self.parts = ["<html><body>"]
        self.title = ""
        """The first paragraph whose style is called so."""
        self._names, self._dress, self._address = names, dress, address
        self._boxes: list[Any] = []

    def walk(self, element: Any) -> None:
        """Write an element that may hold paragraphs."""
        name = element.tag
        if name in self._names.paragraphs:
            self._paragraph(element)
        elif name in self._names.asides:
            self._aside(element)
        elif name not in self._names.unread:
            tag = self._names.tags.get(name, "")
            self.parts.append(f"<{tag}>" if tag else "")
            for inner in element.iterchildren("*"):
                self.walk(inner)
            self.parts.append(f"</{tag}>" if tag else "")

    def _aside(self, element: Any) -> None:
        self.parts.append(
            written.aside(" ".join(element.itertext()), self._names.asides[element.tag], "span")
        )

    def _paragraph(self, element: Any) -> None:
        dress = self._dress(element)
        tag = dress.tag
        if not self.title and "Title" in dress.styles:
            self.title = one_line("".join(element.itertext()))
        marks = "" if tag[0] == "h" else dress.marks
        self.parts.append(f'<{tag} style="{escape(";".join(dress.looks))}">')
        self._marked(element, dress._replace(marks=marks, looks=()))
        self.parts.append(f"</{tag}>")
        self.parts.append("\n")
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.walk(box)

    def _marked(self, element: Any, dress: Dress) -> None:
        """Write the inside of a paragraph or a run as it is set."""
        outside, self.parts = self.parts, []
        self._inside(element)
        outside.append(written.marked("".join(self.parts), dress.marks, dress.looks))
        self.parts = outside

    def _inside(self, element: Any) -> None:
        self._text(element.text)
        for inner in element.iterchildren("*"):
            name = inner.tag
            if name == self._names.run:
                self._marked(inner, self._dress(inner))
            elif name == self._names.link:
                self.parts.append(f'<a href="{escape(self._address(inner) or "")}">')
                self._inside(inner)
                self.parts.append("</a>")
            elif name in self._names.signs:
                self.parts.append(self._names.signs[name])
            elif name == self._names.box:
                self._boxes.append(inner)
            elif name in self._names.asides:
                self._aside(inner)
            elif name not in self._names.unread:
                self._inside(inner)
            self._text(inner.tail)

    def _text(self, text: str | None) -> None:
        self.parts.append(escape(_SPACES.sub(" ", text or "")))


def tag_of(styles: Iterable[str]) -> str:
    """Give what a paragraph is on a page by the names of its styles."""
    for name in styles:
        if found := _HEADING.match(name):
            return f"h{min(max(int(found[1]), 1), 6)}"
        if name in _TAGS:
            return _TAGS[name]
        if "Quot" in name:
            return "blockquote"
        if name.startswith("List "):
            return "li"
    return "p"
