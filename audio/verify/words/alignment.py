"""Aligning what was heard with what should be said, by words alone and not by time.

The shortest way from one sequence of words to the other (Levenshtein) finds what is surely the same; each
stretch between is looked at again, there with all forms of a unit and without the spaces between words. The
first step is rapidfuzz's, bit-parallel and in little memory: an hour's 10,000 words take some milliseconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, NamedTuple

from audio.verify.values import HeardToken, Unit
from audio.verify.words.english import RANGE_WORD
from audio.verify.words.sounds import said_as, same_sound

StepKind = Literal["same", "lost", "added", "misheard"]

_MOST = 48
"""Units and words of a stretch that is looked at again; a longer one is a fault, not a spelling."""
_UNITS, _WORDS = 4, 16
"""Units and heard words that may be one word together."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step along both sequences."""

    kind: StepKind
    units: tuple[int, int]
    """First unit and the one after the last; the same twice where something was added."""
    heard: tuple[int, int]
    """First heard word and the one after the last."""
    errors: int
    """Words that count as wrong."""


def align(units: Sequence[Unit], heard: Sequence[HeardToken], language: str = "en") -> tuple[Step, ...]:
    """Give the steps from beginning to end; they cover every unit and every heard word once, in order.

    Words that are pronounced alike are the same, in the languages whose sounds are known.
    """
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - belongs to the extra

    words = [token.text for unit in units for token in unit.tokens]
    path = _Path(units, heard, language=language.split("-", 1)[0].lower())
    for operation in Levenshtein.opcodes(words, [token.text for token in heard]):
        block = _Block(operation.src_start, operation.src_end, operation.dest_start, operation.dest_end)
        if operation.tag == "equal":
            path.take_equal(block)
        else:
            path.leave_open(block)
    path.settle()
    return tuple(path.steps)


class _Block(NamedTuple):
    """A stretch of both sequences, in single words."""

    first: int
    end: int
    heard_first: int
    heard_end: int


class _Path:
    """The steps while they are found; what is not the same word by word stays open until the next that is."""

    def __init__(self, units: Sequence[Unit], heard: Sequence[HeardToken], *, language: str) -> None:
        self.units, self.heard, self.language = units, heard, language
        self.owner = [at for at, unit in enumerate(units) for _ in unit.tokens]
        self.steps: list[Step] = []
        self.open: list[_Block] = []

    def leave_open(self, block: _Block) -> None:
        """Put a stretch to those that are looked at again."""
        self.open.append(block)

    def take_equal(self, block: _Block) -> None:
        """Take in words that are the same; of a unit that is not whole among them, the words stay open."""
        owner = self.owner
        first, end = block.first, block.end
        while first < end and first > 0 and owner[first] == owner[first - 1]:
            first += 1
        while end > first and end < len(owner) and owner[end - 1] == owner[end]:
            end -= 1
        if first >= end:
            self.leave_open(block)
            return
        at, stop = block.heard_first + first - block.first, block.heard_end + end - block.end
        if first > block.first:
            self.leave_open(_Block(block.first, first, block.heard_first, at))
        self.settle()
        while first < end:
            unit = owner[first]
            length = len(self.units[unit].tokens)
            self.steps.append(Step("same", (unit, unit + 1), (at, at + length), 0))
            first, at = first + length, at + length
        if end < block.end:
            self.leave_open(_Block(end, block.end, stop, block.heard_end))

    def settle(self) -> None:
        """Make steps of what is open."""
        if not self.open:
            return
        first, end = self.open[0].first, self.open[-1].end
        words = (self.open[0].heard_first, self.open[-1].heard_end)
        self.open.clear()
        next_unit = self.steps[-1].units[1] if self.steps else 0
        inside = (self.owner[first], self.owner[end - 1] + 1) if end > first else (next_unit, next_unit)
        if inside[1] - inside[0] > _MOST or words[1] - words[0] > _MOST:
            self.steps += _rough(self.units, self.heard, inside, words)
        else:
            self.steps += _fine(self.units, self.heard, inside, words, language=self.language)


