"""Questions that carry no label: headings, bold or italic paragraphs, dashes, plain short questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Literal

from audio.script.text import is_question
from audio.script.values import Block

QuestionStyle = Literal["", "heading", "strong", "emphasis", "dash", "plain"]
"""How a file sets its unlabelled questions; empty where it has none."""

_DOUBLE_DASH = re.compile(r"\s*[—–―－─]{2,}\s*\S")


def question_style(
    blocks: Sequence[Block], labelled: Collection[int], labels: Collection[str]
) -> tuple[QuestionStyle, int]:
    """How questions without a label are set: as headings, wholly in bold, wholly in italics."""
    shown = [(index, block) for index, block in enumerate(blocks) if block.kind != "rule"]
    following = {index: shown[at + 1] for at, (index, _) in enumerate(shown[:-1])}

    def answered(index: int) -> bool:
        after = following.get(index)
        return after is not None and after[1].kind != "heading" and after[0] not in labelled

    levels = Counter(block.level for index, block in shown if block.kind == "heading")
    asking = Counter(
        block.level
        for index, block in shown
        if block.kind == "heading" and is_question(block.text) and answered(index)
    )
    for level, count in asking.most_common():
        whole = sum(
            block.level == level and is_question(block.text) for _, block in shown if block.kind == "heading"
        )
        if count >= 2 and count >= 0.4 * levels[level] and count >= 0.5 * whole:
            return "heading", level
    style: QuestionStyle
    for style in ("strong", "emphasis"):
        marked = [
            (index, block) for index, block in shown if index not in labelled and is_wholly(block, style)
        ]
        good = [index for index, block in marked if is_question(block.text) and answered(index)]
        if len(good) >= 2 and len(good) >= 0.5 * len(marked) and len(good) >= 0.3 * len(labelled):
            return style, 0
    for style, looks in (("dash", _asks_after_dashes), ("plain", _asks_plainly)):
        good = [index for index, block in shown if index not in labelled and looks(block)]
        paragraphs = sum(block.kind == "paragraph" for _, block in shown)
        if style == "dash" and len(good) >= 2:
            return style, 0
        if style == "plain" and not labels and len(good) >= 3 and len(good) >= 0.2 * paragraphs:
            pairs = sum(answered(index) and not looks(following[index][1]) for index in good)
            quoted = sum(block.text.lstrip()[:1] in '"“«‘„' for _, block in shown)
            if pairs >= 0.8 * len(good) and quoted <= 0.1 * paragraphs:
                return style, 0
    return "", 0


def _asks_after_dashes(block: Block) -> bool:
    """Say whether a double dash begins a paragraph, as it does a question in Japanese and Chinese."""
    return block.kind == "paragraph" and bool(_DOUBLE_DASH.match(block.text))


def _asks_plainly(block: Block) -> bool:
    """Give a short paragraph that is a question and nothing before it."""
    return block.kind == "paragraph" and len(block.text) <= 300 and is_question(block.text)


def is_question_block(block: Block, style: QuestionStyle, level: int) -> bool:
    """Say whether a whole block is a question in the style of its file."""
    if block.kind == "heading":
        return style == "heading" and (block.level == level or is_question(block.text))
    if style in ("strong", "emphasis"):
        return is_wholly(block, style)
    return (style == "dash" and _asks_after_dashes(block)) or (style == "plain" and _asks_plainly(block))


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
