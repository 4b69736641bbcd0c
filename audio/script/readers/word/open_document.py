"""Text documents of LibreOffice and its kin (.odt). What was deleted under change tracking is not read.

OpenDocument 1.3, part 3: https://docs.oasis-open.org/office/OpenDocument/v1.3/.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from audio.script.document import Document
from audio.script.readers import unpacking
from audio.script.readers.page import written
from audio.script.readers.word import office_xml
from audio.script.readers.word.office_xml import BOLD, ITALIC, TAB, Dress, Names

_KIND = b"application/vnd.oasis.opendocument.text"
_MARKS = {BOLD: ("font-weight", ("bold", "6", "7", "8", "9")), ITALIC: ("font-style", ("italic",))}
"""Properties of text, and how the values begin that set it so."""
_NAMES = Names(
    paragraphs=("p", "h"),
    run="span",
    box="frame",
    tags={"list": "ul", "list-item": "li", "list-header": "li", "table": "table", "table-row": "tr",
          "table-cell": "td", "a": "a", "line-break": "br"},
    signs={"tab": TAB, "s": " "},
    asides={"note": "footnote", "annotation": "comment", "table-of-content": "table of contents"},
    unread=("tracked-changes", "sequence-decls", "forms", "title", "desc", "binary-data", "ruby-text"),
)  # fmt: skip


def recognises_bytes(data: bytes) -> bool:
    """Say yes to an archive that calls itself an OpenDocument text."""
    return unpacking.holds(data, "mimetype", _KIND)


def read_bytes(data: bytes, source: str) -> Document:
    """Give the blocks of the document. Running heads, footnotes and comments are in `dropped`.

    Raises `ScriptError` where the file is damaged.
    """
    with unpacking.opened(data, source) as archive:
        outside, inside = office_xml.part(archive, "styles.xml"), office_xml.part(archive, "content.xml")
        styles = {each.get("name", ""): each for root in (outside, inside) for each in root.iter("style")}
        html, title = office_xml.as_page(
            inside.find("body/text"),
            _NAMES,
            partial(_dress, office_xml.ancestries(styles, "@parent-style-name")),
        )
        for element in outside.iter("header", "footer"):
            html += written.aside(" ".join(element.itertext()), f"page {element.tag}")
        title = title or office_xml.part(archive, "meta.xml").findtext("meta/title") or ""
        return written.read(html, source, "odt", title)


def _dress(styles: Mapping[str, Sequence[Any]], element: Any) -> Dress:
    """Give how a paragraph or a span is set, by its styles."""
    key = element.get("style-name", "")
    own = styles.get(key, ())
    names = [key, *(style.get("parent-style-name", "") for style in own)]
    level = min(int(element.get("outline-level") or 1), 6) if element.tag == "h" else 0
    tag = "span" if element.tag == "span" else f"h{level}" if level else office_xml.tag_of(names)
    marks = [look for look, (name, on) in _MARKS.items() if _said(own, name).startswith(on)]
    return Dress(tag, names, [*(() if tag[0] == "h" else marks), f"style:{key}"])


def _said(styles: Sequence[Any], name: str) -> str:
    """Give what the first of some styles that says anything of a property of text says."""
    return next(
        (each for each in (style.xpath(f"string(text-properties/@{name})") for style in styles) if each), ""
    )