def _rough(
    units: Sequence[Unit], heard: Sequence[HeardToken], inside: tuple[int, int], words: tuple[int, int]
) -> list[Step]:
    """Give a long stretch without looking closer: what should be said is lost, what was heard added."""
    lost = [
        Step("lost", (unit, unit + 1), (words[0], words[0]), len(units[unit].tokens))
        for unit in range(*inside)
    ]
    added = [
        Step("added", (inside[1], inside[1]), (word, word + 1), int(bool(heard[word].text)))
        for word in range(*words)
    ]
    return [*lost, *added]


def _fine(
    units: Sequence[Unit], heard: Sequence[HeardToken], inside: tuple[int, int], words: tuple[int, int],
    *, language: str,
) -> list[Step]:  # fmt: skip
    """Find the cheapest steps through a short stretch, where units may be heard in other forms."""
    mine, theirs = units[slice(*inside)], [token.text for token in heard[slice(*words)]]
    offsets = [0, *accumulate(map(len, theirs))]
    said = "".join(theirs)
    best: dict[tuple[int, int], tuple[float, Step | None, tuple[int, int]]] = {(0, 0): (0.0, None, (0, 0))}

    def offer(
        here: tuple[int, int], there: tuple[int, int], kind: StepKind, errors: int, cost: float
    ) -> None:
        total = best[here][0] + cost
        if there not in best or total < best[there][0]:
            u, w = (inside[0] + here[0], inside[0] + there[0]), (words[0] + here[1], words[0] + there[1])
            best[there] = (total, Step(kind, u, w, errors), here)

    for i in range(len(mine) + 1):
        for j in range(len(theirs) + 1):
            for a, b in _same_letters(mine, i, said, offsets, j):
                offer((i, j), (a, b), "same", 0, 0.0)
            if i < len(mine):
                size = len(mine[i].tokens)
                offer((i, j), (i + 1, j), "lost", size, size)
                for b in range(j + 1, min(j + size + 2, len(theirs)) + 1):
                    if _stands_for(mine[i], theirs[j:b], language=language):
                        offer((i, j), (i + 1, b), "same", 0, 0.05)
                    errors = max(size, sum(map(bool, theirs[j:b])))
                    likeness = _likeness(mine[i].forms[0], said[offsets[j] : offsets[b]])
                    offer((i, j), (i + 1, b), "misheard", errors, errors + 0.1 * (1 - likeness))
            if j < len(theirs):
                errors = int(bool(theirs[j]))
                offer((i, j), (i, j + 1), "added", errors, errors)
    return _way_back(best, (len(mine), len(theirs)))


def _same_letters(
    mine: Sequence[Unit], i: int, said: str, offsets: Sequence[int], j: int
) -> set[tuple[int, int]]:
    """Give where units from `i` on and heard words from `j` on spell the same, up to four units."""
    borders: dict[int, list[int]] = {}
    for b, offset in enumerate(offsets[j : j + _WORDS + 1], j):
        borders.setdefault(offset, []).append(b)
    ends = {offsets[j]}
    found: set[tuple[int, int]] = set()
    for a in range(i, min(i + _UNITS, len(mine))):
        ends = {end + len(form) for end in ends for form in mine[a].forms if said.startswith(form, end)}
        found |= {(a + 1, b) for end in ends for b in borders.get(end, ())}
    return found - {(i, j)}


def _stands_for(unit: Unit, words: Sequence[str], *, language: str) -> bool:
    """Tell whether a unit is what these words sound like, or what the hyphen between figures stands for."""
    if list(words) == [""]:
        return unit.forms[0] == RANGE_WORD
    said = "".join(words)
    return any(same_sound(form, said, language) for form in unit.forms) or said_as(
        list(filter(None, words)), unit.sound
    )


def _likeness(one: str, other: str) -> float:
    """Give how alike two words are, 0 to 1: a misheard word stands beside the one it was taken for."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - belongs to the extra

    return float(Indel.normalized_similarity(one, other))


def _way_back(
    best: dict[tuple[int, int], tuple[float, Step | None, tuple[int, int]]], end: tuple[int, int]
) -> list[Step]:
    steps: list[Step] = []
    while (step := best[end][1]) is not None:
        steps.append(step)
        end = best[end][2]
    return steps[::-1]
