"""Posts on a page, such as a forum's topic: one element names the author, another holds the words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from audio.script.readers.page.furniture import tokens
from audio.script.readers.page.marks import BLOCKS, cell_text
from audio.script.readers.page.roles import DETAILS
from audio.script.readers.tables import MAX_NAME

if TYPE_CHECKING:
    from lxml.etree import _Element

    from audio.script.readers.page.article import Choice

_AUTHORS = frozenset((
    "author", "username", "creator", "poster", "nick", "nickname", "sender", "handle", "displayname",
    "postername", "authorname", "user", "names", "commenter",
))  # fmt: skip
_AROUND_NAME = re.compile(
    r"^(?:by|von|par|por|da|door) "
    r"|\s(?:says|said|wrote|writes|schreibt|schrieb|sagt|dice|dit|disse|escribió)?\s?:$",
    re.IGNORECASE,
)
"""What stands before or after an author's name."""
_LEAST = 4
_SHARE = 0.35
"""Part of the article's text that the words of its posts must be."""
_AROUND = 0.7
"""Part of the article's text that its posts, with their dates and numbers, must be; comments are less."""
_MOST_CLASSES = 6


def posts(choice: Choice) -> dict[_Element, str]:
    """Give who speaks in each post's body, and `DETAILS` for the post around it; empty without posts."""
    if not _has_authors(choice.article):
        return {}
    furniture = set(choice.furniture())
    outer = [
        each
        for each in choice.article.iter()
        if each in furniture and furniture.isdisjoint(each.iterancestors())
    ]
    whole = len(cell_text(choice.article)) - sum(len(cell_text(each)) for each in outer)
    for bodies in _alike(choice.article, furniture, whole):
        found = _authored(bodies)
        around = sum(len(cell_text(post)) for post, who in found.items() if who == DETAILS)
        if found and around >= _AROUND * whole:
            return found
    return {}


def _alike(article: _Element, furniture: set[_Element], whole: int) -> list[list[_Element]]:
    """Give the groups of elements of one class that, not within each other, hold much of the article."""
    groups: dict[str, list[_Element]] = defaultdict(list)
    for element in article.iter(*BLOCKS):
        names = (element.get("class") or "")[:400].split()[:_MOST_CLASSES] if element.attrib else []
        if element.get("itemprop") in ("text", "commentText", "articleBody"):
            names.append(f"={element.get('itemprop')}")
        for name in names:
            groups[f"{element.tag} {name}"].append(element)
    several = [group for group in groups.values() if len(group) >= _LEAST]
    large = []
    for group in several:
        members = set(group)
        without = members | furniture
        outer = [each for each in group if each not in furniture and without.isdisjoint(each.iterancestors())]
        size = sum(len(cell_text(each)) for each in outer)
        if len(outer) >= _LEAST and size >= _SHARE * whole:
            large.append((size, outer))
    return [outer for _, outer in sorted(large, key=lambda pair: pair[0])]


def _has_authors(article: _Element) -> bool:
    """Say whether enough elements name an author for a conversation."""
    found = 0
    for element in article.iter():
        found += isinstance(element.tag, str) and _names_author(element)
        if found >= _LEAST:
            return True
    return False


def _names_author(element: _Element) -> bool:
    if not element.attrib:
        return False
    words = tokens(element)
    told = element.get("itemprop") in ("author", "creator") or not _AUTHORS.isdisjoint(words)
    told = told or ("fn" in words and element.tag != "a")  # a card's full name; a link's is a function
    return told and 0 < len(cell_text(element)) <= MAX_NAME


def _authored(bodies: list[_Element]) -> dict[_Element, str]:
    """Give the bodies with their authors and the posts around them where nearly every body has an author."""
    within = Counter(above for body in bodies for above in body.iterancestors())
    found: dict[_Element, str] = {}
    names = []
    for body in bodies:
        post = body
        for above in body.iterancestors():
            if within[above] > 1:
                break
            post = above
        name = _author_of(post, body)
        if name:
            names.append(name)
            found[post] = DETAILS
            found[body] = name
    several = Counter(names)
    enough = len(names) >= max(_LEAST, 0.9 * len(bodies)) and 2 <= len(several) < len(names)
    return found if enough else {}


def _author_of(post: _Element, body: _Element) -> str:
    """Give the name that the first author's element in a post, outside its body, shows."""
    inside = set(body.iter())
    for element in post.iter():
        if isinstance(element.tag, str) and element not in inside and _names_author(element):
            inner = next((each for each in element.iter() if each.get("itemprop") == "name"), None)
            link = element if element.tag == "a" else next(iter(element.iter("a")), None)
            for part in (inner, link, element):
                if part is not None and (name := _AROUND_NAME.sub("", cell_text(part))):
                    return name
    return ""
