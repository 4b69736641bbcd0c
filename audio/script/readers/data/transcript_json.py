"""What recognisers and podcast hosts write as JSON."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from audio.errors import ScriptError
from audio.script.document import Document, Metadata
from audio.script.readers import frontmatter
from audio.script.readers.data import transcripts
from audio.script.readers.data.values import Piece, load, offset_of
from audio.script.text import is_unspaced, one_line
from audio.script.values import Block, Lines

_OPENING = re.compile(r"[\s\ufeff]*(?:\{\s*(?:\"|\})|\[\s*\{)")
_ANONYMOUS = re.compile(r"(?:speaker|spk|s)?[ _-]{0,2}0*(\d{1,4})", re.IGNORECASE)
_OWN_SPACES = 0.3
"""Share of pieces with white space at an end from which on no other space belongs between them."""
_STOPS = (".", "?", "!", "。", "？", "！")


def recognises(_name: str, text: str) -> float:
    """Say how sure it is by the opening brackets."""
    return 0.95 if _OPENING.match(text[:400]) else 0.0


def read(text: str, source: str) -> Document:
    """Give a block a piece, or a block a sentence where the pieces are single words.

    Raises `ScriptError` with the line where the text is no JSON, and where there is no transcript in it.
    """
    return transcript(text, source, transcripts.pieces)


def transcript(text: str, source: str, pieces_of: Callable[[Any], list[Piece]]) -> Document:
    """Read JSON as `read` does, its pieces found by a function. Raises `ScriptError`."""
    root = load(text, source)
    pieces = pieces_of(root)
    if not any(piece.text.strip() for piece in pieces):
        raise ScriptError(
            "this JSON holds no transcript: no list of texts with speakers was found. Export it again with "
            "speakers, or give the interview as text.",
            source=source,
        )
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    words = sum(" " in piece.text.strip() for piece in pieces) * 4 <= len(pieces)
    groups = _sentences(pieces) if words else ([piece] for piece in pieces)
    blocks = tuple(block for group in groups for block in _block(group, starts))
    return Document(blocks, _metadata(root), "json")


def _sentences(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Give the words that make one block each: those of one speaker up to a full stop."""
    for _, run in groupby(pieces, key=lambda piece: piece.speaker):
        held: list[Piece] = []
        for piece in run:
            held.append(piece)
            if piece.text.rstrip().endswith(_STOPS):
                yield held
                held = []
        if held:
            yield held


def _block(pieces: list[Piece], starts: list[int]) -> Iterator[Block]:
    """Give the block of one speaker's pieces. It begins at the name of its speaker, also below the words."""
    text = ""
    spaced = sum(piece.text != piece.text.strip() for piece in pieces) >= _OWN_SPACES * len(pieces)
    for piece in pieces:
        text += (
            piece.text if spaced or piece.joined or _unspaced(text, piece.text) else f" {piece.text.strip()}"
        )
    text = one_line(html.unescape(text))
    said = [offset for piece in pieces if (offset := offset_of(piece.text)) is not None]
    label = offset_of(pieces[0].speaker)
    first = min(said, default=0) if label is None else label
    if text:
        place = Lines(bisect_right(starts, first), bisect_right(starts, max(first, *said)))
        yield Block(text, place, "cue", speaker=speaker_name(pieces[0].speaker))


def _unspaced(before: str, after: str) -> bool:
    """Say whether no space belongs between two pieces: nothing comes before, or Chinese and Japanese meet."""
    return not before or (is_unspaced(before[-1]) and is_unspaced(after.strip()[:1] or " "))


def speaker_name(label: Any) -> str | None:
    """Give a recogniser's label as people write it: `SPEAKER_01`, `spk_1` and 1 are `Speaker 1`."""
    if label is None or isinstance(label, (bool, float, list, dict)):
        return None
    written = one_line(html.unescape(str(label)))
    if numbered := _ANONYMOUS.fullmatch(written):
        return f"Speaker {numbered[1]}"
    if len(written) == 1 and written.isalpha():
        return f"Speaker {written}"
    return written[:120] or None


def _metadata(root: Any) -> Metadata:
    """Give what the outermost object says, under the keys of front matter."""
    told = frontmatter.metadata(root, Lines(0, 0)) if isinstance(root, Mapping) else Metadata()
    return replace(told, title=html.unescape(told.title), settings={}, lines=())
