"""Outlines: each question a bullet, its answer bullets one level in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from audio.script.text import asks, is_question

ASKING, ANSWERING = "Question", "Answer"
"""Who speaks where a file says no more than which is which."""
_FEWEST = 3
"""Questions with bullets below that make an interview."""


def asking_level(bullets: Sequence[tuple[int, str]]) -> int:
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
        if count >= max(_FEWEST, 0.6 * parents[level]) and sum(map(is_question, deeper)) <= 0.3 * len(deeper):
            return level
    return 0
