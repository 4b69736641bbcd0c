r"""Links in the canonical script: `[words](address)`. What only looks so has a backslash: `[words]\(`."""

from __future__ import annotations

import re

from audio.script.values import Link, Paragraph

_LINK = re.compile(r"\[([^\[\]]+)\]\((https?://[^()\s]+)\)", re.IGNORECASE)
_LOOKS_SO = re.compile(r"\](\\*)\((?=https?://)", re.IGNORECASE)
_ESCAPED = re.compile(r"\]\\(\\*)\((?=https?://)", re.IGNORECASE)


def with_links(paragraph: Paragraph) -> str:
    """Give a paragraph's text with its links written into it."""
    parts, at = list[str](), 0
    for link in paragraph.links:
        parts += [
            _LOOKS_SO.sub(r"]\\\1(", paragraph.text[at : link.start]),
            f"[{link.words}]({link.address})",
        ]
        at = link.start + len(link.words)
    return "".join([*parts, _LOOKS_SO.sub(r"]\\\1(", paragraph.text[at:])])


def take_links(written: str) -> tuple[str, tuple[Link, ...]]:
    """Give what `with_links` wrote as the text and its links."""
    text, links, at = "", list[Link](), 0
    for match in _LINK.finditer(written):
        text += _ESCAPED.sub(r"]\1(", written[at : match.start()])
        links.append(Link(len(text), match[1], match[2]))
        text += match[1]
        at = match.end()
    return text + _ESCAPED.sub(r"]\1(", written[at:]), tuple(links)
