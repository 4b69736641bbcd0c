"""Addresses on the web that an interview names, and the words that lead to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from audio.script import Script

_LINK = re.compile(r"""(?:https?://|www\.)[^\s<>"'“”«»\[\]{}|\\^`]+""", re.IGNORECASE)
_CLOSING = ".,;:!?…)’"


@dataclass(frozen=True, slots=True)
class Reference:
    """An address that an interview names."""

    address: str
    """ASCII."""
    words: str = ""
    """What leads to it there; empty where the address itself is written."""
    chapter: str = ""
    """Title of the chapter it stands in; empty where it is not spoken, or in none."""


def references(script: Script) -> tuple[Reference, ...]:
    """Give each address once: those of what is spoken in order, then those of what is not."""
    starts = {(chapter.turn, chapter.paragraph): chapter.title for chapter in script.chapters}
    found: dict[str, Reference] = {}
    title = ""
    for turn in script.turns:
        for number, paragraph in enumerate(turn.paragraphs):
            title = starts.get((turn.number, number), title)
            for link in paragraph.links:
                address = _ascii(link.address)
                found.setdefault(address, Reference(address, link.words, title))
            for address in links_in(paragraph.text):
                found.setdefault(address, Reference(address, "", title))
    for dropped in script.dropped:
        for address in links_in(dropped.text):
            found.setdefault(address, Reference(address))
    return tuple(reference for address, reference in found.items() if address)


def links_in(text: str) -> list[str]:
    """Give each address of a text once, in order, as ASCII that every player takes; `www.` becomes https."""
    found = (_ascii(_trimmed(match.group())) for match in _LINK.finditer(text))
    return list(dict.fromkeys(link for link in found if link))


def _trimmed(link: str) -> str:
    """Leave off what ends the sentence and not the address; a bracket that opens in it may close in it."""
    while link and link[-1] in _CLOSING and not (link[-1] == ")" and link.count("(") >= link.count(")")):
        link = link[:-1]
    return link


def _absolute(link: str) -> str:
    return link if "://" in link else f"https://{link}"


def _ascii(link: str) -> str:
    """Write an address in ASCII, its path percent-encoded and its host in the form that name servers know.

    Empty for what only looks like an address.
    """
    try:
        parts = urlsplit(_absolute(link))
        host = parts.netloc.encode("idna").decode("ascii")
    except ValueError:  # UnicodeError is one
        return ""
    if not host.strip("w."):
        return ""
    return parts._replace(
        netloc=host,
        path=quote(parts.path, safe="/%:@!$&'()*+,;=~-._"),
        query=quote(parts.query, safe="/%:@!$&'()*+,;=~-._?"),
        fragment=quote(parts.fragment, safe="/%:@!$&'()*+,;=~-._?"),
    ).geturl()
