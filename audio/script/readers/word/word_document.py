"""Word documents (.docx). What was deleted under change tracking is not read.

Office Open XML, ECMA-376, part 1: https://ecma-international.org/publications-and-standards/standards/ecma-376/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from audio.script.document import Document
from audio.script.readers import unpacking
from audio.script.readers.page import written
from audio.script.readers.word import office_xml
from audio.script.readers.word.office_xml import BOLD, ITALIC, TAB, Dress, Names

_BODY = "word/document"
_ASIDES = {"header": "page header", "footer": "page footer", "footnotes": "footnote",
           "endnotes": "endnote", "comments": "comment"}  # fmt: skip
_BESIDE = re.compile(rf"word/({'|'.join(_ASIDES)})\d*\.xml")
_LOOKS = {
    "pStyle": ("val",), "rStyle": ("val",), "numId": ("val",), "ind": ("left", "start"), "jc": ("val",),
    "color": ("val", "themeColor"), "shd": ("fill", "themeFill"), "highlight": ("val",), "u": ("val",),
    "rFonts": ("ascii",), "sz": ("val",), "caps": ("val",), "smallCaps": ("val",),
}  # fmt: skip
"""Properties that may tell questions from answers, and the attributes that say how."""
_OFF = frozenset(("0", "false", "off", "none"))
_NAMES = Names(
    paragraphs=("p",),
    run="r",
    box="txbxContent",
    tags={"tbl": "table", "tr": "tr", "tc": "td", "hyperlink": "a", "br": "br", "cr": "br"},
    signs={"tab": TAB, "noBreakHyphen": "-"},
    asides={},
    unread=("del", "moveFrom", "Fallback", "pPr", "rPr", "tcPr"),
)  # fmt: skip


def recognises_bytes(data: bytes) -> bool:
    """Say yes to an archive with the part that holds a Word document's text."""
    return unpacking.holds(data, _BODY)


def read_bytes(data: bytes, source: str) -> Document:
    """Give the blocks of the document. Headers, footers, footnotes and comments are in `dropped`.

    Raises `ScriptError` where the file is damaged.
    """
    with unpacking.opened(data, source) as archive:
        place = next(name for name in archive.namelist() if name.startswith(_BODY))
        links = {
            each.get("Id"): each.get("Target", "")
            for each in office_xml.part(archive, place.replace("word/", "word/_rels/") + ".rels")
        }
        styles = {
            each.get("styleId"): each for each in office_xml.part(archive, "word/styles.xml").iter("style")
        }
        body = _texts_only(office_xml.part(archive, place)).find("body")
        for link in body.iter("hyperlink"):
            link.set("href", links.get(link.get("id"), ""))
        html, title = office_xml.as_page(
            body, _NAMES, partial(_dress, office_xml.ancestries(styles, "basedOn/@val"))
        )
        for found in filter(None, map(_BESIDE.fullmatch, archive.namelist())):
            for paragraph in _texts_only(office_xml.part(archive, found[0])).iter("p"):
                html += written.aside("".join(paragraph.itertext()), _ASIDES[found[1]])
        title = title or office_xml.part(archive, "docProps/core.xml").findtext("title") or ""
        return written.read(html, source, "docx", title)


def _texts_only(root: Any) -> Any:
    """Give a part without the white space between its elements."""
    for element in root.iter("*"):
        element.tail, element.text = None, element.text if element.tag == "t" else None
    return root


def _dress(styles: Mapping[str, Sequence[Any]], element: Any) -> Dress:
    """Give how a paragraph or a run is set: by itself, by its style, and a run by its paragraph's."""
    paragraph = next(element.iterancestors("p")) if element.tag == "r" else element
    around = styles.get(paragraph.xpath("string(pPr/pStyle/@val)"), ())
    names = [style.xpath("string(name/@val)") for style in around]
    tag = office_xml.tag_of(names)
    if element is paragraph:
        listed = tag == "p" and element.find("pPr/numPr") is not None
        return Dress("li" if listed else tag, names, list(_looks(element.find("pPr"))))
    own = styles.get(element.xpath("string(rPr/rStyle/@val)"), ())
    said = [element, *own, *(() if tag[0] == "h" else around)]
    marks = [look for mark, look in (("b", BOLD), ("i", ITALIC)) if _is_on(said, mark)]
    return Dress("span", (), [*marks, *_looks(element.find("rPr"))])


def _is_on(said: Sequence[Any], mark: str) -> bool:
    """Say whether the first of a run and its styles that says anything of bold or italics says yes."""
    toggles = (each.find(f"rPr/{mark}") for each in said)
    first = next((toggle for toggle in toggles if toggle is not None), None)
    return first is not None and first.get("val", "1").lower() not in _OFF


def _looks(properties: Any) -> Iterator[str]:
    """Give the names of looks, value by value."""
    for each in properties.iterdescendants() if properties is not None else ():
        if each.tag in _LOOKS:
            yield f"{each.tag}:{','.join(each.get(name, '') for name in _LOOKS[each.tag])}"
