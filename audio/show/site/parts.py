"""What a page of the site takes from the episode's own page, which has it: waveform, words, chapters."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from lxml import etree, html

from audio.errors import PublishError


@dataclass(frozen=True, slots=True)
class PageParts:
    """Pieces of an episode's page, as HTML."""

    cover: str
    """The picture's address, its bytes in it."""
    facts: str
    people: str
    wave: str
    chapters: str
    transcript: str
    links: str
    data: dict[str, Any]
    """What it says to machines, by schema.org."""


def page_parts(page: Path) -> PageParts:
    """Take an episode's page apart. Raises `PublishError` for a file that is none."""
    try:
        root = html.document_fromstring(page.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
        (data,) = root.xpath("//script[@type='application/ld+json']")
        return PageParts(
            cover=root.xpath("string(//img[@class='cover']/@src)"),
            facts=_inner(root, "//p[@class='facts']"),
            people=_outer(root, "//ul[@class='people']"),
            wave=_outer(root, "//div[@class='wave']/*[local-name()='svg']"),
            chapters=_outer(root, "//nav[@class='chapters']"),
            transcript=_inner(root, "//div[@id='transcript']"),
            links=_outer(root, "//section[@class='links']"),
            data=json.loads(data.text),
        )
    except (OSError, ValueError, etree.LxmlError) as error:
        raise PublishError(f"{page} is no page of an episode: delete it, and build again.") from error


def _outer(root: Any, path: str) -> str:
    """Give an element with its tags; empty where there is none."""
    return "".join(html.tostring(each, encoding="unicode", with_tail=False) for each in root.xpath(path))


def _inner(root: Any, path: str) -> str:
    """Give what is in an element."""
    (element,) = root.xpath(path)
    inner = (html.tostring(each, encoding="unicode") for each in element)
    return escape(element.text or "") + "".join(inner)
