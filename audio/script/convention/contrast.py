"""Answers that are set apart while their questions are not: in quotation marks, in italics, as quotations."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise

from audio.script.convention.question_looks import is_wholly
from audio.script.text import is_question
from audio.script.values import Block

AnswerStyle = str
"""How a file sets answers, a key of `_STYLES`; empty where they are not set apart, or the questions are."""

_OPENING = "\"“‘«»„‹「『'"
_LEAST = 4
"""Pairs of a question and an answer from which on a look is the rule of a file."""

_STYLES: Mapping[AnswerStyle, Callable[[Block], bool]] = {
    "quoted": lambda block: block.kind == "paragraph" and block.text.lstrip()[:1] in _OPENING,
    "emphasis": lambda block: is_wholly(block, "emphasis"),
    "strong": lambda block: is_wholly(block, "strong"),
    "quote": lambda block: block.kind == "quote",
    "item": lambda block: block.kind == "item",
}


def answer_style(blocks: Sequence[Block], labelled: Collection[int]) -> AnswerStyle:
    """Give the look that answers have and questions have not, or an empty string.

    Nearly every stretch of paragraphs in that look must follow a single one that is not in it, most of which
    ask; no block with a label may be among them. `labelled` are the indices of blocks with a label.
    """
    if labelled:
        return ""
    shown = [(at, block) for at, block in enumerate(blocks) if block.kind in ("paragraph", "quote", "item")]
    for style, holds in _STYLES.items():
        before = [
            earlier for (_, earlier), (_, block) in pairwise(shown) if holds(block) and not holds(earlier)
        ]
        asking = sum(is_question(block.text) for block in before)
        inside = sum(holds(block) for _, block in shown)
        told = sum(holds(block) and is_question(block.text) for _, block in shown)
        outside = len(shown) - inside
        regular = len(before) >= max(_LEAST, 0.7 * outside) and asking >= 0.6 * len(before)
        if regular and told <= 0.2 * inside:
            return style
    return ""


def is_answer(block: Block, style: AnswerStyle) -> bool:
    """Say whether a block has the look of the file's answers."""
    return style != "" and _STYLES[style](block)
