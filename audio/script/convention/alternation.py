"""Questions told by the order alone: prompts without a question mark, and no answer that ends with one.

A file that sets a question and its answer between blank lines does so throughout, and where every answer
is one paragraph, every other paragraph asks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from audio.script.convention.looks import LEADING, LONGEST_PROMPT, WHOLE
from audio.script.text import ADDRESSES, ends_sentence, is_of_oneself, is_question
from audio.script.unspoken import unsaid
from audio.script.values import Block, Lines

_MOST = 0.6
"""Share of what the order takes for questions that are some by their mark."""
_REGULAR = 0.8
"""Share of the questions with a mark that stand where the order has them."""
_FEWEST = 3


def prompts(blocks: Sequence[Block], style: str) -> frozenset[Lines]:
    """Give the lines of the blocks that ask, or begin with what asks, by their order; else none."""
    order: dict[str, Callable[[Sequence[Block]], Sequence[Block]]] = {"line": _above, "plain": _between}
    said = [
        block
        for block in blocks
        if block.kind == "paragraph"
        and ends_sentence(block.text)
        and not unsaid(block.text.partition("\n")[0])
    ]
    return frozenset(block.lines for block in order[style](said)) if style in order else frozenset()


def _above(said: Sequence[Block]) -> Sequence[Block]:
    """Give the paragraphs whose first line asks, where most of several lines begin with a question."""
    several = [block for block in said if "\n" in block.text]
    above = [block.text.partition("\n")[0] for block in several]
    asking = [at for at, line in enumerate(above) if is_question(line) or any(LEADING["line"](several[at]))]
    if not asking:
        return ()
    first = asking[0] - (asking[0] > 0 and bool(ADDRESSES.search(above[asking[0] - 1])))
    within = range(first, asking[-1] + 1)
    regular = len(asking) >= max(_FEWEST, _MOST * len(within))
    return [several[at] for at in within if at in asking or _may_ask(above[at])] if regular else ()


def _between(said: Sequence[Block]) -> Sequence[Block]:
    """Give the paragraphs that ask where each is the first after a blank line, or every other one."""
    asking = [at for at, block in enumerate(said) if WHOLE["plain"](block)]
    if len(asking) < _FEWEST:
        return ()
    opening = [at for at in range(asking[0], asking[-1] + 1) if _opens(said, at)]
    every_other = range(asking[0], asking[-1] + 1, 2)
    for places in (opening, every_other):
        there = len({*places} & {*asking})
        more = [at for at in places if at not in asking]
        regular = there >= max(_REGULAR * len(asking), _MOST * len(places))
        if regular and all(_may_ask(said[at].text) for at in more):
            return [said[at] for at in places]
    return ()


def _opens(said: Sequence[Block], at: int) -> bool:
    """Say whether a blank line stands above a paragraph and none below it."""
    lines = said[at].lines
    apart = not at or said[at - 1].lines.last + 1 < lines.first
    return apart and any(below.lines.first == lines.last + 1 for below in said[at + 1 : at + 2])


def _may_ask(text: str) -> bool:
    told = len(text) <= LONGEST_PROMPT and ends_sentence(text) and not is_of_oneself(text)
    return told or is_question(text)
