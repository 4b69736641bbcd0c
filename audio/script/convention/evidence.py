"""What a file as a whole says for and against each candidate label."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from audio.script.labels import Candidate
from audio.script.names import classify, initials_of
from audio.script.text import ends_sentence
from audio.script.values import Block

_TOKEN = re.compile(r"[^\W\d_][\w'’]*")
_DECLARED = re.compile(
    r"([A-ZÀ-Þ][\w'’.-]{1,30}(?:[ \n][\w'’.-]{1,30}){0,3})\]?(?:\([^()\s]{1,200}\))?"
    r" \(([A-ZÀ-Þ][A-Za-zÀ-ÿ]{0,3})\)"
)
_MEANS = re.compile(r"[\w.][ ]?[=–—-][ ]?[A-ZÀ-Þ]")
"""What every legend has."""
_LEGEND = re.compile(
    r"(?:^|(?<=[;,:] ))([A-ZÀ-Þ]{2,4}|[^\W\d_]{3,20} (?:[A-Z]|\d{1,2}))[ ]?([=–—-])[ ]?"
    r"([A-ZÀ-Þ][\w'’.-]{1,30}(?: [\w'’.-]{1,30}){0,4})(?= ?(?:[;,(\n]|$))",
    re.MULTILINE,
)
"""Who is behind a label: `AL – Ada Lovelace; BQ – Ben Quist`, `Speaker A = Ada Lovelace`."""


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
        _count_words(facts, block.text)
        for label, name in _declared(block.text):
            facts.declared.setdefault(label.casefold(), name)
        facts.speech_blocks += block.kind != "heading"
    return facts


def _count_words(facts: Facts, text: str) -> None:
    """Count the words of a text, small ones only of lines that begin no sentence with a small letter."""
    stopped, before = True, ""
    for line in text.split("\n"):
        tokens = _TOKEN.findall(line)
        careless = stopped and bool(tokens) and tokens[0][0].islower()
        stopped = ends_sentence(line)
        for token in tokens:
            folded = token.casefold()
            if before:
                facts.pairs[before, folded] += 1
            if not token[0].islower():
                facts.upper[folded] += 1
                before = folded
                continue
            before = ""
            if not careless:
                facts.lower.add(token)


def _declared(text: str) -> Iterator[tuple[str, str]]:
    """Give whom a text says that initials or labels mean."""
    for name, initials in _DECLARED.findall(text) if "(" in text else ():
        if fitting := _fitting(name, initials):
            yield initials, fitting
    for label, sign, name in _LEGEND.findall(text) if _MEANS.search(text) else ():
        if (sign == "=" and classify(label).kind == "role") or _abbreviates(label, name):
            yield label, name


def _fitting(name: str, initials: str) -> str:
    """Give the end of `name` that the initials abbreviate, or empty."""
    tokens = name.split()
    for start in range(len(tokens)):
        part = " ".join(tokens[start:])
        if _abbreviates(initials, part) and classify(part).kind in ("person", "titled", "word"):
            return part
    return ""


def _abbreviates(initials: str, name: str) -> bool:
    """Say whether letters are initials of a name or of most of it: `JLT`, Jean-Baptiste de La Tour."""
    letters = iter([piece[0].casefold() for piece in re.split(r"[\s.-]+", name) if piece])
    wanted = initials.casefold()
    some = name[:1].casefold() == wanted[:1] and all(letter in letters for letter in wanted)
    return some or wanted in initials_of(name)


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


def tallies(candidates: Iterable[Candidate]) -> dict[str, Tally]:
    """Group candidates by what they write, without those that cannot be labels."""
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        groups[candidate.key].append(candidate)
    return {key: Tally(key, found) for key, found in groups.items()}
