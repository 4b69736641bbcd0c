"""Numbers behind a letter that is also short for a question or an answer: `P1` counts people or questions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from audio.script.labels.candidates import Candidate
from audio.script.names import Name

_NUMBERED = re.compile(r"[^\W\d_]{1,2}\s?(\d{1,2})")
_LEAST = 4


def with_people(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Give the candidates with the number in the name where it counts people.

    Questions are counted upwards; the participants of a discussion come back in any order.
    """
    found = tuple(candidates)
    numbers: dict[str, list[int]] = defaultdict(list)
    for candidate in found:
        if match := _own_number(candidate):
            numbers[candidate.key].append(int(match[1]))
    people = {key for key, counted in numbers.items() if _come_back(counted)}
    return tuple(
        replace(each, name=Name(each.written, "initials"))
        if each.key in people and _own_number(each)
        else each
        for each in found
    )


def _own_number(candidate: Candidate) -> re.Match[str] | None:
    """Match a letter with a number that the name leaves out."""
    if len(candidate.name.text) > 2 or candidate.name.text == candidate.written:
        return None
    return _NUMBERED.fullmatch(candidate.written)


def _come_back(numbers: list[int]) -> bool:
    """Say whether numbers fall nearly as often as they rise."""
    falls = sum(after < before for before, after in pairwise(numbers))
    return len(numbers) >= _LEAST and len(set(numbers)) > 1 and falls >= max(2, 0.2 * len(numbers))
