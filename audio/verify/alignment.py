"""Aligning what was heard with what should be said, by words alone and not by time.

The shortest way from one sequence of words to the other (Levenshtein) finds what is surely the same; each stretch
between is looked at again, there with all forms of a unit and without the spaces between words. The first step
is rapidfuzz's, bit-parallel and in little memory: an hour's 10,000 words take some milliseconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from audio.verify.values import HeardToken, Unit

StepKind = Literal["same", "lost", "added", "misheard"]

_MOST = 48
"""Units and words of a stretch that is looked at again; a longer one is a fault, not a spelling."""
_UNITS, _WORDS = 4, 8
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


def align(units: Sequence[Unit], heard: Sequence[HeardToken]) -> tuple[Step, ...]:
    """Give the steps from beginning to end; they cover every unit and every heard word once, in order."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - belongs to the extra

    words = [token.text for unit in units for token in unit.tokens]
    owner = [at for at, unit in enumerate(units) for _ in unit.tokens]
    steps: list[Step] = []
    pending: list[tuple[int, int, int, int]] = []
    for operation in Levenshtein.opcodes(words, [token.text for token in heard]):
        block = (operation.src_start, operation.src_end, operation.dest_start, operation.dest_end)
        if operation.tag == "equal":
            pending = _take_equal(block, owner, units, steps, pending, heard)
        else:
            pending.append(block)
    _settle(pending, owner, units, heard, steps)
    return tuple(steps)


def _take_equal(
    block: tuple[int, int, int, int], owner: Sequence[int], units: Sequence[Unit], steps: list[Step],
    pending: list[tuple[int, int, int, int]], heard: Sequence[HeardToken],
) -> list[tuple[int, int, int, int]]:  # fmt: skip
    """Take in words that are the same; what begins or ends within a unit goes to the stretch beside it."""
    first, end, at, stop = block
    while first < end and first > 0 and owner[first] == owner[first - 1]:
        first, at = first + 1, at + 1
    while end > first and end < len(owner) and owner[end - 1] == owner[end]:
        end, stop = end - 1, stop - 1
    if first >= end:
        return [*pending, block]
    if first > block[0]:
        pending = [*pending, (block[0], first, block[2], at)]
    _settle(pending, owner, units, heard, steps)
    while first < end:
        unit = owner[first]
        length = len(units[unit].tokens)
        steps.append(Step("same", (unit, unit + 1), (at, at + length), 0))
        first, at = first + length, at + length
    return [(end, block[1], stop, block[3])] if end < block[1] else []


def _settle(
    pending: Sequence[tuple[int, int, int, int]], owner: Sequence[int], units: Sequence[Unit],
    heard: Sequence[HeardToken], steps: list[Step],
) -> None:  # fmt: skip
    """Make steps of a stretch that is not the same word by word."""
    if not pending:
        return
    first, end = pending[0][0], pending[-1][1]
    inside = (owner[first], owner[end - 1] + 1) if end > first else (_next_unit(steps),) * 2
    words = (pending[0][2], pending[-1][3])
    if inside[1] - inside[0] > _MOST or words[1] - words[0] > _MOST:
        steps += _rough(units, inside, words)
    else:
        steps += _fine(units, heard, inside, words)


def _next_unit(steps: Sequence[Step]) -> int:
    return steps[-1].units[1] if steps else 0


def _rough(units: Sequence[Unit], inside: tuple[int, int], words: tuple[int, int]) -> list[Step]:
    """Give a long stretch as one step."""
    expected = sum(len(unit.tokens) for unit in units[slice(*inside)])
    found = words[1] - words[0]
    kind: StepKind = "misheard" if expected and found else "lost" if expected else "added"
    return [Step(kind, inside, words, max(expected, found))]


def _fine(
    units: Sequence[Unit], heard: Sequence[HeardToken], inside: tuple[int, int], words: tuple[int, int]
) -> list[Step]:
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
                for b in range(j + 1, min(j + size + 1, len(theirs)) + 1):
                    errors = max(size, b - j)
                    likeness = _likeness(mine[i].forms[0], said[offsets[j] : offsets[b]])
                    offer((i, j), (i + 1, b), "misheard", errors, errors + 0.1 * (1 - likeness))
            if j < len(theirs):
                offer((i, j), (i, j + 1), "added", 1, 1.0)
    return _way_back(best, (len(mine), len(theirs)))


def _same_letters(
    mine: Sequence[Unit], i: int, said: str, offsets: Sequence[int], j: int
) -> set[tuple[int, int]]:
    """Give where units from `i` on and heard words from `j` on spell the same, up to four units."""
    borders = {offset: b for b, offset in enumerate(offsets[j : j + _WORDS + 1], j)}
    ends = {offsets[j]}
    found: set[tuple[int, int]] = set()
    for a in range(i, min(i + _UNITS, len(mine))):
        ends = {end + len(form) for end in ends for form in mine[a].forms if said.startswith(form, end)}
        found |= {(a + 1, borders[end]) for end in ends if end in borders}
    return found - {(i, j)}


def _likeness(one: str, other: str) -> float:
    """Give how alike two words are, 0 to 1, so that a misheard word stands beside the one it was taken for."""
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
