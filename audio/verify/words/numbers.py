"""Numbers in words and in digits, brought to digits.

Which words are a number is text2num's to say (it knows eight languages); what is joined here is what people
write half in digits, such as "5.2 million".
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

LANGUAGES = frozenset({"en", "fr", "es", "pt", "de", "nl", "it", "da"})
"""BCP 47 tags, without region, in which number words are known."""

_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_DAY = re.compile(r"([12]?\d|3[01])(?:st|nd|rd|th)?")
_WHOLE = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of a rewritten text."""

    said: str
    first: int
    """Offset in the first text of what it came from."""
    last: int
    """Offset of the last character it came from."""

    def text(self) -> str:
        """Give the word, as text2num asks for it."""
        return self.said

    def nt_separated(self, _previous: Piece) -> bool:
        """Say that nothing but the words tells where a number ends."""
        return False

    def not_a_number_part(self) -> bool:
        """Say that any word may be part of a number."""
        return False


def in_digits(pieces: Sequence[Piece], language: str) -> list[Piece]:
    """Write numbers in digits: `eighty-four` becomes `84`, `5 million` becomes `5000000`."""
    if language not in LANGUAGES:
        return list(pieces)
    from text_to_num import find_numbers  # noqa: PLC0415 - belongs to the extra

    if language == "en":
        pieces = list(_scaled(pieces))
    found: list[Piece] = []
    at = 0
    for number in find_numbers(list(pieces), language, 0):
        found += pieces[at : number.start]
        run = pieces[number.start : number.end]
        if number.start == at and found and "." in found[-1].said and run[0].said in _SCALES:
            found[-1] = _product(found[-1], run[0])  # five point two | million
        elif number.text == "0" and len(run) == 1 and len(run[0].said) <= 2:
            found += run  # the letter of "I/O" is not yet a nought
        else:
            found.append(Piece(number.text.replace(",", ""), run[0].first, run[-1].last))
        at = number.end
    return found + list(pieces[at:])


def _scaled(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """Multiply digits by the word behind them; write "a thousand" as "one thousand"."""
    waiting: Piece | None = None
    for piece in pieces:
        if waiting is None:
            waiting = piece
        elif piece.said in _SCALES and _DIGITS.fullmatch(waiting.said):
            waiting = _product(waiting, piece)
        else:
            a_scale = piece.said in _SCALES and waiting.said == "a"
            yield Piece("one", waiting.first, waiting.last) if a_scale else waiting
            waiting = piece
    if waiting is not None:
        yield waiting


def _product(digits: Piece, scale: Piece) -> Piece:
    product = Decimal(digits.said) * _SCALES[scale.said]
    return Piece(f"{product.normalize():f}", digits.first, scale.last)


def dates_in_one_order(pieces: Sequence[Piece], months: Container[str]) -> list[Piece]:
    """Write `the 5th of may`, `5 may` and `may the 5th` as `may` and `5`."""
    found: list[Piece] = []
    for piece in pieces:
        if piece.said in months:
            day = _taken(found, "of")
            if day is not None:
                found += [piece, day]
                continue
        elif found and _ORDINAL.fullmatch(piece.said):
            before = found[-2:] if found[-1].said == "the" else found[-1:]
            if before[0].said in months:
                found[-len(before) :] = [before[0], Piece(piece.said[:-2], piece.first, piece.last)]
                continue
        found.append(piece)
    return found


def _taken(found: list[Piece], joint: str) -> Piece | None:
    """Take from the end a day of the month with the words around it; None where there is none."""
    end = len(found) - (bool(found) and found[-1].said == joint)
    if end < 1 or not (match := _DAY.fullmatch(found[end - 1].said)):
        return None
    day = found[end - 1]
    del found[end - 1 - (end > 1 and found[end - 2].said == "the") :]
    return Piece(match[1], day.first, day.last)


def read_out(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """Part decimals where the point is said: `3.14` becomes `3`, `point` and `14`."""
    for piece in pieces:
        whole, *rest = piece.said.split(".")
        if not rest or not _WHOLE.fullmatch(whole):
            yield piece
            continue
        yield Piece(whole, piece.first, piece.last)
        for part in rest:
            yield Piece("point", piece.first, piece.last)
            yield Piece(part, piece.first, piece.last)
