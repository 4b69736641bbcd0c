"""A piece of a file and who says it."""

from __future__ import annotations

from dataclasses import dataclass

from audio.script.convention import Piece


@dataclass(frozen=True, slots=True)
class Attributed:
    """A piece and who says it."""

    piece: Piece
    speaker: str | None
    """A name, `NARRATOR` for narration, or None for what nobody says."""
    narration: bool = False
    reason: str = ""
    """Why it is not said."""


def sign_back(pieces: list[Attributed], name: str) -> None:
    """Give the last pieces that carry no label to whom the signature behind them names."""
    for at in range(len(pieces) - 1, -1, -1):
        here = pieces[at]
        spoken = here.speaker is not None and not here.narration
        if not spoken or here.piece.label is not None or here.piece.kind != "speech":
            return
        pieces[at] = Attributed(here.piece, name)
