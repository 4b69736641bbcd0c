"""The budget: how much of anything a reader or loader takes from a stranger; the numbers are in `budget.tsv`.

Each is checked before the work that it bounds, so that a refusal costs next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from audio.errors import ScriptError
from audio.tables import rows

_PARAGRAPH = re.compile(rb"<(?:w:p|text:p|text:h|p|br|div|li|tr|td)[ >/]", re.IGNORECASE)
"""What begins a paragraph in the markup of documents and pages."""


@cache
def _table() -> dict[str, tuple[int, str]]:
    return {row["name"]: (int(row["most"]), row["refusal"]) for row in rows(__package__, "budget.tsv")}


def at_most(name: str) -> int:
    """Give the number under a name, in the unit that the name ends in."""
    return _table()[name][0]


def overspent(name: str) -> str:
    """Say what is wrong with whatever exceeds the number under a name, and what to do instead."""
    most, refusal = _table()[name]
    return refusal.format(most=f"{most:,}", mega=most // 1_000_000)


def within(name: str, amount: float, source: str) -> None:
    """Raise `ScriptError` for `source` where an amount exceeds the number under a name."""
    if amount > at_most(name):
        raise ScriptError(overspent(name), source=source)


class Spending:
    """What is spent bit by bit of the number under a name, on one source."""

    def __init__(self, name: str, source: str) -> None:
        self._name, self._source, self._left = name, source, at_most(name)

    def add(self, amount: int = 1) -> None:
        """Spend more. Raises `ScriptError` where nothing is left."""
        self._left -= amount
        if self._left < 0:
            raise ScriptError(overspent(self._name), source=self._source)


def check_text(data: bytes, source: str) -> None:
    """Raise `ScriptError` for a text, as bytes, that has too much of anything. JSON may be longer."""
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        within("data_bytes", len(data), source)
        within("data_objects", data.count(b"{") + data.count(b"["), source)
        return
    within("text_bytes", len(data), source)
    within("text_lines", data.count(b"\n"), source)
    check_markup([data], source)


def check_markup(parts: Iterable[bytes], source: str) -> None:
    """Raise `ScriptError` for XML or HTML of more elements or paragraphs in all than a book has."""
    tags, paragraphs = Spending("tags", source), Spending("paragraphs", source)
    for part in parts:
        tags.add(part.count(b"<"))
        paragraphs.add(sum(1 for _ in _PARAGRAPH.finditer(part)))
