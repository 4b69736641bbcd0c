"""How text looks where no markup says what it is (colour, class, style name, typeface), and what that says.

A look is any feature of a run of text that its file repeats. Where the blocks of one look ask and the others
answer them, or where a look holds a few names that come again and again, it is set like bold type for the
grammar, which knows bold questions and bold labels.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from audio.script.readers.exchange import ask
from audio.script.text import has_letters, is_question
from audio.script.values import Block, Span

_SPOKEN = ("paragraph", "item", "quote")
_LEAST = 3
_LONGEST_NAME = 40
_MOST = 60
"""Looks of a file that are tried, the commonest first."""

Runs = Mapping[int, tuple[int, int]]
"""By index of block, the offsets of the first character of a run and after its last."""


class Look(NamedTuple):
    """A run of a block's text that has one feature."""

    name: str
    """The feature, such as `color:#a0522d`."""
    start: int
    """Offset of its first character in the block's text."""
    end: int
    """Offset after its last character."""


def emphasised(blocks: Sequence[Block], looks: Mapping[int, Sequence[Look]]) -> list[Block]:
    """Give the blocks with the look of questions, or of names, told by a `strong` span.

    `looks` are the runs of each block, by its index in `blocks`. Where no look says anything, the blocks are
    given as they came.
    """
    spoken = [at for at, block in enumerate(blocks) if block.kind in _SPOKEN and block.speaker is None]
    if not looks or len(spoken) < 2 * _LEAST:
        return list(blocks)
    several = _by_look(blocks, looks, spoken)
    lacking = [without for runs in several if (without := _lacking(runs, blocks, spoken))]
    asked = [(_asked(runs, blocks, spoken), -len(runs), runs) for runs in (*several, *lacking)]
    best = max(asked, key=lambda item: item[:2], default=None)
    found: Runs = (
        best[2] if best and best[0] else next((each for each in several if _are_names(each, blocks)), {})
    )
    return [_strong(block, found[at]) if at in found else block for at, block in enumerate(blocks)]


def _by_look(
    blocks: Sequence[Block], looks: Mapping[int, Sequence[Look]], spoken: Sequence[int]
) -> list[Runs]:
    """Give, for every look that neither all blocks nor hardly any have, the first run of each block in it."""
    found: dict[str, dict[int, tuple[int, int]]] = defaultdict(dict)
    for at in spoken:
        for name, start, end in looks.get(at, ()):
            text, before = blocks[at].text, found[name].get(at)
            if before is not None and not text[before[1] : start].strip():
                found[name][at] = (before[0], max(before[1], end))
            elif before is None and has_letters(text[start:end]):
                found[name][at] = (start, end)
    several = [
        runs
        for runs in found.values()
        if len(runs) >= _LEAST and (len(runs) <= 0.8 * len(spoken) or not _are_whole(runs, blocks))
    ]
    several.sort(key=len, reverse=True)
    return list({tuple(sorted(runs.items())): runs for runs in several[:_MOST]}.values())


def _are_whole(runs: Runs, blocks: Sequence[Block]) -> bool:
    """Say whether every run is all of its block."""
    return all(run[0] == 0 and run[1] >= len(blocks[at].text.rstrip()) for at, run in runs.items())


def _lacking(runs: Runs, blocks: Sequence[Block], spoken: Sequence[int]) -> Runs:
    """Give the blocks without a look that whole answers have, from the one before the first answer."""
    if not _are_whole(runs, blocks):
        return {}
    first, last = min(runs), max(runs)
    before = max((at for at in spoken if at < first), default=first)
    return {at: (0, len(blocks[at].text)) for at in spoken if before <= at < last and at not in runs}


def _asked(runs: Runs, blocks: Sequence[Block], spoken: Sequence[int]) -> int:
    """Give how many runs of a look are questions where these are what is asked, otherwise 0.

    Most runs lead their block and ask; nearly all are answered by what follows in another look.
    """
    leading = {at: run[1] for at, run in runs.items() if not blocks[at].text[: run[0]].strip()}
    if len(leading) < max(_LEAST, 0.8 * len(runs)):
        return 0
    told = [blocks[at].text[:end].strip() for at, end in leading.items()]
    first, last = min(leading), max(leading)
    following = [at for at in spoken if at >= first]
    rest = [text for at in following if (text := blocks[at].text[leading.get(at, 0) :].strip())]
    after = dict(pairwise(following))
    answered = sum(
        bool(blocks[at].text[end:].strip()) or (at in after and after[at] not in leading)
        for at, end in leading.items()
    )
    fits = answered >= 0.8 * len(leading) >= 0.16 * sum(at <= last for at in following)
    return sum(map(is_question, told)) if fits and ask(told, rest) else 0


def _are_names(runs: Runs, blocks: Sequence[Block]) -> bool:
    """Say whether a look holds a few names that lead blocks again and again."""
    texts = [" ".join(blocks[at].text[start:end].split()) for at, (start, end) in runs.items()]
    often = Counter(texts)
    again = sum(times for times in often.values() if times > 1)
    return (
        all(len(text) <= _LONGEST_NAME and text[:1].isupper() and text[-1] not in ".?!" for text in texts)
        and all(start == 0 for start, _ in runs.values())
        and len(texts) >= 2 * _LEAST
        and 2 <= len(often) <= 0.5 * len(texts)
        and again >= 0.9 * len(texts)
    )


def _strong(block: Block, run: tuple[int, int]) -> Block:
    """Give a block with a run set like bold type, unless its beginning is bold or it would cross a span."""
    text = block.text[run[0] : run[1]]
    start = run[0] + len(text) - len(text.lstrip())
    end = run[0] + len(text.rstrip())
    crossing = any(
        span.start < start < span.end < end or start < span.start < end < span.end for span in block.spans
    )
    led = any(span.kind == "strong" and span.start <= start < span.end for span in block.spans)
    if crossing or led or end <= start:
        return block
    inside = [span for span in block.spans if span.kind != "strong" or span.end <= start or end <= span.start]
    spans = sorted([*inside, Span(start, end, "strong")], key=lambda span: (span.start, -span.end))
    return replace(block, spans=tuple(spans))
