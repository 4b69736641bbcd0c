"""What stands in a paragraph: links, and how parts of it are to be said, by marks, italics and bold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from audio.script.convention import Piece
from audio.script.direction import merged, placed
from audio.script.text import count_words, one_line
from audio.script.unspoken import Cut, spoken
from audio.script.values import Direction, DirectionKind, Link

_MOST_WORDS = 6
"""Words in italics or bold that are stressed; more are a quotation, or another voice."""
_ENCODED = str.maketrans({"(": "%28", ")": "%29", "<": "%3C", ">": "%3E"})
"""Signs that would end a Markdown link, as addresses may write them as well."""


def links_of(piece: Piece, removed: Sequence[Cut], said: str) -> tuple[Link, ...]:
    """Give the links of a piece to the web, of which `said` is left without what was removed.

    Links that lead elsewhere, such as to a footnote, are left out, and so are words of which a part is not
    spoken, or that are the address itself.
    """
    found: list[Link] = []
    for span in piece.block.spans:
        if not span.target or span.start < piece.start or span.end > piece.end:
            continue
        address = "".join(span.target.split())
        start, end = span.start - piece.start, span.end - piece.start
        words = one_line(piece.text[start:end])
        through = spoken(piece.text[:end], [cut for cut in removed if cut.end <= end])
        plain = words and through.endswith(words) and said.startswith(through) and not set("[]") & set(words)
        if plain and address != words and address.lower().startswith(("http://", "https://")):
            found.append(Link(len(through) - len(words), words, address.translate(_ENCODED)))
    return tuple(found)


def directions_of(
    piece: Piece, removed: Sequence[Cut], said: str, links: Sequence[Link]
) -> tuple[Direction, ...]:
    """Give the directions of a piece, of which `said` is left without what was removed.

    A place in what was removed, or in the label, is where the text goes on. A link is in it as a whole.
    """
    asked = list(_asked(piece))
    if not asked:
        return ()
    now = _places(piece.text, removed, said)
    found: list[Direction | None] = []
    for kind, start, end, value in asked:
        first, last = now[start], now[end]
        for link in links:
            stop = link.start + len(link.words)
            first = link.start if link.start < first < stop else first
            last = stop if link.start < last < stop else last
        whole = kind == "italics" and (
            last - first >= len(said) or count_words(said[first:last]) > _MOST_WORDS
        )
        found.append(None if whole else placed(said, kind, first, last, value))
    return merged(filter(None, found))


def shifted(directions: Iterable[Direction], text: str, by: int) -> tuple[Direction, ...]:
    """Give the directions of a part of a text, before which `by` characters stand in it."""
    moved = (placed(text, each.kind, each.start + by, each.end + by, each.value) for each in directions)
    return merged(filter(None, moved))


def points(piece: Piece, text: str, at: int) -> Iterator[Direction]:
    """Give the pauses and takes of a piece without words as those of a place in a paragraph's text."""
    for kind, _, _, value in _asked(piece):
        if kind in ("pause", "take") and (point := placed(text, kind, at, at, value)):
            yield point


def _asked(piece: Piece) -> Iterator[tuple[DirectionKind, int, int, float]]:
    """Give what is asked for in a piece, as offsets in its text; the label is before its first character."""
    first = piece.label.start if piece.label else piece.start
    length = piece.end - piece.start
    for each in piece.block.directions:
        point = each.kind in ("pause", "take")
        if (
            (first <= each.start <= piece.end)
            if point
            else (each.start < piece.end and piece.start < each.end)
        ):
            start, end = max(each.start - piece.start, 0), min(each.end - piece.start, length)
            yield each.kind, start, max(start, end), each.value
    for span in piece.block.spans:
        if span.kind in ("strong", "emphasis") and piece.start <= span.start and span.end <= piece.end:
            yield "italics", span.start - piece.start, span.end - piece.start, 0.0


def _places(text: str, removed: Sequence[Cut], said: str) -> list[int]:
    """Tell where each character of a text is in what is said of it, or where what follows it is."""
    kept = bytearray(b"\1" * len(text))
    for cut in removed:
        kept[cut.start : cut.end] = bytes(cut.end - cut.start)
    places: list[int] = []
    at = 0
    for character, stays in zip(text, kept, strict=True):
        while stays and said[at : at + 1] == " " and not character.isspace():
            at += 1
        places.append(at)
        at += bool(stays and not character.isspace() and said[at : at + 1] == character)
    return [*places, min(len(said), at)]
