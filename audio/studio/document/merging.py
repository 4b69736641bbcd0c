"""A script that was changed in two places: both changes where they are of different turns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from audio.studio.document.values import Document, Entry

_Run = tuple[int, int, tuple[Entry, ...]]
"""A run of the old turns, and what stands in its place."""


def merged(base: Document, mine: Document, theirs: Document) -> Document | None:
    """Give what both made of `base`; None where they changed the same turns, or the same head, differently.

    Turns of `theirs` are known by what they say and where they stand, whatever their names are.
    """
    heads = _head(base, mine, theirs)
    if heads is None:
        return None
    runs, following = _changes(base, theirs, mine.following)
    entries = list(mine.entries)
    for first, last, new in reversed(runs):
        at = _place(entries, base.entries, first, last, new)
        if at is None:
            return None
        entries[at : at + last - first] = new
    return replace(heads, entries=tuple(entries), following=following)


def _head(base: Document, mine: Document, theirs: Document) -> Document | None:
    """Give the document whose head holds."""
    if _said(theirs) in (_said(base), _said(mine)):
        return mine
    return replace(mine, front=theirs.front, head=theirs.head) if _said(mine) == _said(base) else None


def _said(document: Document) -> tuple[object, ...]:
    return document.front, document.head.dropped


def _changes(base: Document, theirs: Document, following: int) -> tuple[list[_Run], int]:
    """Give the runs in which they differ; new turns get names from `following` on."""
    old, said = ([_key(entry)[1:] for entry in side.entries] for side in (base, theirs))
    runs: list[_Run] = []
    for _, a, b, c, d in SequenceMatcher(None, old, said, autojunk=False).get_opcodes():
        new = tuple(_renamed(base.entries[a:b], theirs.entries[c:d], following))
        following += max(0, (d - c) - (b - a))
        runs += _single(a, base.entries[a:b], new) if b - a == d - c else [(a, b, new)]
    return runs, following


def _single(first: int, old: Sequence[Entry], new: Sequence[Entry]) -> Iterator[_Run]:
    """Part a run of as many turns as before into one for each that is another."""
    for at, (was, entry) in enumerate(zip(old, new, strict=True), first):
        if _key(was) != _key(entry):
            yield at, at + 1, (entry,)


def _renamed(old: Sequence[Entry], new: Sequence[Entry], following: int) -> Iterator[Entry]:
    for at, entry in enumerate(new):
        yield replace(entry, id=old[at].id if at < len(old) else f"t{following + at - len(old)}")


def _key(entry: Entry) -> tuple[object, ...]:
    """Give all that a turn is but its name, its chapters first."""
    return entry.headings, entry.turn.speaker, entry.turn.paragraphs, entry.spoken, entry.turn.narration


def _place(
    mine: Sequence[Entry], base: Sequence[Entry], first: int, last: int, new: Sequence[Entry]
) -> int | None:
    """Give where a run of `base` stands in `mine`, as it was or already as it is to be; None for nowhere."""
    names = {entry.id: at for at, entry in enumerate(mine)}
    if first == last:
        before = names.get(base[first - 1].id) if first else -1
        after = names.get(base[first].id) if first < len(base) else len(mine)
        return after if before is not None and after == before + 1 else None
    at = names.get(base[first].id)
    if at is None:
        return None
    now = list(map(_key, mine[at : at + last - first]))
    as_it_was = now == list(map(_key, base[first:last]))
    return at if as_it_was or now == list(map(_key, new)) else None
