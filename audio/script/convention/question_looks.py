"""One block as a question without a label: how it is set, and where the question in it ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from audio.script.text import ends_sentence, is_question
from audio.script.values import Block

QuestionStyle = Literal[
    "",
    "heading",
    "strong",
    "emphasis",
    "quote",
    "line",
    "bracket",
    "mark",
    "number",
    "item",
    "capitals",
    "dash",
    "plain",
]
"""How a file sets unlabelled questions; empty where it has none."""

_DASH = re.compile(r"\s*[—–―-]\s?[¿¡\"“«]?[^\W\d_]")
_PROMPT = 3
"""Words from which on a bold sentence that leads a paragraph is a prompt, where others are questions."""
_MARK = re.compile(
    r"\s*([*•·●○■□◆◇▲△▶►▷◀◁▼▽★☆※◎♦➤➡❓❔]"
    r"|(?:[\U0001f000-\U0001faff\u2600-\u27bf][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*)+)"
    r"\s*(?=[^\s*])"
)
"""A symbol before a paragraph, an emoji among them."""
NUMBER = re.compile(r"\s*(?:#|[Nn]o\. ?)?\d{1,3}(?:[.)][ \t]+|:[ \t]+|[.)]?[ \t]*[-–—][ \t]+)(?=\S)")
"""The number before a question."""
BRACKETED = re.compile(r"\s*\[([^\[\]]{4,400}[.?!…])\]\s*(?=\S)")
"""A question in square brackets that leads a paragraph and its answer."""
_LONGEST_QUESTION = 400
_DOUBLE_DASH = re.compile(r"\s*[—–―－─]{2,}\s*\S")


@dataclass(frozen=True, slots=True)
class Questions:
    """How a file sets its questions that carry no label."""

    style: QuestionStyle = ""
    level: int = 0
    """Depth of the headings that are questions; 0 where they are not headings."""
    marks: tuple[str, ...] = ()
    """The symbol before each question, and the one before each answer where there is one: `●`, `▲`."""


def mark_of(block: Block) -> str:
    """Give the symbol that a paragraph begins with, or empty."""
    found = _MARK.match(block.text) if block.kind in ("paragraph", "item") else None
    return found[1] if found else ""


def question_end(block: Block, style: QuestionStyle) -> int:
    """Give where a question or a prompt in a style ends that leads a paragraph and its answer, or 0."""
    if style == "bracket":
        bracketed = BRACKETED.match(block.text)
        return bracketed.end() if bracketed else 0
    if style == "line":
        return _question_line(block.text) if block.kind == "paragraph" else 0
    if block.kind not in ("paragraph", "item") or style not in ("strong", "emphasis"):
        return 0
    lead = next((span for span in block.spans if span.kind == style and span.start == 0), None)
    if lead is None or not block.text[lead.end :].strip():
        return 0
    said = block.text[: lead.end]
    stated = block.kind == "paragraph" and ends_sentence(said) and len(said.split()) >= _PROMPT
    prompt = is_question(said) or stated
    return lead.end if prompt else 0


def _question_line(text: str) -> int:
    """Give where the question ends that a paragraph's first lines are, or 0 without an answer below."""
    at = text.find("\n")
    prompt = bool(NUMBER.match(text)) and ends_sentence(text[: max(at, 0)])
    while 0 < at <= _LONGEST_QUESTION and not prompt and not is_question(text[:at]):
        at = text.find("\n", at + 1)
    answered = 0 < at <= _LONGEST_QUESTION and bool(text[at:].strip()) and not is_question(text)
    return at if answered else 0


def is_numbered(block: Block) -> bool:
    """Say whether a number as before a question begins a paragraph."""
    return block.kind in ("paragraph", "item") and bool(NUMBER.match(block.text))


def is_in_capitals(block: Block) -> bool:
    """Say whether a paragraph of several words, or a question of one, is in capital letters only."""
    if block.kind not in ("paragraph", "item") or not block.text.isupper():
        return False
    return is_question(block.text) or (ends_sentence(block.text) and len(block.text.split()) >= _PROMPT)


def begins_with_dash(block: Block) -> bool:
    """Say whether a dash stands before a block's first word."""
    return bool(_DASH.match(block.text))


def is_double_dashed(block: Block) -> bool:
    """Say whether two dashes or more begin a block."""
    return bool(_DOUBLE_DASH.match(block.text))


def asks_after_dashes(block: Block) -> bool:
    """Say whether a double dash begins a paragraph, as it does a question in Japanese and Chinese."""
    if block.kind != "paragraph":
        return False
    return bool(_DOUBLE_DASH.match(block.text) or (_DASH.match(block.text) and len(block.text) <= 300))


def asks_plainly(block: Block) -> bool:
    """Say whether a block is a short paragraph that is a question."""
    return block.kind == "paragraph" and len(block.text) <= 300 and is_question(block.text)


def is_question_block(block: Block, questions: Questions) -> bool:
    """Say whether a whole block is a question in the style of its file."""
    style = questions.style
    if block.kind == "heading":
        return style == "heading" and (block.level == questions.level or is_question(block.text))
    if style == "mark":
        return mark_of(block) == questions.marks[0]
    if style in ("strong", "emphasis"):
        return is_wholly(block, style)
    holds = _LOOKS.get(style)
    return holds is not None and holds(block)


def is_wholly(block: Block, style: str) -> bool:
    """Say whether a paragraph is set in one style from its first word to its last."""
    if block.kind not in ("paragraph", "item"):
        return False
    length = len(block.text.rstrip())
    covered = 0
    for span in block.spans:
        if span.kind == style and not block.text[covered : span.start].strip(" \t\n.?!:"):
            covered = max(covered, span.end)
    return covered > 0 and not block.text[covered:length].strip(' \t\n.?!:"”’')


_LOOKS: dict[QuestionStyle, Callable[[Block], bool]] = {
    "number": is_numbered,
    "capitals": is_in_capitals,
    "item": lambda block: block.kind == "item" and is_question(block.text),
    "quote": lambda block: block.kind == "quote",
    "dash": asks_after_dashes,
    "plain": asks_plainly,
}
"""How a block looks that is a question, where the block alone tells."""
