"""What one turn says, as text that is edited by itself: its paragraphs with their marks, and no label."""

from __future__ import annotations

import re
from dataclasses import replace

from audio.script.canonical.inline import with_marks
from audio.script.canonical.parsing import read_turns
from audio.script.canonical.writing import write_paragraph
from audio.script.text import one_line
from audio.script.values import Dropped, Turn


def turn_text(turn: Turn) -> str:
    """Give what a turn says, with its marks: paragraphs parted by blank lines, nothing escaped."""
    return "\n\n".join(map(with_marks, turn.paragraphs))


def with_text(turn: Turn, text: str) -> tuple[Turn | None, tuple[Dropped, ...]]:
    """Give a turn that says a text as `turn_text` gives it, and what of that is not spoken, such as a cut.

    Whatever a paragraph begins with is text. None where no word is left.
    """
    lines = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    paragraphs = [told for told in map(one_line, lines) if told]
    written = [write_paragraph(turn, index, told) for index, told in enumerate(paragraphs)]
    turns, dropped = read_turns("\n\n".join(written))
    return (replace(turn, paragraphs=turns[0].paragraphs) if turns else None), dropped
