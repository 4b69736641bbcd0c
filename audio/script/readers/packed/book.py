"""Books (EPUB): everything that is read in order, as one page; covers, contents and notes are left out.

EPUB 3.3, https://www.w3.org/TR/epub-33/; EPUB 2 is read as well.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from audio.script.document import Document, Metadata, Person
from audio.script.readers import page, unpacking
from audio.script.readers.unpacking import root_of
from audio.script.text import decode, find_date, one_line

if TYPE_CHECKING:
    from zipfile import ZipFile

_BODY = re.compile(r"<body\b[^>]*>(.*)</body\s*>", re.IGNORECASE | re.DOTALL)
_EMPTY = re.compile(
    r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)(\w+)([^<>]*)/>"
)
"""An empty element of XML, which HTML would take for an open one."""
_TYPE = re.compile(
    r"<(?:body|section|div|aside|nav)\b[^>]{0,300}?\bepub:type\s*=\s*[\"']([^\"']{1,80})", re.IGNORECASE
)
_NOTE = re.compile(
    r"<(aside|nav|section)\b([^>]{0,300}\bepub:type\s*=\s*[\"'][^\"']*?(foot|end|rear)note)", re.IGNORECASE
)
_ASIDES = {
    **dict.fromkeys(("cover", "titlepage", "title-page", "halftitlepage"), "title page"),
    **dict.fromkeys(("copyright-page", "colophon", "imprint"), "imprint"),
    **dict.fromkeys(("nav", "toc", "landmarks", "loi", "lot", "index"), "table of contents"),
}
"""Parts of a book that nobody reads aloud, as they are called in it, and what they are."""


def recognises_bytes(data: bytes) -> bool:
    """Say yes to an archive that says where its book is."""
    return unpacking.holds(data, "META-INF/container.xml")


def read_bytes(data: bytes, source: str) -> Document:
    """Give the blocks of all that is read in order; a line is one of the book's pages, one after the other.

    Raises `ScriptError` where the file is damaged.
    """
    with unpacking.opened(data, source) as archive:
        container = root_of(archive.read("META-INF/container.xml"))
        place = next((each.get("full-path", "") for each in container.iter("rootfile")), "")
        package = root_of(archive.read(place))
        text = "".join(_parts(archive, package, posixpath.dirname(place)))
    read = page.read_all(f"<html><body>{text}</body></html>", source)
    return replace(read, format="epub", metadata=_metadata(package))


def _parts(archive: ZipFile, package: Any, folder: str) -> Iterator[str]:
    """Give the body of each part in order, marked where it is not read."""
    items = {item.get("id"): item for item in package.iter("item")}
    guide = {_path(folder, each.get("href", "")): each.get("type", "") for each in package.iter("reference")}
    for reference in package.iter("itemref"):
        item = items.get(reference.get("idref"))
        path = _path(folder, item.get("href", "")) if item is not None else ""
        text = decode(archive.read(path), path) if path in archive.namelist() else ""
        body = _BODY.search(_EMPTY.sub(r"<\1\2></\1>", text))
        if item is None or body is None:
            continue
        named = _TYPE.search(body[0][:2000])
        kinds = [
            *(named[1].split() if named else ()),
            guide.get(path, ""),
            *item.get("properties", "").split(),
        ]
        reason = next((_ASIDES[kind] for kind in kinds if kind in _ASIDES), "")
        apart = f' data-dropped="{reason}"' if reason else ""
        inside = _NOTE.sub(r'<\1 data-dropped="footnote"\2', body[1])
        yield f"<div{apart}>{inside}</div>\n"


def _path(folder: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))


def _metadata(package: Any) -> Metadata:
    """Give what the book says of itself, in Dublin Core."""
    said = {
        name: [one_line(each.text or "") for each in package.iter(name)]
        for name in ("title", "date", "language", "publisher", "creator")
    }
    first = {name: next(filter(None, found), "") for name, found in said.items()}
    return Metadata(
        title=first["title"][:300],
        date=find_date(first["date"]),
        show=first["publisher"],
        language=first["language"],
        people=tuple(Person(name, description="author") for name in said["creator"] if 0 < len(name) <= 80),
    )
