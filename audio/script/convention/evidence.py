"""What a file as a whole says for and against each candidate label."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from audio.script.labels import Candidate, Shape
from audio.script.names import (
    ANSWER_LABELS,
    QUESTION_LABELS,
    capitals,
    classify,
    initials_of,
    joined,
    key_of,
    unaccented,
)
from audio.script.text import has_case
from audio.script.values import Block

_TOKEN = re.compile(r"[^\W\d_][\w'’]*")
_DECLARED = re.compile(
    r"([A-ZÀ-Þ][\w'’.-]{1,30}(?:[ \n][\w'’.-]{1,30}){0,3})\]?(?:\([^()\s]{1,200}\))?"
    r" \(([A-ZÀ-Þ][A-Za-zÀ-ÿ]{0,3})\)"
)

ENOUGH = 3.0
"""The evidence from which on a candidate is a label.

A full name alone brings 2.5, a word with a capital 1.
"""


_MIXED = 20
"""Different words in small letters from which on a file is not set in capitals."""


@dataclass(slots=True)
class Facts:
    """What the text says apart from its labels."""

    lower: set[str] = field(default_factory=set)
    """Words that stand somewhere in small letters: a name hardly ever does."""
    upper: Counter[str] = field(default_factory=Counter)
    """How often a word stands with a capital."""
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often two words stand together, casefolded, the first with a capital."""
    declared: dict[str, str] = field(default_factory=dict)
    """Initials that the text puts in brackets after a name: `dm` -> `Divya Mohan`."""
    speech_blocks: int = 0
    """Blocks that could be speech."""


def gather(blocks: Sequence[Block]) -> Facts:
    """Read the facts off the blocks in one pass."""
    facts = Facts()
    for block in blocks:
        if block.kind in ("rule", "code"):
            continue
        before = ""
        for token in _TOKEN.findall(block.text):
            folded = token.casefold()
            if before:
                facts.pairs[before, folded] += 1
            if token[0].islower():
                facts.lower.add(token)
                before = ""
            else:
                facts.upper[folded] += 1
                before = folded
        if "(" in block.text:
            for name, initials in _DECLARED.findall(block.text):
                fitting = _fitting(name, initials)
                if fitting:
                    facts.declared.setdefault(initials.casefold(), fitting)
        facts.speech_blocks += block.kind != "heading"
    return facts


def _fitting(name: str, initials: str) -> str:
    """Give the end of `name` that the initials abbreviate, or empty."""
    tokens = name.split()
    for start in range(len(tokens)):
        part = " ".join(tokens[start:])
        if initials.casefold() in initials_of(part) and classify(part).kind in ("person", "titled", "word"):
            return part
    return ""


@dataclass(slots=True)
class Tally:
    """All candidates that write one label."""

    key: str
    candidates: list[Candidate]

    @property
    def count(self) -> int:
        """How often it occurs."""
        return len(self.candidates)

    @property
    def best(self) -> Candidate:
        """Its likeliest look."""
        return max(self.candidates, key=lambda candidate: candidate.name.prior)

    def shapes(self) -> Counter[Shape]:
        """How often it occurs in each shape."""
        return Counter(candidate.shape for candidate in self.candidates)


class Others:
    """The labels believed in so far, and the short forms they may take."""

    def __init__(
        self,
        keys: Collection[str],
        known: Collection[str],
        count: int,
        kinds: Mapping[str, float],
        alone: float,
    ) -> None:
        self.keys = frozenset(keys)
        self.count, self.kinds = count, kinds
        self.alone = alone
        self._short: set[str] = set()
        for key in (*keys, *known):
            if " " in key:
                self._short.update(key.split(), initials_of(key.title()))

    def abbreviated_by(self, name: str) -> bool:
        """Say whether a name is the initials, the first name or the surname of one of them."""
        short = key_of(name).replace(" ", "")
        return short in self._short or unaccented(short) in self._short


def tallies(candidates: Iterable[Candidate]) -> dict[str, Tally]:
    """Group candidates by what they write, without those that cannot be labels."""
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        groups[candidate.key].append(candidate)
    return {key: Tally(key, found) for key, found in groups.items()}


