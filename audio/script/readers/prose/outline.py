"""Outlines, as Logseq, Roam and Obsidian keep them: each question a bullet, its answer bullets one level in.

Properties, `title:: Bells`, say of the page what front matter says elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from audio.script.readers.data import ANSWERING, ASKING
from audio.script.text import asks, count_words, is_question, one_line
from audio.script.values import Block, Dropped, Lines

_PROPERTY = re.compile(r"[ \t]*(?:[-*+][ \t]+)?((?![A-ZÀ-Þ])[^\W\d_][\w./-]{0,40})::[ \t]+(\S.{0,500})$")
_TAGS = re.compile(r"(?:#(?:\[\[[^\]\n]{1,80}\]\]|[^\s#]{1,80})[ \t,]*)+")
_FEWEST_ASKED = 3
"""Questions with bullets below that make an interview."""


def properties(lines: Sequence[str], taken: int = 0) -> tuple[list[str], dict[str, str], list[Dropped]]:
    """Take the properties out of lines: give the lines with blank ones instead, those of the page, and all.

    The first `taken` lines are front matter.

    Properties of the page stand before the first bullet, or under it; later ones belong to single bullets.
    """
    kept, page, dropped = list(lines), dict[str, str](), list[Dropped]()
    bullets = 0
    for number, line in enumerate(lines, 1):
        found = _PROPERTY.match(line) if "::" in line[:60] and number > taken else None
        if found:
            kept[number - 1] = ""
            dropped.append(Dropped(one_line(line), "metadata", Lines(number, number)))
            if bullets <= 1:
                page.setdefault(found[1].casefold(), found[2].strip())
        elif line.lstrip()[:2] in ("- ", "* ", "+ "):
            bullets += 1
    return kept, page, dropped


def conversation(blocks: Sequence[Block]) -> tuple[list[Block], list[Dropped]]:
    """Give the blocks of an outline with `Question` and `Answer` as speakers, and lines of mere tags apart.

    Blocks come back as they are where most bullets are not questions with something else below them.
    """
    items = [block for block in blocks if block.kind == "item"]
    level = _asking_level([(item.level, item.text) for item in items])
    if not level or len(items) < 0.6 * sum(block.kind != "rule" for block in blocks):
        return list(blocks), []
    dropped = [Dropped(one_line(b.text), "tags", b.lines) for b in items if _TAGS.fullmatch(b.text.strip())]
    kept = [block for block in blocks if block.kind != "item" or not _TAGS.fullmatch(block.text.strip())]
    return list(_spoken(kept, level)), dropped


def _spoken(blocks: Sequence[Block], level: int) -> Iterator[Block]:
    """Give who says each bullet; one of that level that has nothing below it and asks nothing is nobody's."""
    said = False
    for at, block in enumerate(blocks):
        below = blocks[at + 1] if at + 1 < len(blocks) else None
        if block.kind != "item" or block.level < level:
            yield block
        elif block.level > level:
            yield replace(block, speaker=ANSWERING) if said else block
        elif is_question(block.text) or (below and below.kind == "item" and below.level > level):
            said = count_words(block.text) > 0
            yield replace(block, speaker=ASKING)
        else:
            yield replace(block, kind="heading", level=6)


def _asking_level(bullets: Sequence[tuple[int, str]]) -> int:
    """Give the depth of the bullets that ask and are answered by those one level in, or 0.

    Bullets come with their depth, from 1.
    """
    parents, answered = Counter[int](), Counter[int]()
    for (level, text), (below, answer) in pairwise(bullets):
        if below > level:
            parents[level] += 1
            answered[level] += asks(text) and not is_question(answer)
    for level, count in answered.most_common():
        deeper = [text for depth, text in bullets if depth > level]
        if count >= max(_FEWEST_ASKED, 0.6 * parents[level]) and sum(map(is_question, deeper)) <= 0.3 * len(
            deeper
        ):
            return level
    return 0
