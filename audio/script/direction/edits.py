"""A text with stretches of it replaced, and where each of its characters then stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edited:
    """What became of a text."""

    text: str
    begins: tuple[int, ...]
    """Offsets in the text before, in order, from which on it was kept or replaced."""
    stands: tuple[int, ...]
    """Where each of them is now; what was replaced has no extent."""
    kept: tuple[bool, ...]
    """Whether what begins there was kept."""

    def moved(self, offset: int) -> int:
        """Give where a character of the text before is now, or where it was taken out."""
        at = bisect_right(self.begins, offset) - 1
        into = offset - self.begins[at] if self.kept[at] else 0
        return min(self.stands[at] + into, len(self.text))


def edited(text: str, changes: Iterable[tuple[int, int, str]]) -> Edited:
    """Replace stretches of a text (start, end, by what); they are in order and do not overlap."""
    parts, length, at = list[str](), 0, 0
    begins, stands, kept = [0], [0], [True]
    for start, end, said in changes:
        parts += [text[at:start], said]
        length += start - at
        begins += [start, end]
        stands += [length, length + len(said)]
        kept += [False, True]
        length += len(said)
        at = end
    return Edited("".join([*parts, text[at:]]), tuple(begins), tuple(stands), tuple(kept))
