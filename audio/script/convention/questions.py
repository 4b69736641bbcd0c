"""Questions that carry no label: told by a look that asks, is answered, and comes again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from audio.script.convention.alternation import prompts
from audio.script.convention.looks import LEADING, WHOLE, Lead, Look, is_prompt
from audio.script.text import ADDRESSES, asks, ends_sentence, has_letters, is_question, is_unspaced
from audio.script.values import Block, Lines

SET_APART = ("heading", "strong", "emphasis", "double dash")
"""Looks that somebody chose: two questions in them are enough, also among labels."""
_SLIGHT = (
    "quote", "line", "bracket", "dash after", "symbol", "number", "item", "capitals", "dash",
    "plain",
)  # fmt: skip
"""Looks that much else has: they tell only where nobody is labelled."""
_OF_ANSWERS = ("quoted", "emphasis", "strong", "quote", "item")
_LEAST, _LEAST_AMONG_CODE, _LEAST_SLIGHT, _LEAST_ANSWERS = 2, 4, 3, 3
_ASKING, _ANSWERED, _OF_ALL = 0.5, 0.8, 0.2
"""Shares: of a look that asks, of it that is answered, and of all paragraphs that have it."""
_AMONG_ANSWERS, _AMONG_TALK = 0.125, 0.3
"""Questions that are set apart, for each labelled paragraph, where the labelled only answer and else."""
_SELDOM = 0.1
"""Share of the labelled paragraphs that ask where whoever has a label is there to answer."""


@dataclass(frozen=True, slots=True)
class Questions:
    """How a file sets its questions that carry no label, or its answers where the questions are not set."""

    style: Look = ""
    which: str = ""
    """In which way: the level of the headings, the symbol before each question."""
    answer: str = ""
    """The symbol before each answer, where there is one."""
    placed: frozenset[Lines] = frozenset()
    """Where the blocks are that ask, where the order tells it and no look does."""
    answers: Look = ""
    """How answers look, where the question right before each is in no way set apart."""

    @property
    def level(self) -> int:
        """Depth of the headings that are questions; 0 where they are not headings."""
        return int(self.which) if self.style == "heading" else 0

    @property
    def symbols(self) -> tuple[str, ...]:
        """The symbols before questions and answers."""
        return tuple(filter(None, (self.which, self.answer))) if self.style in ("symbol", "line") else ()

    def asks(self, block: Block) -> bool:
        """Say whether a whole block is set as the file's questions are."""
        if self.placed:
            return self.style == "plain" and block.lines in self.placed
        which = WHOLE[self.style](block) if self.style in WHOLE else ""
        deeper = self.style == "heading" and bool(which) and is_question(block.text)
        return bool(which) and (which == self.which or deeper)

    def lead(self, block: Block) -> Lead:
        """Give where a question leads a paragraph and its answer, as `LEADING` does."""
        if self.style == "line" and block.lines in self.placed and not any(LEADING["line"](block)):
            return (0, block.text.index("\n"), block.text.index("\n"))
        return LEADING[self.style](block) if self.style in LEADING else (0, 0, 0)

    def answered_by(self, block: Block) -> bool:
        """Say whether a block has the look of the file's answers."""
        return self.answers != "" and WHOLE[self.answers](block) != ""


def question_style(blocks: Sequence[Block], labelled: Collection[int], labels: Collection[str]) -> Questions:
    """Give how questions without a label are set.

    `labelled` are the indices of blocks with a label, `labels` the keys of the labels.
    """
    page = _Page(blocks, labelled, len(labels))
    looks = SET_APART if labels else (*SET_APART, *_SLIGHT)
    found = next(filter(None, map(page.questions_in, looks)), Questions())
    answers = _answer_look(blocks) if not labels and found.style in ("", "plain") else ""
    return Questions(answers=answers) if answers else replace(found, placed=prompts(blocks, found.style))


