"""Text documents of LibreOffice and its kin (.odt), read as the page they are easily written as.

Each paragraph is one line, the empty ones counted. What was deleted under change tracking is not read.
OpenDocument 1.3, part 3: https://docs.oasis-open.org/office/OpenDocument/v1.3/.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

from audio.script.document import Document, Metadata
from audio.script.readers import page, unpacking
from audio.script.text import one_line

_KIND = b"application/vnd.oasis.opendocument.text"
_UNREAD = frozenset(("tracked-changes", "sequence-decls", "forms", "title", "desc", "binary-data"))
_ASIDE = {"note": "footnote", "annotation": "comment", "table-of-content": "table of contents"}
_TAGS = {"list": "ul", "list-item": "li", "list-header": "li", "table": "table", "table-row": "tr",
         "table-cell": "td"}  # fmt: skip
_HEADINGS = {"Title": 1, "Subtitle": 2}
"""Paragraph styles that are headings, and their level."""
_SPACES = re.compile(r"\s+")


def recognises_bytes(name: str, data: bytes) -> float:
    """Say yes to an archive that calls itself an OpenDocument text."""
    del name
    return float(unpacking.holds(data, "mimetype", _KIND))


def read_bytes(data: bytes, source: str) -> Document:
    """Give the blocks of the document. Running heads, footnotes and comments are in `dropped`.

    Raises `ScriptError` where the file is damaged.
    """
    from lxml import etree  # noqa: PLC0415 - slow to import

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with unpacking.opened(data, source) as archive:
        names = [name for name in ("styles.xml", "content.xml", "meta.xml") if name in archive.namelist()]
        parts = {name: etree.fromstring(archive.read(name), parser) for name in names}
        writing = _Writing()
        for part in parts.values():
            writing.styles |= {_own(style, "name"): style for style in part.iter("{*}style")}
        writing.walk(parts["content.xml"].find(".//{*}body/{*}text"))
        for reason, found in (("page header", "header"), ("page footer", "footer")):
            for element in parts["styles.xml"].iter(f"{{*}}{found}") if "styles.xml" in parts else ():
                writing.aside(element, reason)
        told = parts["meta.xml"].findtext(".//{*}title") if "meta.xml" in parts else ""
        title = writing.title or one_line(told or "")
        return replace(
            page.read_all("".join(writing.parts), source), format="odt", metadata=Metadata(title=title)
        )


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _own(element: Any, name: str) -> str:
    """Give an attribute, whatever its namespace."""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


@dataclass(slots=True)
class _Writing:
    """The page that is being written."""

    parts: list[str] = field(default_factory=lambda: ["<html><body>"])
    styles: dict[str, Any] = field(default_factory=dict)
    title: str = ""
    later: list[tuple[Any, str]] = field(default_factory=list)
    """What is anchored in the paragraph that is being written, and why it is not spoken, if it is not."""

    def walk(self, element: Any) -> None:
        """Write an element that may hold paragraphs."""
        name = _local(element)
        if name in ("p", "h"):
            self._paragraph(element)
        elif name in _ASIDE:
            self.aside(element, _ASIDE[name])
        elif name not in _UNREAD:
            tag = _TAGS.get(name, "")
            self.parts.append(f"<{tag}>" if tag else "")
            for inner in element.iterchildren("*"):
                self.walk(inner)
            self.parts.append(f"</{tag}>" if tag else "")

    def aside(self, element: Any, reason: str) -> None:
        """Write what is not spoken."""
        self.parts.append(
            f'<div data-dropped="{reason}">{escape(one_line(" ".join(element.itertext())))}</div>'
        )

    def _paragraph(self, element: Any) -> None:
        style = _own(element, "style-name")
        level = next((_HEADINGS[name] for name in self._line(style) if name in _HEADINGS), 0)
        if _local(element) == "h":
            level = int(_own(element, "outline-level") or 1)
        tag = f"h{min(level, 6)}" if level else "p"
        self.parts.append(f"<{tag}>")
        self._styled(element, style, plain=bool(level))
        self.parts.append(f"</{tag}>")
        if not self.title and "Title" in self._line(style):
            self.title = one_line("".join(element.itertext()))
        later, self.later = self.later, []
        for inner, reason in later:
            self.aside(inner, reason) if reason else self.walk(inner)
        self.parts.append("\n")

    def _styled(self, element: Any, style: str, *, plain: bool = False) -> None:
        """Write the inside of a paragraph or a span, set as its style says."""
        tags = [] if plain else self._tags(style)
        self.parts.append("".join(f"<{tag}>" for tag in tags) + f'<span class="s{style.encode().hex()}">')
        self._inside(element)
        self.parts.append("</span>" + "".join(f"</{tag}>" for tag in reversed(tags)))

    def _inside(self, element: Any) -> None:
        self._text(element.text)
        for inner in element.iterchildren("*"):
            name = _local(inner)
            if name == "span":
                self._styled(inner, _own(inner, "style-name"))
            elif name == "a":
                self.parts.append(f'<a href="{escape(_own(inner, "href"))}">')
                self._inside(inner)
                self.parts.append("</a>")
            elif name == "line-break":
                self.parts.append("<br>")
            elif name in ("s", "tab"):
                self.parts.append(" ")
            elif name in _ASIDE or name == "frame":
                self.later.append((inner, _ASIDE.get(name, "")))
            elif name != "ruby-text":
                self._inside(inner)
            self._text(inner.tail)

    def _text(self, text: str | None) -> None:
        self.parts.append(escape(_SPACES.sub(" ", text or "")))

    def _line(self, style: str) -> list[str]:
        """Give a style and those that it comes from, the nearest first."""
        found: list[str] = []
        while style and style not in found:
            found.append(style)
            style = _own(self.styles[style], "parent-style-name") if style in self.styles else ""
        return found

    def _tags(self, style: str) -> list[str]:
        """Give the tags that set text as a style does."""
        found = []
        for tag, name, on in (
            ("b", "font-weight", ("bold", "6", "7", "8", "9")),
            ("i", "font-style", ("italic",)),
        ):
            named = (
                self.styles[each].find("{*}text-properties")
                for each in self._line(style)
                if each in self.styles
            )
            said = next((value for each in named if each is not None and (value := _own(each, name))), "")
            found += [tag] if said.startswith(on) else []
        return found
