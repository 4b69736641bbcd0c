"""Questions that carry no label: headings, bold or italic paragraphs, dashes, plain short questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Literal

from audio.script.text import asks, is_question
from audio.script.values import Block

QuestionStyle = Literal["", "heading", "strong", "emphasis", "quote", "dash", "plain"]
"""How a file sets unlabelled questions; empty where it has none."""

_DASH = re.compile(r"\s*[—–―-]\s?[¿¡\"“«]?[^\W\d_]")
_DOUBLE_DASH = re.compile(r"\s*[—–―－─]{2,}\s*\S")


def question_style(
    blocks: Sequence[Block], labelled: Collection[int], labels: Collection[str]
) -> tuple[QuestionStyle, int]:
    """Give how questions without a label are set, and the level of the headings that are questions.

    `labelled` are the indices of blocks with a label, `labels` the keys of the labels.
    """
    page = _Page(blocks, labelled, len(labels))
    level = page.heading_level()
    if level:
        return "heading", level
    styles: tuple[QuestionStyle, ...] = ("strong", "emphasis")
    for style in styles:
        if page.is_set_in(style):
            return style, 0
    if page.has_quotes():
        return "quote", 0
    if page.has_dashes():
        return "dash", 0
    return ("plain", 0) if page.is_plain() else ("", 0)


class _Page:
    """The blocks of a file with what follows each."""

    def __init__(self, blocks: Sequence[Block], labelled: Collection[int], names: int) -> None:
        self.labelled, self.names = labelled, names
        self.shown = [(index, block) for index, block in enumerate(blocks) if block.kind != "rule"]
        self.following = {index: after for (index, _), after in pairwise(self.shown)}
        self.paragraphs = sum(block.kind == "paragraph" for _, block in self.shown)
        self.least = 4 if any(block.kind == "code" for block in blocks) else 2

    def _answered(self, index: int) -> bool:
        """Say whether text follows that has no label, or that the only labelled person says."""
        after = self.following.get(index)
        if after is None or after[1].kind == "heading":
            return False
        return after[0] not in self.labelled or (self.names == 1 and not is_question(after[1].text))

    def heading_level(self) -> int:
        """Give the level of headings that are questions with an answer below, or 0.

        They are most of all headings under the title: a page with some more of them is no interview.
        """
        headings = [(index, block) for index, block in self.shown if block.kind == "heading"]
        asking = [(index, block) for index, block in headings if is_question(block.text)]
        answered = Counter(block.level for index, block in asking if self._answered(index))
        for level, count in answered.most_common():
            same = [block for _, block in headings if block.level == level]
            whole = sum(block.level == level for _, block in asking)
            below = sum(block.level > 1 for _, block in headings)
            if count >= self.least and count >= 0.4 * max(len(same), below) and count >= 0.5 * whole:
                return level
        return 0

    def is_set_in(self, style: QuestionStyle) -> bool:
        """Say whether paragraphs wholly in one style are questions with an answer below."""
        leading = sum(at not in self.labelled and question_end(block, style) > 0 for at, block in self.shown)
        if leading >= max(self.least, 0.3 * self.paragraphs):
            return True
        marked = [at for at, block in self.shown if at not in self.labelled and is_wholly(block, style)]
        texts = dict(self.shown)
        good = [at for at in marked if is_question(texts[at].text) and self._answered(at)]
        share = 0.0 if self.names == 1 else 0.3 * len(self.labelled)
        return len(good) >= max(self.least, 0.5 * len(marked), share)

    def has_quotes(self) -> bool:
        """Say whether quoted paragraphs are questions with an unquoted answer below each."""
        quotes = [
            (at, block) for at, block in self.shown if block.kind == "quote" and at not in self.labelled
        ]
        good = [
            at
            for at, block in quotes
            if asks(block.text) and self._answered(at) and self.following[at][1].kind != "quote"
        ]
        return len(good) >= max(3, 0.6 * len(quotes), 0.25 * len(self.shown))

    def has_dashes(self) -> bool:
        """Say whether a double dash begins questions."""
        dashed = [at for at, block in self.shown if at not in self.labelled and _asks_after_dashes(block)]
        answered = sum(self._answered(at) and not self._is_dashed(at) for at in dashed)
        texts = dict(self.shown)
        doubled = sum(bool(_DOUBLE_DASH.match(texts[at].text)) for at in dashed)
        return doubled >= 2 or (answered >= max(3, 0.8 * len(dashed), 0.25 * self.paragraphs))

    def _is_dashed(self, at: int) -> bool:
        return bool(_DASH.match(self.following[at][1].text))

    def is_plain(self) -> bool:
        """Say whether short questions and answers alternate without any mark, in a file without labels."""
        good = [at for at, block in self.shown if _asks_plainly(block)]
        if self.names or len(good) < 3 or len(good) < 0.2 * self.paragraphs:
            return False
        texts = {at: block.text for at, block in self.shown}
        if _same_openings([texts[at] for at in good]):
            return False
        pairs = sum(self._answered(at) and not _asks_plainly(self.following[at][1]) for at in good)
        quoted = sum(block.text.lstrip()[:1] in '"“«‘„' for _, block in self.shown)
        return pairs >= 0.8 * len(good) and quoted <= 0.1 * self.paragraphs


def _same_openings(texts: Sequence[str]) -> bool:
    """Say whether nearly all texts begin alike, so that what they begin with must be an unknown label."""
    begun = Counter(text.split(maxsplit=1)[0].casefold() for text in texts if text.strip())
    return max(begun.values(), default=0) >= max(3, 0.8 * len(texts))


def question_end(block: Block, style: QuestionStyle) -> int:
    """Give where a question in a style ends that leads a paragraph and its answer, or 0."""
    if block.kind != "paragraph" or style not in ("strong", "emphasis"):
        return 0
    lead = next((span for span in block.spans if span.kind == style and span.start == 0), None)
    asked = lead is not None and is_question(block.text[: lead.end]) and bool(block.text[lead.end :].strip())
    return lead.end if lead and asked else 0


def _asks_after_dashes(block: Block) -> bool:
    """Say whether a double dash begins a paragraph, as it does a question in Japanese and Chinese."""
    if block.kind != "paragraph":
        return False
    return bool(_DOUBLE_DASH.match(block.text) or (_DASH.match(block.text) and len(block.text) <= 300))


def _asks_plainly(block: Block) -> bool:
    """Say whether a block is a short paragraph that is a question."""
    return block.kind == "paragraph" and len(block.text) <= 300 and is_question(block.text)


def is_question_block(block: Block, style: QuestionStyle, level: int) -> bool:
    """Say whether a whole block is a question in the style of its file."""
    if block.kind == "heading":
        return style == "heading" and (block.level == level or is_question(block.text))
    if style in ("strong", "emphasis"):
        return is_wholly(block, style)
    if style == "quote":
        return block.kind == "quote"
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