def _answer_look(blocks: Sequence[Block]) -> Look:
    """Give the look that answers have and questions have not in a file without labels, or an empty string.

    Nearly every stretch of paragraphs in that look must follow a single one that is not in it, most of which
    ask.
    """
    shown = [block for block in blocks if block.kind in ("paragraph", "quote", "item")]
    for look in _OF_ANSWERS:
        at = [bool(WHOLE[look](block)) for block in shown]
        inside = [block for block, answers in zip(shown, at, strict=True) if answers]
        before = [a for a, here, after in zip(shown, at, at[1:], strict=False) if after and not here]
        others = len(at) - at[::-1].index(True) - max(0, at.index(True) - 1) - len(inside) if inside else 0
        regular = len(before) >= max(_LEAST_ANSWERS, 0.7 * others)
        told = sum(is_question(block.text) for block in inside) <= _OF_ALL * len(inside)
        if regular and told and sum(is_question(block.text) for block in before) >= _ASKING * len(before):
            return look
    return ""


class _Page:
    """The blocks of a file with what follows each."""

    def __init__(self, blocks: Sequence[Block], labelled: Collection[int], names: int) -> None:
        self.labelled = labelled
        self.shown = {at: block for at, block in enumerate(blocks) if block.kind != "rule"}
        self.following = dict(pairwise(self.shown))
        asking = sum(asks(self.shown[at].text) for at in labelled)
        self.only_answers = names == 1 or asking <= _SELDOM * len(labelled)
        self.paragraphs = sum(block.kind == "paragraph" for block in self.shown.values())
        self.technical = any(block.kind == "code" for block in blocks)
        self.least = _LEAST_AMONG_CODE if self.technical else _LEAST

    def questions_in(self, look: Look) -> Questions | None:
        """Give the way in which a look is that of questions, or None."""
        if self._leads(look):
            return Questions(look, self._symbol() if look == "line" else look)
        kinds = {at: WHOLE[look](block) for at, block in self.shown.items()} if look in WHOLE else {}
        for before, at in self.following.items() if look == "plain" else ():
            if kinds[before] and is_prompt(self.shown[at]):  # an answer may begin as a prompt does
                kinds[at] = ""
        for which, _ in Counter(filter(None, kinds.values())).most_common(3):
            own = [at for at, each in kinds.items() if each == which and at not in self.labelled]
            if look == "double dash":
                holds = self._dashed(own)
            elif look == "heading":
                holds = self._headings_ask(own) or self._regular(own)
            elif look in SET_APART:
                holds = self._set_apart(own) or self._regular(own)
            else:
                holds = self._slightly(own, look)
            if holds:
                answers = Counter(kinds.get(self.following.get(at, -1), "") for at in own)
                symbol, times = answers.most_common(1)[0]
                return Questions(look, which, symbol if times >= _ASKING * len(own) else "")
        return None

    def _symbol(self) -> str:
        """Give the symbol that most lines have which lead a paragraph, or an empty string."""
        led = (block for block in self.shown.values() if any(LEADING["line"](block)))
        return Counter(map(WHOLE["symbol"], led)).most_common(1)[0][0]

    def _leads(self, look: Look) -> bool:
        """Say whether enough paragraphs begin with a question in a look, their answer behind it."""
        if look not in LEADING:
            return False
        blocks = [block for at, block in self.shown.items() if at not in self.labelled]
        found = [(block.text, lead) for block in blocks if any(lead := LEADING[look](block))]
        asking = sum(is_question(text[start:end]) for text, (start, end, _) in found)
        told = sum(ends_sentence(text) for text, _ in found)
        least = self.least if look in SET_APART else _LEAST_SLIGHT
        return asking >= max(least, 0.3 * self.paragraphs) and told >= 0.6 * len(found)

    def _answered(self, at: int) -> bool:
        """Say whether text follows without a label, or said by those who have one to answer."""
        after, level = self.following.get(at), self.shown[at].level if self._is_heading(at) else 0
        while after is not None and self._is_heading(after) and 0 < level < self.shown[after].level:
            after = self.following.get(after)  # an answer may have headings of its own
        if after is None or self._is_heading(after):
            return False
        return after not in self.labelled or (self.only_answers and not is_question(self.shown[after].text))

    def _is_heading(self, at: int) -> bool:
        return self.shown[at].kind == "heading"

    def _good(self, own: Sequence[int]) -> list[int]:
        return [at for at in own if is_question(self.shown[at].text) and self._answered(at)]

    def _headings_ask(self, own: Sequence[int]) -> bool:
        """Say whether the headings of a level are questions with an answer below.

        They are most of all headings under the title: a page with some more of them is no interview. A manual
        asks what its reader asks, and a title may ask to please; an interviewer speaks to somebody.
        """
        asked = [self.shown[at].text for at in own if is_question(self.shown[at].text)]
        below = sum(block.kind == "heading" and block.level > 1 for block in self.shown.values())
        sure = _address(asked) or (not self.technical and len(asked) >= 0.6 * len(own))
        good = len(self._good(own))
        among = _AMONG_ANSWERS * len(self.labelled)
        return sure and good >= max(self.least, 0.4 * max(len(own), below), _ASKING * len(asked), among)

    def _set_apart(self, own: Sequence[int]) -> bool:
        """Say whether paragraphs wholly in one style are questions with an answer below."""
        good = self._good(own)
        least = _AMONG_ANSWERS if self.only_answers else _AMONG_TALK
        return len(good) >= max(self.least, _ASKING * len(own), least * len(self.labelled))

    def _dashed(self, own: Sequence[int]) -> bool:
        """Say whether what begins with a double dash, the sign of an interviewer in Japanese, is answered."""
        texts = (self.shown[at].text for at in own)
        asking = sum(is_question(text) or any(map(is_unspaced, text[:4])) for text in texts)
        inside = frozenset(own)
        answered = sum(self.following.get(at) not in inside for at in own[:-1])
        return len(own) >= self.least and asking >= _OF_ALL * len(own) and answered == len(own) - 1

    def _regular(self, own: Sequence[int]) -> bool:
        """Say whether all in a look are sentences, some ask somebody, and all are answered, save the last.

        So are the questions of somebody who also says `Thank you.`; headings and bold notes seldom stop.
        """
        texts, inside = [self.shown[at].text for at in own], frozenset(own)
        asked = list(filter(is_question, texts))
        stop = all(map(ends_sentence, texts))
        answered = all(self._answered(at) and self.following[at] not in inside for at in own[:-1])
        enough = len(own) >= self.least and len(asked) >= max(1, 0.1 * len(own))
        return enough and stop and answered and not self.labelled and _address(texts)

    def _slightly(self, own: Sequence[int], look: Look) -> bool:
        """Say whether paragraphs in a slight look ask, are answered out of it, and are a part of all.

        Where answers stand in quotation marks throughout, what leads up to them need have no question mark.
        """
        if len(own) < max(_LEAST_SLIGHT, _OF_ALL * self.paragraphs):
            return False
        texts, inside = [self.shown[at].text for at in own], frozenset(own)
        asking = sum(map(asks, texts))
        answered = sum(self._answered(at) and self.following[at] not in inside for at in own)
        quoted = sum(bool(WHOLE["quoted"](self.shown[self.following.get(at, at)])) for at in own)
        asking = len(own) if quoted >= _ANSWERED * len(own) else asking
        unknown = look == "plain" and _same_openings(texts)
        return asking >= _ASKING * len(own) and answered >= _ANSWERED * len(own) and not unknown


def _same_openings(texts: Sequence[str]) -> bool:
    """Say whether nearly all texts begin alike, so that what they begin with must be an unknown label."""
    openings = (text.split(maxsplit=1)[0].casefold() for text in texts if text.strip())
    begun = Counter(opening for opening in openings if has_letters(opening))
    return max(begun.values(), default=0) >= max(3, 0.8 * len(texts))


def _address(texts: Sequence[str]) -> bool:
    """Say whether enough of what is asked is put to somebody."""
    return sum(bool(ADDRESSES.search(text)) for text in texts) >= 0.25 * len(texts)
