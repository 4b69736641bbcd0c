"""Which words of a paragraph the source links, and where to."""

from __future__ import annotations

from collections.abc import Sequence

from audio.script.convention import Piece
from audio.script.text import one_line
from audio.script.unspoken import Cut, spoken
from audio.script.values import Link

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
