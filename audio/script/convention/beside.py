"""What those labels that are believed at first sight say for and against the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from audio.script.convention.evidence import Tally
from audio.script.convention.together import Features, Look, by_look, in_order, kind_of, look_of, usual_look
from audio.script.labels import Candidate
from audio.script.names import classify
from audio.script.text import ends_sentence
from audio.script.values import Block

_NAMES = ("person", "titled", "role")
_SOME = 4
"""Labels from which on others are taken to speak."""


def beside(
    told: Mapping[str, Features],
    groups: Mapping[str, Tally],
    blocks: Sequence[Block],
    believed: Collection[str],
) -> dict[str, Features]:
    """Give the features of every label once more, with what those already believed say for it.

    `believed` are the keys that were taken for labels at first sight; nobody vouches for himself.
    """
    candidates = in_order(groups[key] for key in told)
    looks = by_look(candidates)
    within = {look: Counter(c.key for c in own if c.key in believed) for look, own in looks.items()}
    shared = {look: own.total() for look, own in within.items()}
    kinds = Counter(kind_of(c) for c in candidates if c.key in believed)
    around = _between(looks, believed)
    silenced = _silencing(candidates, blocks, believed)
    returning = [c for c in candidates if c.key in believed and groups[c.key].count > 1]
    again = [c.block for c in returning]

    def ahead(key: str, tally: Tally) -> bool:
        first = next((c.block for c in returning if c.key != key), 0)
        return all(c.block < first and _tells_name(c, blocks) for c in tally.candidates)

    def vouched(key: str, tally: Tally) -> Features:
        look = usual_look(tally)
        same, kind = within[look], kind_of(tally.best)
        own, here = (tally.count, same[key]) if key in believed else (0, 0)
        others = len(looks[look]) - sum(look_of(c) == look for c in tally.candidates)
        speaking = kinds.total() - own
        return {
            "beside: its look is believed": (shared[look] - here) / max(1, others),
            "beside: none is believed": float(not speaking),
            "beside: its kind is believed": (kinds[kind] - own) / max(1, speaking),
            "beside: a name where others speak": float(tally.best.name.kind in _NAMES and speaking >= _SOME),
            "beside: stands between": around[key] / tally.count,
            "beside: stands outside": float(tally.count == 1 and _is_outside(tally.best, again)),
            "beside: tells a name ahead": float(ahead(key, tally)),
            "beside: stands where another's words should": silenced[key] / tally.count,
        }

    return {key: {**each, **vouched(key, groups[key])} for key, each in told.items()}


def _between(looks: Mapping[Look, Sequence[Candidate]], believed: Collection[str]) -> Counter[str]:
    """Count for each label how often it stands between two others of its look that are believed."""
    return Counter(
        here.key
        for own in looks.values()
        for before, here, after in zip(own, own[1:], own[2:], strict=False)
        if before.key in believed and after.key in believed and before.key != here.key != after.key
    )


def _is_outside(candidate: Candidate, again: Sequence[int]) -> bool:
    """Say whether a label stands before or behind all that come again, whose blocks are `again`, in order."""
    return bool(again) and not again[0] <= candidate.block <= again[-1]


def _silencing(
    candidates: Sequence[Candidate], blocks: Sequence[Block], believed: Collection[str]
) -> Counter[str]:
    """Count for each label how often it follows one that is alone and believed, which would say nothing."""
    return Counter(
        here.key
        for before, here in pairwise(candidates)
        if before.key in believed
        and before.alone
        and before.key != here.key
        and _follows(blocks, before, here)
    )


def _follows(blocks: Sequence[Block], before: Candidate, here: Candidate) -> bool:
    """Say whether nothing but space stands between two labels."""
    text = blocks[before.block].text
    if before.block == here.block:
        return not text[before.end : here.start].strip()
    return before.block == here.block - 1 and here.head and not text[before.end :].strip()


def _tells_name(candidate: Candidate, blocks: Sequence[Block]) -> bool:
    """Say whether nothing but a full name follows on its line: `Maker of the month: Ada Lowe`."""
    rest = blocks[candidate.block].text[candidate.end :].partition("\n")[0].strip()
    return classify(rest[:80]).kind in ("person", "titled") and not (candidate.alone or ends_sentence(rest))