def score(
    tally: Tally, facts: Facts, dominance: Mapping[Shape, float], known: Collection[str], others: Others
) -> float:
    """Give the evidence for a label, in the units of `ENOUGH`."""
    best = tally.best
    kind = best.name.kind
    total = best.name.prior + min(3.0, 1.3 * math.log2(tally.count))
    total += _acquaintance(tally, facts, known, others)
    shape = max(tally.shapes(), key=lambda each: (dominance.get(each, 0.0), tally.shapes()[each]))
    ruled = dominance.get(shape, 0.0)
    if shape[:2] == ("colon", "") and kind in ("role", "titled", "person") and others.count >= 4:
        ruled = max(ruled, 0.4)  # a colon after a name is a label whatever the other labels look like
    total += 2.5 * ruled + 0.7 * others.kinds.get(kind, 0.0)
    total += _look_of(best, shape[0])
    if kind == "role" and best.delimiter == "colon" and capitals(best.name.text):
        total += 0.5
    if kind == "handle" and shape[:2] == ("colon", ""):
        total -= 1.5
    lettered = others.kinds.get("letter", 0.0) + others.kinds.get("role", 0.0)
    if tally.count == 1 and lettered >= 0.8 and not has_case(best.name.text) and kind == "person":
        total -= 2.0  # words before a colon in an answer, in a script that has no capitals
    total -= _surroundings(tally, facts)
    if best.marked:
        total += 1.5
    if best.alone and others.alone < 0.2 and best.delimiter != "own":
        total -= 1.5
    if kind == "letter" and (_has_partner(tally, others.keys) or (tally.key == "q" and tally.count >= 2)):
        total += 2.0
    if not best.head and tally.count < 3:
        total -= 1.0 - min(1.0, 2 * ruled)
    return total


def _surroundings(tally: Tally, facts: Facts) -> float:
    """Give what the text around it costs: a title in capitals, a sentence that a line break cuts."""
    cost, kind = 0.0, tally.best.name.kind
    if tally.count == 1 and tally.best.shouted and kind != "joint" and len(facts.lower) > _MIXED:
        cost += 3.0  # nobody else of the file shouts
    if all(candidate.wrapped for candidate in tally.candidates):
        cost += 3.0
    if all(candidate.points for candidate in tally.candidates):
        cost += 3.0  # "Read more:" and the like
    inside = sum(not c.head for c in tally.candidates)
    if tally.best.delimiter == "stop" and kind in ("person", "word") and inside >= 0.5 * tally.count:
        cost += 2.0  # a sentence that ends at the beginning of a wrapped line
    return cost


def _look_of(best: Candidate, delimiter: str) -> float:
    """Give what the shape brings or costs: a rare one needs more evidence."""
    if best.shape[:2] == ("own", "caps"):
        return 0.0
    worth = {"own": -1.0, "dash": -1.0, "tab": -0.7, "bold": -0.5, "bracket": 0.5, "voice": 9.0}.get(
        delimiter, 0.0
    )
    if best.stamped:
        worth += 1.0
    if best.emphasis == "heading":
        worth -= 1.0
    if best.emphasis == "cite":
        worth += 2.0
    return worth


def _acquaintance(tally: Tally, facts: Facts, known: Collection[str], others: Others) -> float:
    """Give what it brings that the file tells of somebody, or costs that it uses the word otherwise."""
    name = tally.best.name
    if name.kind == "mark":
        return 0.0
    several = joined(name.text)
    if name.kind == "joint" and all(key_of(p) in others.keys or others.abbreviated_by(p) for p in several):
        return 2.5
    if _is_known(name.text, known, facts):
        return 2.5
    aliases = {key_of(c.alias) for c in tally.candidates if c.alias}
    worth = 1.5 if aliases & (initials_of(name.text) | others.keys) else 0.0
    tokens = [token.casefold() for token in _TOKEN.findall(name.text)]
    if name.kind in ("initials", "letter", "word") and others.abbreviated_by(name.text):
        worth += 1.5
    if name.kind == "person" and tally.best.delimiter == "own" and initials_of(name.text) & others.keys:
        worth += 3.0
    if name.kind in ("person", "titled", "word") and has_case(name.text):
        named = (
            facts.pairs[tokens[0], tokens[1]] if len(tokens) > 1 else facts.upper[tokens[0]] if tokens else 0
        )
        beyond = named - tally.count
        worth += (1.0 if name.kind != "word" else 0.5) if beyond > 0 else 0.0
        if tokens and all(token in facts.lower for token in tokens):
            worth -= 2.5
        elif tokens and tokens[-1] in facts.lower and name.kind == "person":
            worth -= 1.0
    return worth


def _is_known(name: str, known: Collection[str], facts: Facts) -> bool:
    parts = [key_of(part) for part in joined(name)]
    return all(part in known or part in facts.declared for part in parts)


def _has_partner(tally: Tally, all_keys: Collection[str]) -> bool:
    """Say whether a question's letter stands beside an answer's, or the other way round."""
    asked, answered = tally.key in QUESTION_LABELS, tally.key in ANSWER_LABELS
    return (asked and any(key in ANSWER_LABELS for key in all_keys if key != tally.key)) or (
        answered and any(key in QUESTION_LABELS for key in all_keys if key != tally.key)
    )
