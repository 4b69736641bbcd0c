"""Labels known by where they stand: the same few words before the same mark, turn about, all through a file.

What a label says may speak against it: a magazine called `TIME:`, a nickname in small letters, `Man in the
back row:`. Where such words open paragraphs again and again, alternating, they are labels all the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from audio.script.evidence import Tally
from audio.script.labels import Candidate, Shape
from audio.script.prose import sayings, speechlike
from audio.script.text import asks
from audio.script.values import Block

_SET_APART = ("colon", "stop", "bracket", "tab")
_NEVER = ("mark", "none")


def recurring(groups: Mapping[str, Tally], blocks: Sequence[Block]) -> set[str]:
    """Give the keys of labels that alternate in one shape through most of a file, whatever they say."""
    shaped: dict[Shape, list[Candidate]] = defaultdict(list)
    for tally in groups.values():
        for candidate in tally.candidates:
            if candidate.delimiter in _SET_APART and candidate.name.kind not in _NEVER:
                shaped[candidate.shape].append(candidate)
    found: set[str] = set()
    for candidates in shaped.values():
        found |= _alternating(sorted(candidates, key=lambda c: (c.block, c.start)), blocks)
    return found


def _alternating(candidates: Sequence[Candidate], blocks: Sequence[Block]) -> set[str]:
    """Give the keys that recur among candidates of one shape where these make a conversation."""
    count = Counter(c.key for c in candidates)
    often = {key for key, times in count.items() if times >= (2 if len(candidates) < 5 else 3)}
    again = [c for c in candidates if c.key in often]
    if len(often) < 2 or len(again) < 4 or len(again) < 0.6 * len(candidates):
        return set()
    changes = sum(a.key != b.key for a, b in pairwise(again))
    begun = {c.block for c in again}
    later = sum(b.kind not in ("rule", "code", "heading") for b in blocks[again[0].block :])
    if changes < 0.6 * (len(again) - 1) or len(begun) < 0.4 * later:
        return set()
    said = sayings(blocks, again)
    if speechlike(said) < 0.7 or sum(map(asks, said)) < 0.15 * len(said):
        return set()
    return {key for key, times in count.items() if times >= 2}


def between(
    accepted: Collection[str], groups: Mapping[str, Tally], candidates: Sequence[Candidate]
) -> set[str]:
    """Give the keys of labels that stand between two labels of one person, in the look of the file's labels.

    Nobody is labelled twice running in a file that labels changes, unless somebody else spoke between.
    """
    shapes = Counter(c.shape for key in accepted for c in groups[key].candidates)
    marked = [c for c in candidates if c.head and c.shape in shapes and c.delimiter in _SET_APART]
    own = [c for c in marked if c.key in accepted]
    repeats = sum(a.key == b.key for a, b in pairwise(own))
    found: set[str] = set()
    for before, here, after in zip(marked, marked[1:], marked[2:], strict=False):
        known = before.key in accepted and after.key in accepted and here.key not in accepted
        if (
            known
            and here.name.kind not in _NEVER
            and _vouched(before, here, after, groups, repeats, len(own))
        ):
            found.add(here.key)
    return found


def _vouched(
    before: Candidate,
    here: Candidate,
    after: Candidate,
    groups: Mapping[str, Tally],
    repeats: int,
    count: int,
) -> bool:
    """Say whether the labels around vouch for one between: set apart by emphasis, or seen more than once."""
    same, count_here = before.key == after.key, groups[here.key].count
    if here.alone or repeats > 0.2 * count:
        return False
    if here.emphasis and here.name.kind != "field":
        return same
    return same and count_here >= 2 and here.name.kind in ("handle", "word", "person", "titled", "phrase")
