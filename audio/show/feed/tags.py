"""XML as feeds have it: four namespaces, text without what XML has no place for, no value too long."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

NAMESPACES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "psc": "http://podlove.org/simple-chapters",
}
LONGEST = 255
"""Characters of a value, by Apple and PSP-1; descriptions have a measure of their own."""
LONGEST_DESCRIPTION = 4000
"""Bytes of a description, by Apple and PSP-1."""
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def root() -> Any:
    """Give the outermost element of a feed."""
    return etree.Element("rss", {"version": "2.0"}, nsmap=NAMESPACES)


def put(parent: Any, tag: str, text: str = "", /, **attributes: str) -> Any:
    """Add an element such as `title` or `itunes:author`, its values cut to what a feed may hold."""
    added = etree.SubElement(parent, _named(tag))
    for name, value in attributes.items():
        added.set(name, short(value))
    if text:
        added.text = short(text)
    return added


def put_description(parent: Any, html: str) -> None:
    """Add a description, which may be longer than other values."""
    etree.SubElement(parent, "description").text = _FORBIDDEN.sub("", html).strip()


def short(text: str) -> str:
    """Give a value on one line, without blanks around it, and no longer than a feed's may be."""
    plain = " ".join(_FORBIDDEN.sub("", text).split())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1].rstrip() + "…"


def written(feed: Any) -> bytes:
    """Give a feed as a file, the same every time."""
    etree.indent(feed)
    whole: bytes = etree.tostring(feed, xml_declaration=True, encoding="UTF-8")
    return whole + b"\n"


def _named(tag: str) -> str:
    prefix, colon, name = tag.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{name}" if colon else tag
