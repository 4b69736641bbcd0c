"""Tables in which every speaker has a column: each row is filled in that of whoever speaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from audio.script.names import classify
from audio.script.text import asks, count_words, ends_sentence

_FEWEST_ROWS = 4
_MOST_SPEAKERS = 8
_WORDY = 3.0
"""Words of a mean cell from which on a column may be speech."""
_PEOPLE = ("person", "titled", "role", "letter", "initials", "joint")


def speaking_columns(head: Sequence[str], body: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Give the 0-based columns headed by who speaks in them, or nothing where the table is no conversation.

    In nearly every row exactly one of them is filled, with a sentence, and they take turns.
    """
    likely = [column for column, name in enumerate(head) if _is_named(name) and _is_speech(body, column)]
    if not 2 <= len(likely) <= _MOST_SPEAKERS or len(body) < _FEWEST_ROWS:
        return ()
    filled = [[column for column in likely if _cell(row, column)] for row in body]
    spoken = [columns[0] for columns in filled if len(columns) == 1]
    texts = [_cell(row, columns[0]) for row, columns in zip(body, filled, strict=True) if len(columns) == 1]
    changes = sum(a != b for a, b in pairwise(spoken))
    if (
        len(spoken) < 0.9 * sum(map(bool, filled))
        or min(Counter(spoken).get(column, 0) for column in likely) < 2
        or changes < 0.3 * (len(spoken) - 1)
        or sum(map(_is_sentence, texts)) < 0.6 * len(texts)
    ):
        return ()
    people = all(classify(head[column]).kind in _PEOPLE for column in likely)
    asking = sum(map(asks, texts)) >= 0.15 * len(texts)
    return tuple(likely) if asking or (people and changes >= 0.5 * (len(spoken) - 1)) else ()


def _is_named(name: str) -> bool:
    return bool(name) and classify(name).prior > 0


def _is_speech(body: Sequence[Sequence[str]], column: int) -> bool:
    """Say whether what a column holds is as long as what people say, and not in every row."""
    cells = [cell for row in body if (cell := _cell(row, column))]
    words = sum(map(count_words, cells))
    return 2 <= len(cells) < 0.95 * len(body) and words >= _WORDY * len(cells)


def _is_sentence(text: str) -> bool:
    return ends_sentence(text) or asks(text)


def _cell(row: Sequence[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""
