"""Questions that carry no label: headings, bold or italic paragraphs, dashes, plain short questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from itertools import pairwise

from audio.script.convention.question_looks import (
    BRACKETED,
    Questions,
    QuestionStyle,
    asks_after_dashes,
    asks_plainly,
    begins_with_dash,
    is_double_dashed,
    is_in_capitals,
    is_numbered,
    is_wholly,
    mark_of,
    question_end,
)
from audio.script.text import ADDRESSES, asks, ends_sentence, has_letters, is_faq, is_question
from audio.script.values import Block


def question_style(blocks: Sequence[Block], labelled: Collection[int], labels: Collection[str]) -> Questions:
    """Give how questions without a label are set.

    `labelled` are the indices of blocks with a label, `labels` the keys of the labels.
    """
    page = _Page(blocks, labelled, len(labels))
    if level := page.heading_level():
        return Questions("heading", level)
    styles: tuple[QuestionStyle, ...] = ("strong", "emphasis")
    if found := next(filter(page.is_set_in, styles), None):
        return Questions(found)
    tests: tuple[tuple[QuestionStyle, Callable[[], bool]], ...] = (
        ("quote", page.has_quotes),
        ("line", page.leads_by_lines),
        ("bracket", page.has_brackets),
        ("mark", lambda: bool(page.marks())),
        ("number", page.has_numbers),
        ("item", page.has_items),
        ("capitals", page.has_capitals),
        ("dash", page.has_dashes),
        ("plain", page.is_plain),
    )
    style: QuestionStyle = next((style for style, holds in tests if holds()), "")
    return Questions(style, marks=page.marks() if style == "mark" else ())


class _Page:
    """The blocks of a file with what follows each."""

    def __init__(self, blocks: Sequence[Block], labelled: Collection[int], names: int) -> None:
        self.labelled, self.names = labelled, names
        self.shown = [(index, block) for index, block in enumerate(blocks) if block.kind != "rule"]
        self.levels = {index: block.level for index, block in self.shown if block.kind == "heading"}
        self.following = {index: after for (index, _), after in pairwise(self.shown)}
        self.paragraphs = sum(block.kind == "paragraph" for _, block in self.shown)
        self.technical = any(block.kind == "code" for block in blocks)
        self.least = 4 if self.technical else 2

    def _answered(self, index: int) -> bool:
        """Say whether text follows that has no label, or that the only labelled person says."""
        after, level = self.following.get(index), self.levels.get(index, 0)
        while after and 0 < level < self.levels.get(after[0], 0):
            after = self.following.get(after[0])  # an answer may have headings of its own
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
            own = [block for _, block in asking if block.level == level]
            whole = len(own)
            if (self.technical or whole < 0.6 * len(same)) and not _address(own):
                continue  # a manual asks what its reader asks, and a title may ask to please
            below = sum(block.level > 1 for _, block in headings)
            if count >= self.least and count >= 0.4 * max(len(same), below) and count >= 0.5 * whole:
                return level
        return 0

    def is_set_in(self, style: QuestionStyle) -> bool:
        """Say whether paragraphs wholly in one style are questions with an answer below."""
        leading = sum(
            at not in self.labelled and is_question(block.text[: question_end(block, style)])
            for at, block in self.shown
        )
        if leading >= max(self.least, 0.3 * self.paragraphs):
            return True
        marked = [at for at, block in self.shown if at not in self.labelled and is_wholly(block, style)]
        texts = dict(self.shown)
        good = [at for at in marked if is_question(texts[at].text) and self._answered(at)]
        share = 0.0 if self.names == 1 else 0.3 * len(self.labelled)
        enough = len(good) >= max(self.least, 0.5 * len(marked), share)
        return enough and not is_faq([texts[at].text for at in good])

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

    def has_brackets(self) -> bool:
        """Say whether paragraphs begin with a question in square brackets, in a file without labels."""
        leading = [found[1] for _, block in self.shown if (found := BRACKETED.match(block.text))]
        asking = sum(map(is_question, leading))
        return (
            not self.names and len(leading) >= max(3, 0.4 * self.paragraphs) and asking >= 0.5 * len(leading)
        )

    def leads_by_lines(self) -> bool:
        """Say whether paragraphs are a question and, from the next line on, its answer."""
        leading = [block.text for _, block in self.shown if question_end(block, "line")]
        told = sum(ends_sentence(text) for text in leading)
        return not self.names and len(leading) >= max(3, 0.5 * self.paragraphs) and told >= 0.6 * len(leading)

    def marks(self) -> tuple[str, ...]:
        """Give the symbol that begins questions and the one that begins answers, in a file without labels."""
        marked = {at: mark for at, block in self.shown if (mark := mark_of(block))}
        texts = dict(self.shown)
        for mark, count in Counter(marked.values()).most_common(2):
            own = [at for at, each in marked.items() if each == mark]
            asking = sum(is_question(texts[at].text) for at in own)
            answers = [self.following[at][0] for at in own if self._answered(at)]
            good = sum(marked.get(at) != mark for at in answers)
            if self.names or count < max(3, 0.25 * self.paragraphs) or asking < 0.5 * count:
                continue
            if good >= 0.8 * count:
                other = Counter(marked[at] for at in answers if at in marked and marked[at] != mark)
                return (mark, *(symbol for symbol, times in other.most_common(1) if times >= 0.5 * good))
        return ()

    def has_numbers(self) -> bool:
        """Say whether numbered paragraphs are questions with an answer without a number below."""
        numbered = [at for at, block in self.shown if is_numbered(block)]
        texts = dict(self.shown)
        asking = sum(is_question(texts[at].text) for at in numbered)
        answered = sum(self._answered(at) and self.following[at][0] not in numbered for at in numbered)
        enough = len(numbered) >= max(3, 0.25 * self.paragraphs)
        return not self.names and enough and asking >= 0.6 * len(numbered) and answered >= 0.8 * len(numbered)

    def has_capitals(self) -> bool:
        """Say whether paragraphs in capitals are questions with an answer in ordinary letters below."""
        shouted = {at: block for at, block in self.shown if is_in_capitals(block)}
        asking = sum(is_question(block.text) for block in shouted.values())
        answered = sum(self._answered(at) and self.following[at][0] not in shouted for at in shouted)
        enough = len(shouted) >= max(3, 0.2 * self.paragraphs)
        return not self.names and enough and asking >= 0.6 * len(shouted) and answered >= 0.8 * len(shouted)

    def has_items(self) -> bool:
        """Say whether list items are questions, each with its answer in the paragraphs below."""
        items = [at for at, block in self.shown if block.kind == "item"]
        texts = dict(self.shown)
        asking = [at for at in items if is_question(texts[at].text)]
        answered = sum(self._answered(at) and self.following[at][1].kind != "item" for at in asking)
        return not self.names and len(asking) >= max(3, 0.8 * len(items)) and answered >= 0.9 * len(asking)

    def has_dashes(self) -> bool:
        """Say whether a double dash begins questions."""
        dashed = [at for at, block in self.shown if at not in self.labelled and asks_after_dashes(block)]
        if self._others_ask(dashed):
            return False
        answered = sum(self._answered(at) and not self._is_dashed(at) for at in dashed)
        texts = dict(self.shown)
        doubled = sum(is_double_dashed(texts[at]) for at in dashed)
        asking = sum(asks(texts[at].text) for at in dashed)
        least = max(3, 0.8 * len(dashed), 0.25 * self.paragraphs)
        return doubled >= 2 or (answered >= least and asking >= 0.3 * len(dashed))

    def _others_ask(self, dashed: Sequence[int]) -> bool:
        """Say whether the blocks before the dashed ones ask, and the dashed ones hardly: they answer."""
        texts = dict(self.shown)
        before = {after[0]: at for at, after in self.following.items()}
        asking = sum(
            at in before and before[at] not in dashed and is_question(texts[before[at]].text) for at in dashed
        )
        return asking > 0.5 * len(dashed) and sum(is_question(texts[at].text) for at in dashed) < asking

    def _is_dashed(self, at: int) -> bool:
        return begins_with_dash(self.following[at][1])

    def is_plain(self) -> bool:
        """Say whether short questions and answers alternate without any mark, in a file without labels."""
        good = [at for at, block in self.shown if asks_plainly(block)]
        if self.names or len(good) < 3 or len(good) < 0.2 * self.paragraphs:
            return False
        texts = {at: block.text for at, block in self.shown}
        asked = [texts[at] for at in good]
        if _same_openings(asked) or is_faq(asked):
            return False
        pairs = sum(self._answered(at) and not asks_plainly(self.following[at][1]) for at in good)
        quoted = sum(block.text.lstrip()[:1] in '"“«‘„' for _, block in self.shown)
        return pairs >= 0.8 * len(good) and quoted <= 0.1 * self.paragraphs


def _address(questions: Sequence[Block]) -> bool:
    """Say whether enough questions are put to somebody."""
    return sum(bool(ADDRESSES.search(block.text)) for block in questions) >= 0.3 * len(questions)


def _same_openings(texts: Sequence[str]) -> bool:
    """Say whether nearly all texts begin alike, so that what they begin with must be an unknown label."""
    openings = (text.split(maxsplit=1)[0].casefold() for text in texts if text.strip())
    begun = Counter(opening for opening in openings if has_letters(opening))
    return max(begun.values(), default=0) >= max(3, 0.8 * len(texts))
