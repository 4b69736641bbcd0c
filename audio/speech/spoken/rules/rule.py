"""What a rule from written to spoken is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

KEPT_NAME = "[\U00100000-\U0010ffff]"
"""In a pattern: what stands for a word with a capital whose pronunciation is settled, a private character."""
KEPT = "[\U000f0000-\U0010ffff]"
"""In a pattern: one that stands for any such word."""

Edit = tuple[int, int, str]
"""Offsets of the first character and of the one after the last, and what is said in their place."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of change, by name."""

    name: str
    edits: Callable[[str], Iterable[Edit]]
    """Finds what is to be changed in a text: edits in order, not overlapping."""


def of_figures(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Have rules look at no text without a figure: for such as find nothing there, and for their patterns."""
    return tuple(Rule(rule.name, _of_figures(rule.edits)) for rule in rules)


def _of_figures(edits: Callable[[str], Iterable[Edit]]) -> Callable[[str], Iterable[Edit]]:
    return lambda text: edits(text) if any(map(str.isdecimal, text)) else ()


def by(
    pattern: str, said: str | Callable[[re.Match[str]], str], flags: int = 0
) -> Callable[[str], Iterable[Edit]]:
    """Make the edits of a rule from a pattern and what is said for a match, as `re.sub` takes them.

    The pattern is compiled when a text is first looked at: all of them take as long as importing the reader.
    """

    @cache
    def compiled() -> re.Pattern[str]:
        return re.compile(pattern, flags)

    def edits(text: str) -> Iterable[Edit]:
        for match in compiled().finditer(text):
            yield match.start(), match.end(), match.expand(said) if isinstance(said, str) else said(match)

    return edits
