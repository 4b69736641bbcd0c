"""Whether lines around a conversation are prose that may be said: no layout, no keys, no lines of a site."""

from __future__ import annotations

import re
from itertools import pairwise

from audio.script.head import is_told
from audio.script.text import count_words, ends_sentence, is_of_oneself, words
from audio.script.unspoken import cuts, has_key, is_caption, is_footer, spoken, unsaid

_NO_WORDS = re.compile(r"\d+")
_ADDRESS = re.compile(
    r"https?://|www\.|\S@\w|\d[ -]\d{3}[ -]\d{4}\b"
    r"|\w\.(?:com|org|net|edu|gov|info|io|fm|tv|eu|de|fr|es|it|nl|pl|co\.uk|ca|au)\b"
)
"""On the web, for mail, of a telephone."""
_COLUMN = re.compile(r"\s\)\Z")
"""How the lines of a court's title end: `Plaintiff,      )`."""
_LONG, _SHORT = 12, 7
"""Words from which on a line is prose without a stop, and up to which it may stand by itself."""
_NARROWEST = 40
"""Characters of a line at which anybody wraps."""
_ROWS, _NARROW = 4, 3
"""Lines of fewer words each, from so many on, are no prose."""


def is_speech(text: str) -> bool:
    """Say whether a line is a sentence or long, and tells nothing. What is cut later may stay."""
    if not words(spoken(text, cuts(text))):
        return True
    if unsaid(text) or _COLUMN.search(text) or (is_caption(text) and count_words(text) <= _LONG):
        return False
    long = count_words(_NO_WORDS.sub(" ", text)) >= _LONG and not _ADDRESS.search(text)
    return (ends_sentence(text) or long or announces(text)) and not is_told(text) and not is_footer(text)


def is_below(text: str) -> bool:
    """Say whether a line below a conversation may be what its last speaker goes on to say.

    A key and an address are its foot's only where no sentence ends: `The best part: nobody noticed.` is said.
    """
    told = not (ends_sentence(text) or is_of_oneself(text)) and (has_key(text) or _ADDRESS.search(text))
    return is_speech(text) and not is_caption(text) and not told


def is_keyless(text: str) -> bool:
    """Say whether a line below a conversation without stops may belong to it."""
    return is_of_oneself(text) or not (is_told(text) or is_footer(text) or unsaid(text))


def is_fragment(text: str) -> bool:
    """Say whether a line is a few words without a stop, which do not go on from the line before."""
    short = count_words(text) <= _SHORT and not text.endswith((",", ";", ":", "："))
    return short and not text[:1].islower() and not is_speech(text)


def is_layout(text: str) -> bool:
    """Say whether many short lines, or several keys, stand one below the other, as in a case's title."""
    rows = text.split("\n")
    narrow = len(rows) >= _ROWS and count_words(text) < _NARROW * len(rows)
    begun = len(rows) > 2 and all(row[:1].isupper() or row[:1].isdigit() for row in rows)
    listed = begun and not any(ends_sentence(row) or row.rstrip().endswith(",") for row in rows)
    return narrow or listed or sum(has_key(row) and not ends_sentence(row) for row in rows) > 1


def announces(text: str) -> bool:
    """Say whether a line of some words ends with a colon: a list follows."""
    return text.rstrip().endswith((":", "：")) and count_words(text) > _SHORT


def parted_lines(text: str) -> list[tuple[int, int]]:
    """Give where each line that may stand by itself, or a run of others, begins and ends."""
    rows = text.split("\n")
    width = max(map(len, rows))
    spans = [(0, len(rows[0]))]
    for row, following in pairwise(rows):
        word = (following.split(maxsplit=1) or [""])[0]
        full = width >= _NARROWEST and len(row) + 1 + len(word) > width  # the next word had no room
        start, end = spans[-1]
        after = end + 1 + len(following)
        alone = _stands_alone(row) or _stands_alone(following)
        apart = bool(unsaid(following)) or has_key(following) or is_told(following) or is_footer(following)
        goes_on = word[:1].islower() or not (apart or (alone and not full))
        spans[-1:] = [(start, after)] if goes_on else [(start, end), (end + 1, after)]
    return spans


def _stands_alone(row: str) -> bool:
    """Say whether a line of few words is no running prose: it has a figure, shouts, or tells something."""
    if count_words(row) > _SHORT or row.rstrip().endswith((",", ";")):
        return False
    shouts = row.isupper() and " " in row.strip()
    return shouts or any(map(str.isdigit, row)) or is_told(row)
