"""How names are compared, and what somebody who mistyped one may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from audio.script import is_person_name, unaccented


def fold(name: str) -> str:
    """Give the form in which two spellings of a name are equal: no case, no accents, single spaces, NFKC."""
    return " ".join(unaccented(name).split())


def first_and_full(one: str, other: str) -> bool:
    """Tell whether one is the first name of the other, a full name: `Maya` and `Maya Okonkwo`."""
    short, full = sorted((one, other), key=lambda name: len(name.split()))
    first, *others = fold(full).split() or [""]
    return bool(others) and len(first) > 1 and fold(short) == first and is_person_name(full)


def nearest(wrong: str, right: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """Give the spelling of `right` that is most like `wrong`; None where none is.

    `cutoff` is the least likeness, 0 (anything) to 1 (the same), as difflib measures it.
    """
    by_fold = {fold(name): name for name in right}
    found = difflib.get_close_matches(fold(wrong), by_fold, n=1, cutoff=cutoff)
    return by_fold[found[0]] if found else None


def listed(names: Iterable[str], *, last: str = "and") -> str:
    """Write names as a sentence has them: `a`, `a and b`, `a, b and c`; `last` goes before the last one."""
    *others, final = names
    return f"{', '.join(others)} {last} {final}" if others else final
