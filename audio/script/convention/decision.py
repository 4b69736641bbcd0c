"""The file decides its convention as a whole: which labels it uses, and what stands without one."""

from __future__ import annotations

import logging
import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from audio.script.convention.beside import beside
from audio.script.convention.evidence import Facts, Tally, gather, tallies
from audio.script.convention.features import features
from audio.script.convention.looks import Change, changes_without_names, chevrons
from audio.script.convention.questions import SET_APART, Questions, question_style
from audio.script.convention.speech import is_code
from audio.script.convention.together import Features
from audio.script.labels import Candidate, Shape, comments_from, find, settled
from audio.script.values import EVEN, Block, LabelScore
from audio.tables import rows

logger = logging.getLogger(__name__)

ALWAYS = "(always)"
"""The row of the constant."""
_NEAR = 0.1
"""From which likelihood on something that is no label is told to be nearly one."""
_LEAST = 0.02
"""Labels a paragraph below which a long text is no conversation, whatever some of its lines look like."""


@dataclass(frozen=True, slots=True)
class Convention:
    """How one file says who speaks."""

    labels: frozenset[str]
    """Keys of the labels it uses."""
    marks: frozenset[str]
    """Keys of sound marks dressed as labels."""
    shapes: Mapping[Shape, int]
    """How often its labels take each shape."""
    questions: Questions
    """How it sets questions that carry no label."""
    changes: Change
    """What marks a change of speaker without a name: `>>`, or a dash before every paragraph."""
    facts: Facts
    """What the text says apart from its labels."""
    candidates: tuple[Candidate, ...]
    """Every candidate of the file."""
    said: int
    """Index of the block that heads what readers comment below, or the number of blocks."""
    scores: tuple[LabelScore, ...]
    """What was read as a label and what nearly was, in order of first use."""

    @property
    def has_conversation(self) -> bool:
        """Whether anybody speaks at all."""
        return bool(self.labels or self.questions != Questions() or self.changes)


def decide(
    blocks: Sequence[Block], known: Collection[str], sure: Collection[str] = (), only: Collection[str] = ()
) -> Convention:
    """Read the convention off the blocks.

    `known` are the keys of names that the file tells of, `sure` those that are labels wherever they look like
    one; with `only`, these keys are the labels and no others.
    """
    facts = gather(blocks)
    code = is_code(blocks)
    found = () if code else settled(find(blocks), blocks)
    said = comments_from(found, blocks)
    candidates = tuple(each for each in found if each.block < said)
    groups = tallies(candidates)
    odds = weigh(groups, blocks, facts, {*known, *sure})
    accepted = {key for key, each in odds.items() if each > 0}
    if sum(groups[key].count for key in accepted) < _LEAST * facts.speech_blocks:
        accepted = {key for key in accepted if groups[key].best.marked}
    accepted = {*only} & {*groups} if only else accepted | {key for key in sure if key in odds}
    shapes = Counter(c.shape for key in accepted for c in groups[key].candidates)
    marks = frozenset(key for key, tally in groups.items() if _is_mark(tally, shapes))
    labels = frozenset(accepted) - marks
    questions = question_style(blocks, _labelled_blocks(groups, labels), labels)
    if not (sure or only) and labels and all(groups[key].count == 1 for key in labels):
        unlabelled = question_style(blocks, (), ())  # whom a single label names may be spoken of in an answer
        last = max((at for at, block in enumerate(blocks) if unlabelled.asks(block)), default=len(blocks))
        below = all(groups[key].best.block > last for key in labels)  # so a mail is signed
        named = labels == _named_once(groups, blocks, unlabelled)
        if unlabelled != Questions() and (len(labels) == 1 or below or named):
            labels, questions = frozenset(), unlabelled
    if not labels and questions.style and not only:
        labels = _named_once(groups, blocks, questions)
        shapes += Counter(groups[key].best.shape for key in labels)
    changes: Change = "" if code else chevrons(blocks) if labels else changes_without_names(blocks)
    if changes == "dash" and questions.style in SET_APART:
        changes = ""
    elif changes == "dash":  # answers have one as well
        questions = Questions()
    first = sorted(blocks[groups[key].candidates[0].block].lines.first for key in labels)
    logger.debug("labels from lines %s; questions: %s; changes: %s", first, questions, changes)
    scores = _scores(groups, odds, labels, {*sure, *only}, blocks)
    return Convention(labels, marks, shapes, questions, changes, facts, candidates, said, scores)


