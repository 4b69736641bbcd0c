r"""What stands in a paragraph of the canonical script: links, marks of direction, and `*italics*`.

Text that only looks like one of them has a backslash: `[words]\(`, `\[slower]`, `\*`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audio.script.direction import LIKE_A_MARK, edited, mark_of, merged, placed, taken_off
from audio.script.values import Direction, Link, Paragraph

_LINK = re.compile(r"\[([^\[\]]+)\]\((https?://[^()\s]+)\)", re.IGNORECASE)
_LOOKS_LINKED = re.compile(r"\](?=\\*\(https?://)", re.IGNORECASE)
_NO_LINK = re.compile(r"(?<=\])\\(?=\\*\(https?://)", re.IGNORECASE)
_STARS = re.compile(
    r"\]\(https?://[^()\s]+\)"  # an address may hold any sign
    r"|(?P<escape>\\)\\*\*"
    r"|(?<![\w*\\])\*(?P<said>(?=[^\s*\\]|\\+\[)"
    r"(?:\]\(https?://[^()\s]+\)|\\+\*|[^*\\\n]|\\(?!\\*\*)){1,400}?(?<=[^\s*\\]))\*(?![\w*])",
    re.IGNORECASE,
)
_POINT, _OPENS, _LITERAL = 2, 3, 4
"""In which order what is put in at one place stands: what closes comes first, by what it closes."""


def with_marks(paragraph: Paragraph) -> str:
    """Give a paragraph's text with its links and directions written into it."""
    parts, at = list[str](), 0
    for place, _, _, mark in sorted(_put_in(paragraph)):
        parts += [paragraph.text[at:place], mark]
        at = place
    return "".join([*parts, paragraph.text[at:]])


def _put_in(paragraph: Paragraph) -> Iterator[tuple[int, int, int, str]]:
    """Give what is put into the text: where, in which order there, and what."""
    text = paragraph.text
    for found in _LOOKS_LINKED.finditer(text):
        yield found.end(), _LITERAL, 0, "\\"
    for star in re.finditer(r"\*", text):
        yield star.start(), _LITERAL, 0, "\\"
    for like in LIKE_A_MARK.finditer(text):
        yield like.end("escape"), _LITERAL, 0, "\\"
    for link in paragraph.links:
        end = link.start + len(link.words)
        yield link.start, _OPENS, link.start - end, "["
        yield end, 1, 0, f"]({link.address})"
    for each in paragraph.directions:
        if each.kind == "italics":
            yield each.start, _OPENS, 1, "*"
            yield each.end, 0, 0, "*"
        elif each.start == each.end:
            yield each.start, _POINT, 0, _spaced(text, each.start, mark_of(each)[0])
        else:
            opens, closes = mark_of(each)
            yield each.start, _OPENS, each.start - each.end - len(text), opens
            yield each.end, 1, len(text) + each.end - each.start, closes


def _spaced(text: str, place: int, mark: str) -> str:
    """Put the space of a text on the other side of a mark too."""
    if place == len(text):
        return f" {mark}"
    return f"{mark} " if place == 0 or text[place - 1].isspace() else mark


@dataclass(frozen=True, slots=True)
class Taken:
    """What `with_marks` wrote, taken apart."""

    text: str
    """May be empty."""
    links: tuple[Link, ...]
    directions: tuple[Direction, ...]
    removed: tuple[str, ...]
    """Marks that direct nothing and are no text."""
    open: tuple[str, ...]
    """Marks that direct nothing and stay as text."""


def take_marks(written: str) -> Taken:
    """Take apart what `with_marks` wrote."""
    stars = edited(written, sorted(_star_changes(written, 0)))
    found = list(_LINK.finditer(stars.text))
    bare = edited(stars.text, sorted(_link_changes(stars.text, found)))
    read = taken_off(bare.text, ())

    def now(offset: int) -> int:
        return read.edits.moved(bare.moved(offset))

    links = tuple(Link(now(link.start(1)), link[1], link[2]) for link in found)
    italics = (
        placed(read.text, "italics", now(stars.moved(star.start())), now(stars.moved(star.end() - 1)))
        for star in _STARS.finditer(written)
        if star["said"]
    )
    odd = tuple(bare.text[e.start : e.end] for e in read.removed if e.reason == "unknown direction")
    directions = merged((*read.directions, *filter(None, italics)))
    return Taken(read.text, links, directions, odd, read.open)


def _star_changes(text: str, first: int) -> Iterator[tuple[int, int, str]]:
    """Give what becomes of stars and their backslashes in a text that begins at `first`."""
    for star in _STARS.finditer(text):
        start, end = star.start() + first, star.end() + first
        if star["escape"]:
            yield start, start + 1, ""
        elif star["said"]:
            yield start, start + 1, ""
            yield from _star_changes(star["said"], start + 1)
            yield end - 1, end, ""


def _link_changes(text: str, found: list[re.Match[str]]) -> Iterator[tuple[int, int, str]]:
    for link in found:
        yield link.start(), link.start(1), ""
        yield link.end(1), link.end(), ""
    yield from ((no.start(), no.end(), "") for no in _NO_LINK.finditer(text))
