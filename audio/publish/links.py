"""Addresses on the web that are written in an interview."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_LINK = re.compile(r"""(?:https?://|www\.)[^\s<>"'“”«»\[\]{}|\\^`]+""", re.IGNORECASE)
_CLOSING = ".,;:!?…)’"


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
