"""What on a page is furniture: navigation, share buttons, advertisements; told by tag, role and class."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from audio.tables import rows

if TYPE_CHECKING:
    from lxml.etree import _Element

_PACKAGE = "audio.script.readers.page"
ELEMENTS = {row["meaning"]: frozenset(row["tags"].split()) for row in rows(_PACKAGE, "elements.tsv")}
"""What elements are, such as `block` or `strong` -> their tags."""
HIDDEN = ELEMENTS["hidden"]
"""Elements whose text nobody sees."""
_REASONS = {
    (row["kind"], word): row["reason"]
    for row in rows(_PACKAGE, "furniture.tsv")
    for word in row["words"].split()
}
"""Why a tag, a role or a word of a class is furniture."""
_SPLIT = re.compile(r"[-_\s:]+|(?<=[a-z])(?=[A-Z])")
_NONE_SHOWN = re.compile(r"display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden", re.IGNORECASE)
_OF_AUTHORS = frozenset(("author box", "byline"))
_SURE = frozenset(("aside", "comments", "navigation", "related articles"))
_PROSE = frozenset((
    "aside", "author box", "comments", "cookie notice", "dialog", "footer", "footnotes", "form", "license",
    "pull quote", "sidebar",
))  # fmt: skip
"""Furniture that may be whole paragraphs; the rest is links and a few words."""
_MAX_BESIDE = 300
"""Characters beside a link. What has more is prose, whatever its class says, such as the rest of an article
that "read more" unfolds."""
_MAX_SHARE = 0.4
"""What has a greater share of a page's text is no furniture. Twice that for what a page may have more of than
of its own text."""
_MAX_HIDDEN = 300
"""Characters. A longer text that is hidden at first is one that a button shows, such as a transcript."""


class Size(NamedTuple):
    """How much is under an element."""

    text: int
    """Visible characters outside links."""
    linked: int
    """Visible characters in links."""
    links: int
    """Number of links."""
    prose: int
    """Visible characters in paragraphs, outside links and headings."""


def furniture(root: _Element, sizes: dict[_Element, Size]) -> dict[_Element, str]:
    """Give the elements that are not the article's text, with the reason."""
    total = max(sizes[root].text, 1) if root in sizes else 1
    reasons: dict[_Element, str] = {}
    shares: Counter[str] = Counter()
    for element, size in sizes.items():
        reason = _reason(element, size)
        if reason and _is_little(reason, size, total):
            reasons[element] = reason
            shares[reason] += size.text
    authors = sum(reason in _OF_AUTHORS for reason in reasons.values())
    # A page builder may call every part a widget, and so many authors are the speakers of a conversation.
    wrong = {reason for reason in ("sidebar", "player", "caption") if shares[reason] > _MAX_SHARE * total}
    wrong |= _OF_AUTHORS if authors > 3 else frozenset()
    return {element: reason for element, reason in reasons.items() if reason not in wrong}


def _is_little(reason: str, size: Size, total: int) -> bool:
    """Say whether an element holds no more of a page's text than furniture of its kind may."""
    beside = size.text <= _MAX_BESIDE * (1 + size.links) or reason in _PROSE
    return beside and size.text <= _MAX_SHARE * total * (1 + (reason in _SURE))


def _reason(element: _Element, size: Size) -> str | None:
    """Give why one element is furniture by its tag, role, class or style."""
    tag = str(element.tag)
    if tag in ("html", "body", "main", "article", "h1"):
        return None
    said = _REASONS.get(("tag", tag)) or _REASONS.get(("role", (element.get("role") or "").lower()))
    if said or (tag == "header" and _is_page_header(element)):
        return said or "page header"
    found = [_REASONS["class", word] for word in tokens(element) if ("class", word) in _REASONS]
    if found:
        return min(found)
    if tag in ("ul", "ol", "dl") and size.links >= 3 and size.linked > 4 * size.text:
        return "list of links"
    return "hidden" if size.text < _MAX_HIDDEN and _is_hidden(element) else None


def _is_page_header(header: _Element) -> bool:
    """Say whether a header is the site's: outside the article and without a title."""
    above = {str(element.tag) for element in header.iterancestors()}
    return above.isdisjoint(("article", "main")) and header.find(".//h1") is None


def _is_hidden(element: _Element) -> bool:
    style = (element.get("style") or "")[:400]
    return element.get("hidden") is not None or _NONE_SHOWN.search(style) is not None


def tokens(element: _Element) -> set[str]:
    """Give the words of an element's class and id, and each two neighbours as one, in small letters."""
    written = f"{element.get('class') or ''} {element.get('id') or ''}"[:600]
    if written == " ":
        return set()
    small = [word.lower() for word in _SPLIT.split(written) if word]
    return {*small, *map("".join, pairwise(small))}
