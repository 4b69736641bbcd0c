"""Who says what, where elements of a page tell: by attributes, as posts of a forum, by known selectors."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from operator import itemgetter
from typing import TYPE_CHECKING

from audio.script.readers.exchange import come_again
from audio.script.readers.page.furniture import tokens
from audio.script.readers.page.marks import BLOCKS, DROPPED, cell_text
from audio.script.readers.tables import MAX_NAME

if TYPE_CHECKING:
    from lxml.etree import _Element

DETAILS = "\0"
"""Stands for the author of what is around a post and is no part of it: its date, its number."""
_NAMED = ("data-speaker", "data-speaker-name", "data-speaker-label", "data-person", "data-voice", "data-who")
_AUTHORS = frozenset((
    "author", "username", "creator", "poster", "nick", "nickname", "sender", "handle", "displayname",
    "postername", "authorname", "user", "names", "commenter",
))  # fmt: skip
"""Words of the classes of elements that name the author of a post."""
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


def authors(article: _Element) -> dict[_Element, str]:
    """Give who says what is in an element; empty where the page does not tell."""
    return _attributed(article) or _posts(article)


def in_turn(root: _Element, said: Iterable[_Element], names: Iterable[_Element]) -> dict[_Element, str]:
    """Give as author of all that is said the last name before it, and that nothing else is said."""
    spoken, naming = set(said), set(names)
    found, who = {root: DETAILS}, ""
    for element in root.iter("*"):
        if element in naming:
            who = cell_text(element)
        if element in spoken and who:
            found[element] = who
    return found


def _attributed(article: _Element) -> dict[_Element, str]:
    """Give the names in attributes such as `data-speaker`, unless they are labels in the text as well."""
    found: dict[_Element, str] = {}
    for element in article.iter("*"):
        name = next((name for each in _NAMED if (name := " ".join(element.get(each, "").split()))), "")
        if 0 < len(name) <= MAX_NAME:
            found[element] = name
    written = any(cell_text(element).startswith(name) for element, name in found.items())
    told = len(found) >= _LEAST and come_again(list(found.values()))
    return found if told and not written else {}


def _posts(article: _Element) -> dict[_Element, str]:
    """Give who speaks in each post's body, and `DETAILS` for the post around it."""
    if sum(map(_names_author, article.iter("*"))) < _LEAST:
        return {}
    furniture = set(article.iterfind(f".//*[@{DROPPED}]"))
    whole = len(cell_text(article, furniture))
    groups: dict[tuple[str, str], list[_Element]] = defaultdict(list)
    for element in article.iter(*BLOCKS):
        names = element.get("class", "")[:400].split()[:_MOST_CLASSES]
        for name in {*names, element.get("itemprop", "")} - {""}:
            groups[str(element.tag), name].append(element)
    large = []
    for group in groups.values():
        above = furniture.union(group)
        bodies = [e for e in group if e not in furniture and above.isdisjoint(e.iterancestors())]
        size = sum(len(cell_text(body)) for body in bodies)
        if len(bodies) >= _LEAST and size >= _SHARE * whole:
            large.append((size, bodies))
    for _, bodies in sorted(large, key=itemgetter(0)):
        found = _authored(bodies)
        if sum(len(cell_text(post)) for post, who in found.items() if who == DETAILS) >= _AROUND * whole:
            return found
    return {}


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
        alone = [above for above in body.iterancestors() if within[above] == 1]
        post = alone[-1] if alone else body
        if name := _author_of(post, body):
            names.append(name)
            found[post] = DETAILS
            found[body] = name
    return found if come_again(names) and len(names) >= max(_LEAST, 0.9 * len(bodies)) else {}


def _author_of(post: _Element, body: _Element) -> str:
    """Give the name that the first author's element in a post, outside its body, shows."""
    inside = set(body.iter())
    for element in post.iter("*"):
        if element not in inside and _names_author(element):
            for part in (*element.iter("a"), element):
                if name := _AROUND_NAME.sub("", cell_text(part)):
                    return name
    return ""
