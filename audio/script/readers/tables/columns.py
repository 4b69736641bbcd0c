"""Which column of a table says who speaks, and which says what; for CSV, HTML and DOCX alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from audio.script.names import classify
from audio.script.readers.exchange import ask, come_again
from audio.script.text import count_words, ends_sentence, has_letters, is_question, phrases_of

_HEADINGS = {
    "speaker": phrases_of("speaker_headings") + "(?:[ _-]?(?:name|label|id|tag))?",
    "text": phrases_of("text_headings") + "s?(?:[ _-]?(?:text|body))?",
    "question": phrases_of("question_headings"),
    "answer": phrases_of("answer_headings"),
}
"""What headings of columns say the columns hold -> their pattern."""
_FEWEST = 4
"""Rows from which on a table is told by its cells alone."""
_HEADING = 8
"""Words that a column's heading has at most."""
_SAMPLE = 200
"""Rows by which a table is judged."""
MAX_NAME = 60
"""Characters; what is longer is no name."""

_Column = Sequence[str]
"""The cells of a column, in order."""


class Said(NamedTuple):
    """A cell that is spoken."""

    row: int
    """0-based."""
    column: int
    """0-based."""
    speaker: str | None
    """The cell that names the speaker, or the nearest one above where that is empty."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of a table are for."""

    speaker: int | None
    """0-based column of names; None where a row holds a question and its answer."""
    text: tuple[int, ...]
    """0-based columns that are spoken, in order."""
    header: bool
    """True where the first row names the columns."""
    names: tuple[str | None, ...] = ("Q", "A")
    """Who speaks in each column of `text` where no column names the speakers."""


def layout(rows: Sequence[Sequence[str]]) -> Layout | None:
    """Give what the columns are for, or None where the table is no conversation.

    A header is believed. Without one, a conversation is at least four rows in which one column repeats a few
    short names and another holds most of the words.
    """
    width = max(map(len, rows), default=0)
    table = [[*map(str.strip, row), *[""] * (width - len(row))] for row in rows[: _SAMPLE + 1]]
    if not width:
        return None
    head = [" ".join(cell.split()).strip(" :*_") for cell in table[0]]
    columns = list(zip(*table[1:], strict=True))
    return (columns and _headed(head, columns)) or _without_header(table[:_SAMPLE]) or _asked(table)


def said(rows: Sequence[Sequence[str]], found: Layout) -> Iterator[Said]:
    """Give the spoken cells in order; empty ones are left out."""
    speaker: str | None = None
    for number in range(int(found.header), len(rows)):
        row = rows[number]
        if found.speaker is not None and found.speaker < len(row):
            speaker = name(row[found.speaker]) or speaker
        for place, column in enumerate(found.text):
            if column < len(row) and row[column].strip():
                yield Said(number, column, speaker if found.speaker is not None else found.names[place])


def name(cell: str) -> str | None:
    """Give a name without the colon or brackets around it; None where the cell names nobody."""
    written = " ".join(cell.split()).strip(" :：*_[]<>")
    return written if len(written) <= MAX_NAME and has_letters(written) else None


def _headed(head: Sequence[str], columns: Sequence[_Column]) -> Layout | None:
    """Judge a table by its first row, where that heads the columns."""
    named = {
        kind: [at for at, cell in enumerate(head) if re.fullmatch(pattern, cell[:40], re.IGNORECASE)]
        for kind, pattern in _HEADINGS.items()
    }
    if named["question"] and named["answer"]:
        return Layout(None, (named["question"][0], named["answer"][0]), header=True)
    titled = not any(cell.endswith((".", "?", "!", "…")) or len(cell.split()) > _HEADING for cell in head)
    naming = [at for at in named["speaker"] if titled and _holds_names(columns[at])]
    if naming:
        speaker = max(naming, key=lambda at: (len(set(map(name, filter(None, columns[at])))) > 1, -at))
        texts = [at for at in named["text"] if at != speaker]
        text = _wordiest(columns, texts or [at for at in range(len(head)) if at != speaker])
        if text is not None and (texts or _is_speech(columns[speaker], columns[text])):
            return Layout(speaker, (text,), header=True)
    return None


def _without_header(table: Sequence[Sequence[str]]) -> Layout | None:
    columns = list(zip(*table, strict=True))
    for at, cells in enumerate(columns[:4] if len(table) >= _FEWEST else ()):
        names = [found for cell in cells if (found := name(cell))]
        filled = sum(map(bool, cells))
        if filled < 0.4 * len(cells) or len(names) < 0.9 * filled or len(set(names)) > 0.6 * len(names):
            continue
        text = _wordiest(columns, [other for other in range(len(columns)) if other != at])
        likely = sum(classify(found).prior > 0 for found in set(names)) >= 0.8 * len(set(names))
        short = all(len(found.split()) <= 5 for found in names)
        if likely and short and text is not None and _is_speech(cells, columns[text]):
            return Layout(at, (text,), header=False)
    return None


def _asked(table: Sequence[Sequence[str]]) -> Layout | None:
    """Judge a table of two columns, perhaps after one of numbers, by whether one asks, one answers."""
    counted = len(table[0]) == 3 and not any(has_letters(row[0]) for row in table[1:])
    full = [rest for row in table if (rest := row[counted:]) and rest[0]]
    if len(table[0]) - counted != 2 or not full:
        return None
    first = full[0][0]
    headed = first == table[0][counted] and not is_question(first) and len(first.split()) <= 3
    fits = ask([row[0] for row in full[headed:]], [row[1] for row in full[headed:]])
    return Layout(None, (int(counted), counted + 1), header=headed) if fits else None


def _holds_names(cells: _Column) -> bool:
    """Say whether nearly every filled cell of a column could be a name."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(name(cell) is not None for cell in filled) >= 0.8 * len(filled)


def _wordiest(columns: Sequence[_Column], among: Sequence[int]) -> int | None:
    """Give which of some columns has the most letters, if any has."""
    sizes = {at: sum(char.isalpha() for cell in columns[at] for char in cell) for at in among}
    best = max(sizes, key=sizes.__getitem__, default=None)
    return best if best is not None and sizes[best] else None


def _is_speech(speaker: _Column, text: _Column) -> bool:
    """Say whether a few names come again and again, beside texts of some length."""
    names = [found for cell in speaker if (found := name(cell))]
    texts = [cell for cell in text if cell]
    told = sum(map(ends_sentence, texts))
    words = sum(map(count_words, texts))
    return come_again(names) and words >= 4 * len(text) and told >= 0.4 * len(texts)
