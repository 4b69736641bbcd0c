"""Which candidates of a file count as labels, once its convention is known."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from audio.script.convention.decision import Convention
from audio.script.labels import Candidate, Shape
from audio.script.text import ends_sentence
from audio.script.values import Block

_CLEAR = ("colon", "voice", "bold", "bracket", "stop")
"""Delimiters that tell a label also where the others of the file look otherwise."""
_OFTEN = 3
"""How often a name with a colon must begin a line to be a label wherever it begins one."""
_FEW = 3
"""Labels of a file too short for them to recur."""
_LONGEST_TITLE = 100
"""Characters."""
_HEAD = 5
"""Blocks among which a title stands."""
_QUOTED = re.compile(r"[^\n:：]{3,60}[:：] ?(?:“[^\n“”]+”|‘[^\n]+’|«[^\n«»]+»|„[^\n„“]+“)(?:\n|\Z)")
"""A title that quotes somebody: `Ada Lowe: “The sea has no accent”`."""


def counting(convention: Convention, blocks: Sequence[Block]) -> dict[int, list[Candidate]]:
    """Give the candidates that are labels, by block: an accepted name in a shape that this file uses."""
    found = [c for c in convention.candidates if c.key in convention.labels or c.key in convention.marks]
    title = _title(convention, blocks)
    often = Counter(c.key for c in found if c.delimiter == "colon")
    shapes, times = defaultdict[str, set[Shape]](set), Counter(c.key for c in found)
    for candidate in found:
        shapes[candidate.key].add(candidate.shape)
    last = max((c.block for c in found if c.delimiter != "dash"), default=-1)
    wrapped = sum(c.head for c in found) >= 0.8 * len(found)  # elsewhere labels stand inside paragraphs
    lines = Counter(c.key for c in found if c.delimiter == "own")
    again = len(convention.labels) <= _FEW or max(lines.values(), default=0) >= 2
    by_block: dict[int, list[Candidate]] = defaultdict(list)
    for candidate in found:
        mark = candidate.key in convention.marks
        alike = times[candidate.key] > 1 and len(shapes[candidate.key]) == 1
        sure = mark or (candidate.delimiter == "colon" and often[candidate.key] >= _OFTEN)
        goes_on = wrapped and candidate.wrapped and not sure
        heading = candidate.delimiter == "own" and not (again or candidate.stamped)
        if candidate.block == title or goes_on or heading:
            continue
        if mark or (alike and candidate.head) or _is_usual(candidate, convention, blocks, last):
            by_block[candidate.block].append(candidate)
    return by_block


def _is_usual(candidate: Candidate, convention: Convention, blocks: Sequence[Block], last: int) -> bool:
    """Say whether a label looks like others of the file, or is clear without them.

    `last` is the block of the last one without a dash: a dash behind it leads to what is told of somebody.
    """
    if candidate.delimiter in _CLEAR or (candidate.stamped and candidate.alone):
        return True
    most = max(convention.shapes.values(), default=0)
    said = candidate.head and candidate.delimiter == "dash" and ends_sentence(blocks[candidate.block].text)
    return (said and candidate.block < last) or convention.shapes.get(candidate.shape, 0) >= max(
        2, 0.5 * most
    )


def _title(convention: Convention, blocks: Sequence[Block]) -> int:
    """Give the index of a first line such as `Ada Lovelace: a life in notes`, which labels nothing, or -1.

    All others end as sentences do, or nothing else in the file has this label.
    """
    first = next((at for at, block in enumerate(blocks) if block.kind != "rule"), -1)
    labels = [c for c in convention.candidates if c.key in convention.labels]
    quoted = [c for c in labels if _QUOTED.match(blocks[c.block].text, c.start)]
    if len(quoted) == 1 < len(labels) and quoted[0].block < min(
        _HEAD, *(c.block for c in labels if c != quoted[0])
    ):
        return quoted[0].block
    text = blocks[first].text.strip() if len(blocks) >= first + 3 and blocks[first].kind != "cue" else ""
    if not 0 < len(text) <= _LONGEST_TITLE or "\n" in text or blocks[first].speaker:
        return -1
    if ends_sentence(text):
        return -1
    here = {c.key for c in convention.candidates if c.block == first}
    others = [c for c in labels if c.block != first]
    once = bool(here) and here.isdisjoint(c.key for c in others) and len(convention.labels) > 2
    heads = [ends_sentence(blocks[c.block].text) for c in others if c.head and not c.alone]
    return first if once or (len(heads) >= 3 and sum(heads) >= 0.9 * len(heads)) else -1
