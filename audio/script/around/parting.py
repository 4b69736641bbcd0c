"""What is judged: pieces without a sign of who says them, by their lines where these stand by themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from audio.script.convention import Piece, is_closing, is_stamp_only
from audio.script.text import ends_sentence, has_word
from audio.script.unspoken import cuts, signed_name, spoken, unsaid

Place = Literal["", "before", "within", "behind"]
_NARROWEST = 24
"""Characters of a line at which anybody wraps."""
_RAGGED = 0.85
"""How much of the longest line one without a stop fills that goes on in the next."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece, or lines of one."""

    piece: Piece
    place: Place = ""
    """Where it stands seen from the first and the last sign of a speaker; empty where it is not judged."""
    follows: bool = False
    """It is not the first of its piece."""


def is_sign(piece: Piece) -> bool:
    """Say whether a piece tells that somebody speaks: by a label, a look or a mark."""
    spoken = bool(piece.label or piece.changed) and piece.kind == "speech"
    return spoken or (piece.kind == "question" and not is_closing(piece))


def units(pieces: Sequence[Piece]) -> list[Unit]:
    """Give the units of all pieces, in order; none is judged where nobody speaks."""
    signs = [at for at, piece in enumerate(pieces) if is_sign(piece)]
    if not signs:
        return [Unit(piece) for piece in pieces]
    found: list[Unit] = []
    waits = False
    for at, piece in enumerate(pieces):
        place: Place = "before" if at < signs[0] else "behind" if at > signs[-1] else "within"
        cue = piece.block.kind == "cue" and place != "behind"
        if cue or piece.block.kind == "heading" or piece.kind != "speech" or _tells(piece):
            found.append(Unit(piece))
            waits = waits or is_sign(piece)
            continue
        parts = list(_parted(piece))
        first = is_sign(piece) or (waits and any(has_word(part.text) for part in parts))
        waits = waits and not first
        if is_sign(piece):
            waits = not any(has_word(part.text) for part in parts)
        rest: Place = "behind" if at == signs[-1] else place
        found.append(Unit(parts[0], "" if first else place))
        found += [Unit(part, rest, follows=True) for part in parts[1:]]
    return found


def _tells(piece: Piece) -> bool:
    """Say whether a piece without a sign tells of itself what it is: a stamp, or who spoke before it."""
    return is_stamp_only(piece) or (not is_sign(piece) and bool(signed_name(piece.text)))


def has_words(text: str) -> bool:
    """Say whether anything in a text may be said."""
    return has_word(spoken(text, cuts(text)))


def _parted(piece: Piece) -> Iterator[Piece]:
    """Give the lines of a piece, those together that one sentence is wrapped into."""
    rows = piece.text.split("\n")
    if len(rows) == 1 or piece.block.kind in ("item", "cue"):
        yield piece
        return
    width = max(map(len, rows))
    starts, at = [0], 0
    for row, following in pairwise(rows):
        at += len(row) + 1
        word = (following.split(maxsplit=1) or [""])[0]
        full = width >= _NARROWEST and len(row) + 1 + len(word) > width  # the next word had no room
        ragged = len(row) >= max(_NARROWEST, _RAGGED * width) and not ends_sentence(row)
        goes_on = not word or word[:1].islower() or ((full or ragged) and not unsaid(following))
        if not goes_on and has_words(piece.text[starts[-1] : at]):
            starts.append(at)
    for start, end in pairwise([*starts, len(piece.text) + 1]):
        label = piece.label if start == 0 else None
        changed = piece.changed and start == 0
        yield replace(
            piece, start=piece.start + start, end=piece.start + end - 1, label=label, changed=changed
        )
