"""How names are compared, and what somebody who mistyped one may have meant."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable


def fold(name: str) -> str:
    """Give the form in which two spellings of a name are equal: no case, single spaces, Unicode NFKC."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


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
