"""Which take of a turn is kept, written into a canonical script that somebody may have edited."""

from __future__ import annotations

import re

from audio.script.canonical.writing import MEANS
from audio.script.values import Turn

_TAKE = re.compile(r"(?<!\\)\[take [1-9][0-9]?\][ \t]*", re.IGNORECASE)
_BEFORE = re.compile(r"(?:\*\*(?:[^*\\]|\\.)+?:\*\*[ \t]+|>[ \t]?)?")
"""What stands before a turn's first words: its label, or the narrator's mark."""


def with_take(text: str, turn: Turn, take: int) -> str:
    """Give a canonical script with the mark of the take that is kept of a turn: none for take 1.

    `turn` is read from `text`, by whose lines it is found; no other line changes.
    """
    lines = text.split("\n")
    first = turn.paragraphs[0].lines.first - 1
    before = _BEFORE.match(lines[first])
    begin = before.end() if before else 0
    if not _TAKE.match(lines[first], begin):  # behind a mark no backslash guards the paragraph's beginning
        lines[first] = lines[first][:begin] + lines[first][begin:].removeprefix("\\")
    for paragraph in turn.paragraphs:
        for number in range(paragraph.lines.first - 1, paragraph.lines.last):
            lines[number] = _TAKE.sub("", lines[number])
    words = lines[first][begin:]
    escape = "\\" if words.startswith(MEANS) else ""
    lines[first] = lines[first][:begin] + (f"[take {take}] {words}" if take > 1 else f"{escape}{words}")
    return "\n".join(lines)
