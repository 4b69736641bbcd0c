"""What an unlabelled paragraph tells of people who speak, which none of them says."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from audio.script.convention import Piece
from audio.script.names import is_person_name
from audio.script.text import ADDRESSES, asks, ends_sentence, is_of_oneself, is_unspaced, one_line, words
from audio.script.unspoken import PROCEEDINGS

_NAME = 3
"""Words among which a name begins what is told of somebody: `Ada Lowe’s`, `Organist Ada Lowe`."""
_NAME_ENDS = re.compile(r"['’,.:(]")


def lengths(pieces: Sequence[Piece]) -> list[int]:
    """Give of how many paragraphs with words each turn is; lines that a site sets in are none."""
    counted, asked = [0], False
    for piece in pieces:
        if piece.label or piece.changed or asked or piece.kind == "question":
            counted.append(0)
        told = ends_sentence(piece.text) or counted[-1] == 0
        counted[-1] += bool(piece.kind in ("speech", "question") and words(piece.text) and told)
        asked = piece.kind == "question"
    return counted[1:]


def begins_with_name(text: str, names: Sequence[str]) -> bool:
    """Say whether a paragraph begins with somebody's full name."""
    head = one_line(text[:80]).casefold()
    return any(" " in name and head.startswith(f"{name.casefold()} ") for name in names)


def is_about(text: str, names: Sequence[str], speaker: str, *, another: bool) -> bool:
    """Say whether a paragraph below a conversation tells of people rather than that `speaker` goes on.

    It has a full name, or begins with that of the speaker; where it would be `another` paragraph among turns
    of one each, it need only not speak of oneself, or to somebody.
    """
    line = one_line(text).casefold()
    if asks(line) or is_of_oneself(line):  # as in `Will it? I hope so.`
        return False
    first = [_NAME_ENDS.split(word, maxsplit=1)[0] for word in line.split(maxsplit=_NAME)[:_NAME]]
    own = speaker.casefold().split() if is_person_name(speaker) else []
    begun = any(part in first or (is_unspaced(part[0]) and line.startswith(part)) for part in own)
    told = begun or any(" " in name and name.casefold() in line for name in names)
    return told or (another and not ADDRESSES.search(line))


def reports(text: str) -> bool:
    """Say whether a record reports what leads up to speech: `ADA LOWE, having been sworn, testified:`."""
    return text.rstrip().endswith(":") and bool(PROCEEDINGS.search(text)) and not is_of_oneself(text)


def acts(text: str, keys: Collection[str]) -> bool:
    """Say whether a paragraph in round brackets tells what somebody does who speaks: `(Exit WAITER.)`."""
    bracketed = text[:1] == "(" and text[-1:] == ")" and not set("()") & set(text[1:-1])
    named = {word for key in keys for word in key.split()} if bracketed else set()
    return not named.isdisjoint(words(text)) and not is_of_oneself(text)
