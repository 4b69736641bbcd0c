"""Text that is rewritten while every character remembers where it came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Traced:
    """A rewritten text."""

    text: str
    origins: tuple[int, ...]
    """For each character of `text`, the offset in the first text of the character it came from."""

    def sub(self, pattern: re.Pattern[str], said: str | Callable[[re.Match[str]], str]) -> Traced:
        """Rewrite as `re.sub` does; a replacement comes from its match, its last character from its end."""
        parts: list[str] = []
        origins: list[int] = []
        at = 0
        for match in pattern.finditer(self.text):
            new = match.expand(said) if isinstance(said, str) else said(match)
            parts += [self.text[at : match.start()], new]
            origins += self.origins[at : match.start()]
            if new:  # from the first to the last character of the match
                first = self.origins[min(match.start(), len(self.origins) - 1)]
                last = self.origins[max(match.end() - 1, match.start())] if match[0] else first
                origins += [*[first] * (len(new) - 1), last]
            at = match.end()
        if not parts:
            return self
        return Traced("".join((*parts, self.text[at:])), (*origins, *self.origins[at:]))


def plain(text: str) -> Traced:
    """Give a text in lower case and compatibility form (NFKC), with straight apostrophes.

    Letters are composed with the marks behind them first, so that both ways to write an accent are one.
    """
    parts: list[str] = []
    origins: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and unicodedata.combining(text[end]):
            continue
        new = unicodedata.normalize("NFKC", text[start:end]).casefold().translate(_SIGNS)
        parts.append(new)
        origins += [start] * len(new)
        start = end
    return Traced("".join(parts), tuple(origins))


_SIGNS = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "′": "'", "⁄": "/", "−": "-", "‐": "-", "‑": "-"}
)
"""Signs that are written in several ways."""
