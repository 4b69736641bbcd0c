"""Whether texts are an exchange: people who take turns, or questions and their answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import pairwise

from audio.script.text import asks, ends_sentence, is_question

_MOST_SPEAKERS = 8
_FEWEST = 3
"""Changes of speaker, or questions, from which on there is an exchange."""


def come_again(names: Sequence[Hashable]) -> bool:
    """Say whether there are several names, and some of them more than once."""
    return 2 <= len(set(names)) < len(names)


def take_turns(spoken: Sequence[tuple[Hashable, str]]) -> bool:
    """Say whether a few speak, each of them twice or more, and change where sentences end, if any do."""
    often = Counter(who for who, _ in spoken)
    last = [text for (who, text), (after, _) in pairwise(spoken) if who != after]
    stops = sum(ends_sentence(text) or asks(text) for text in last)
    punctuated = any(ends_sentence(text) for _, text in spoken)
    return (
        2 <= len(often) <= _MOST_SPEAKERS
        and min(often.values()) >= 2
        and len(last) >= _FEWEST
        and (stops >= 0.6 * len(last) or not punctuated)
    )


def ask(questions: Sequence[str], answers: Sequence[str]) -> bool:
    """Say whether texts are questions put to somebody, and others, which say more, their answers."""
    told = [text for text in answers if text.strip()]
    asking = sum(map(is_question, questions))
    return (
        asking >= max(_FEWEST, 0.5 * len(questions))
        and len(told) >= 0.8 * len(questions)
        and sum(map(is_question, told)) * len(questions) <= 0.5 * asking * len(told)
        and sum(map(len, told)) >= sum(map(len, questions))
    )
