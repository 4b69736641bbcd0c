"""What labels of one look do together: recur, cover the file, take turns, ask and are answered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from audio.script.convention.evidence import Tally
from audio.script.convention.speech import sayings, speechlike, talk
from audio.script.labels import Candidate
from audio.script.names import is_first_name
from audio.script.text import asks, has_case, has_letters
from audio.script.values import Block

Features = dict[str, float]
"""Values of named features, each from 0 to 1 or a little more."""
Look = tuple[str, str]
"""The delimiter and the emphasis or capitals of a label: bold is one look, with a colon or without."""

OWN_NAMES = ("person", "titled", "word")
"""Kinds of names that are people's own."""
_MOST = 0.75
_SILENT = ("rule", "code", "heading")


def look_of(candidate: Candidate) -> Look:
    """Give the look of a label."""
    delimiter, emphasis, _ = candidate.shape
    if delimiter == "own":
        return ("post" if candidate.stamped else delimiter, emphasis)
    return ("bold" if emphasis in ("strong", "heading") else delimiter, emphasis)


def in_order(tallies: Iterable[Tally]) -> list[Candidate]:
    """Give all candidates as they follow each other in the file."""
    return sorted((c for tally in tallies for c in tally.candidates), key=lambda c: (c.block, c.start))


def by_look(candidates: Iterable[Candidate]) -> dict[Look, list[Candidate]]:
    """Give the candidates of each look, in their order."""
    looks: dict[Look, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        looks[look_of(candidate)].append(candidate)
    return looks


def usual_look(tally: Tally) -> Look:
    """Give the look that a label has most often."""
    return Counter(map(look_of, tally.candidates)).most_common(1)[0][0]


def kind_of(candidate: Candidate) -> str:
    """Give the kind of name; people's names in all their forms are one kind."""
    kind = candidate.name.kind
    return "person" if kind in ("person", "titled", "initials", "word", "joint") else kind


def begins_with_first_name(candidate: Candidate) -> bool:
    """Say whether a label is a name that begins with a common first name."""
    return candidate.name.kind in OWN_NAMES and is_first_name(candidate.name.text.split()[0])


@dataclass(frozen=True, slots=True)
class LookFeatures:
    """What labels of one look do together."""

    told: Features
    first_names: float
    """Share of its different labels, 0 to 1, that begin with a common first name, if two do or more."""
    kinds: Counter[str]
    """How often each kind of name, names of people in all their forms one kind."""
    begun: Mapping[str, Counter[bool]]
    """Key of each label, or none for all: how often what is said after it begins with a capital, and not."""
    fills: frozenset[str]
    """Keys of those that come again in turn, or of two in all, where the look begins all that follows."""


def looks_together(
    candidates: Sequence[Candidate], blocks: Sequence[Block], shorts: Mapping[str, str]
) -> dict[Look, LookFeatures]:
    """Give what the labels of each look do together.

    `shorts` gives for a label that abbreviates another the other's key.
    """
    lines = _lines_from(blocks)
    return {look: _together(own, blocks, lines, shorts) for look, own in by_look(candidates).items()}


def _together(
    own: Sequence[Candidate], blocks: Sequence[Block], lines: Sequence[int], shorts: Mapping[str, str]
) -> LookFeatures:
    """Tell how the labels of one look recur, cover the file, take turns, ask and are answered."""
    count, times = len(own), Counter(shorts.get(c.key, c.key) for c in own)
    first = own[0].block
    begun = len({c.block for c in own if c.head})
    speech = sum(block.kind not in _SILENT for block in blocks[first:])
    alone = 2 * sum(c.alone for c in own) > count
    said = sayings(blocks, own)
    asking = list(map(asks, said))
    turns = list(pairwise(own))
    changes = sum(a.key != b.key for a, b in turns) / max(1, len(turns))
    answered = sum(
        asked and not again and a.key != b.key
        for (asked, again), (a, b) in zip(pairwise(asking), turns, strict=True)
    )
    cover = min(1.0, begun / max(1, speech))
    covered = min(1.0, (2 * count if alone else count) / max(1, lines[first]))
    told = {
        "look: takes turns": changes,
        "look: begins paragraphs": cover,
        "look: begins lines": covered,
        "look: is said": speechlike(said),
        "look: talks": talk(said),
        "look: asks": min(1.0, 2 * sum(asking) / count),
        "look: is answered": min(1.0, 3 * answered / count),
        "look: nobody comes again": float(count > 2 and max(times.values()) == 1),
    }
    different = {c.key: c for c in own}.values()
    named = sum(map(begins_with_first_name, different))
    first_names = named / len(different) if named > 1 else 0.0  # one alone may be chance
    may_speak = [c for c in own if c.name.prior >= 0]
    again = [c.key for c in may_speak if times[shorts.get(c.key, c.key)] > 1 or count == 2]
    shared = len({*again}) > 1 and changes == 1 and len(again) >= _MOST * count
    between = not alone or lines[first] in (2 * count, 2 * len(again))
    fills = frozenset(again if shared and between and cover == covered == 1 else ())
    begins = defaultdict[str, Counter[bool]](Counter)
    for candidate, text in zip(own, said, strict=True):
        for key in ("", candidate.key) if has_case(text[:1]) else ():
            begins[key][text[0].isupper()] += 1
    return LookFeatures(told, first_names, Counter(map(kind_of, own)), begins, fills)


def _lines_from(blocks: Sequence[Block]) -> list[int]:
    """Give for each block how many lines with letters there are from it on."""
    lines = [0] * (len(blocks) + 1)
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        own = 0 if block.kind in ("rule", "code") else sum(map(has_letters, block.text.split("\n")))
        lines[at] = lines[at + 1] + own
    return lines