def _named_once(groups: Mapping[str, Tally], blocks: Sequence[Block], questions: Questions) -> frozenset[str]:
    """Give the labels of the first question and its answer where nobody is named again.

    Both have one, or the answer has, and the whole name in bold: who that is may be what another is asked.
    """
    asking = next((at for at, block in enumerate(blocks) if questions.asks(block)), len(blocks))
    led = {
        each.block: key
        for key, tally in groups.items()
        for each in tally.candidates
        if each.block in (asking, asking + 1)
        and not each.start
        and each.delimiter == "colon"
        and not each.alone
    }
    alone = groups[led[asking + 1]].best if led.keys() == {asking + 1} else None
    named = alone is not None and alone.emphasis == "strong" and alone.name.kind == "person"
    return frozenset(led.values() if named or len({*led.values()}) == len(led) == 2 else ())


def _scores(
    groups: Mapping[str, Tally],
    odds: Mapping[str, float],
    labels: Collection[str],
    said: Collection[str],
    blocks: Sequence[Block],
) -> tuple[LabelScore, ...]:
    """Give how likely each label is one, and each that comes near; 1 for those that the user `said`."""
    found = []
    for key, each in odds.items():
        likely = 1 / (1 + math.exp(-each))
        score = min(likely, EVEN - 0.01) if key not in labels else 1.0 if key in said else max(likely, EVEN)
        first = min(groups[key].candidates, key=lambda c: (c.block, c.start))
        if score >= _NEAR:
            found.append(LabelScore(first.written, blocks[first.block].line_at(first.at), round(score, 2)))
    return tuple(sorted(found, key=lambda each: each.line))


def _is_mark(tally: Tally, shapes: Mapping[Shape, int]) -> bool:
    """Say whether it is a sound mark in a shape of the file's labels."""
    return tally.best.name.kind == "mark" and any(candidate.shape in shapes for candidate in tally.candidates)


def _labelled_blocks(groups: Mapping[str, Tally], labels: Collection[str]) -> set[int]:
    return {candidate.block for key in labels for candidate in groups[key].candidates}


def weigh(
    groups: Mapping[str, Tally], blocks: Sequence[Block], facts: Facts, known: Collection[str]
) -> dict[str, float]:
    """Give the log-odds that each candidate is a label: above 0 it is.

    They are weighed twice: at first sight, and once more beside those believed then. `known` are the keys of
    names that the file or the settings tell of.
    """
    first, second = weights()
    told = features(groups, blocks, facts, known)
    given = {key for key, tally in groups.items() if tally.best.delimiter == "voice"}
    believed = given | {key for key, each in told.items() if odds(each, first) > 0}
    weighed = {key: odds(each, second) for key, each in beside(told, groups, blocks, believed).items()}
    return weighed | dict.fromkeys(given, math.inf)  # whom the format itself names is not judged


def odds(told: Features, worth: Mapping[str, float]) -> float:
    """Give the log-odds of a candidate with these features."""
    return worth[ALWAYS] + sum(worth.get(name, 0.0) * value for name, value in told.items())


@cache
def weights() -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Give what each feature adds to the log-odds at first sight, and beside the labels believed then."""
    table = rows(__package__, "weights.tsv")
    first, second = (
        {row["feature"]: float(row[head]) for row in table} for head in ("at first sight", "beside others")
    )
    return first, second
