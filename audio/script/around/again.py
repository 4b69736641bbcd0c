"""What is set once more: a sentence that is pulled out of a paragraph to be seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from audio.script.around.parting import Unit
from audio.script.text import is_unspaced, words

Run = tuple[str, ...]
Elsewhere = Mapping[Run, tuple[int, int]]
"""Of the units that have a run of words and are no quotations: how many runs the longest has; how many."""
QUOTES = "\"“„«»「『'‘"
"""What a quotation begins with."""
_LENGTH = 5
"""Words, or characters where words have no spaces, that do not stand elsewhere by chance."""
_PULLED = 0.6
"""The share of its runs that a pulled quotation has from a longer paragraph; some words may differ."""


def elsewhere(units: Sequence[Unit], said: Sequence[Sequence[str]]) -> Elsewhere:
    """Count in all units, which say `said`, the runs of those that are judged."""
    all_runs = list(map(_runs, said))
    counted = {run: (0, 0) for unit, runs in zip(units, all_runs, strict=True) if unit.place for run in runs}
    for unit, runs in zip(units, all_runs, strict=True):
        for run in counted.keys() & runs if not _is_quotation(unit) else ():
            longest, count = counted[run]
            counted[run] = (max(longest, len(runs)), count + 1)
    return counted


def says_again(unit: Unit, elsewhere: Elsewhere) -> bool:
    """Say whether one longer paragraph says the same or, of a quotation, any other; a refrain is in more."""
    runs = _runs(words(unit.piece.text))
    told = map(elsewhere.__getitem__, runs)
    if _is_quotation(unit):
        again = sum(count == 1 for _, count in told)
    else:
        again = sum(count == 2 and longest > len(runs) for longest, count in told)  # itself and one
    return bool(runs) and again >= _PULLED * len(runs)


def _is_quotation(unit: Unit) -> bool:
    return unit.piece.block.kind == "quote" or unit.piece.text.lstrip()[:1] in QUOTES


def _runs(said: Sequence[str]) -> list[Run]:
    """Give all runs of so many words that stand in it."""
    parts = [part for word in said for part in (word if is_unspaced(word[0]) else (word,))]
    return [tuple(parts[at : at + _LENGTH]) for at in range(len(parts) - _LENGTH + 1)]
