"""The file decides its convention as a whole: which labels it uses, and what stands without one."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from audio.script.convention.changes import Change, answers_after_dashes, changes_without_names, chevrons
from audio.script.convention.contrast import AnswerStyle, answer_style
from audio.script.convention.evidence import ENOUGH, Facts, Others, Tally, gather, score, tallies
from audio.script.convention.question_looks import Questions
from audio.script.convention.questions import question_style
from audio.script.convention.recurrence import asker_within, between, in_cues, recurring, short_dialogue
from audio.script.convention.speech import is_code, sayings, speechlike, stopped
from audio.script.labels import Candidate, Shape, find, with_people
from audio.script.names import QUESTION_LABELS
from audio.script.text import asks, is_question
from audio.script.values import Block

logger = logging.getLogger(__name__)


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
    answers: AnswerStyle
    """How it sets answers whose questions, right before them, are in no way set apart."""
    dashed: bool
    """A dash parts each question from its answer in the same paragraph: `Where do you work?—At Sedgley.`"""
    changes: Change
    """What marks a change of speaker without a name: `>>`, or a dash before every paragraph."""
    facts: Facts
    """What the text says apart from its labels."""
    candidates: tuple[Candidate, ...]
    """Every candidate of the file."""

    @property
    def has_conversation(self) -> bool:
        """Whether anybody speaks at all."""
        return bool(self.labels or self.questions.style or self.answers or self.changes or self.dashed)


def decide(blocks: Sequence[Block], known: Collection[str]) -> Convention:
    """Read the convention off the blocks.

    `known` are the keys of names that the file or the settings tell of.
    """
    facts = gather(blocks)
    code = is_code(blocks)
    candidates = () if code else with_people(find(blocks))
    groups = tallies(candidates)
    accepted = _accept(groups, facts, known)
    accepted |= recurring(groups, blocks)
    accepted |= between(accepted, groups, candidates)
    accepted |= in_cues(accepted, candidates, blocks)
    asked = question_style(blocks, _labelled_blocks(groups, accepted), accepted).style
    if not _converse(accepted, groups, blocks, candidates) and not (accepted and asked):
        accepted = short_dialogue(groups, blocks) if not accepted or len(accepted) == 1 else set()
    shapes = Counter(c.shape for key in accepted for c in groups[key].candidates)
    marks = frozenset(key for key, tally in groups.items() if _is_mark(tally, shapes))
    labels = frozenset(accepted) - marks
    questions = question_style(blocks, _labelled_blocks(groups, labels), labels)
    if questions.style in ("strong", "emphasis"):
        labels |= asker_within(groups, blocks, questions.style)
    unasked = not code and questions.style in ("", "plain")
    answers = answer_style(blocks, _labelled_blocks(groups, labels)) if unasked else ""
    dashed = not code and answers_after_dashes(blocks)
    changes: Change = "" if code else chevrons(blocks) if labels else changes_without_names(blocks)
    first = sorted(blocks[groups[key].candidates[0].block].lines.first for key in labels)
    how = questions.style, answers, dashed, changes
    logger.debug("labels from lines %s; questions, answers, dashes, changes: %s", first, how)
    return Convention(labels, marks, shapes, questions, answers, dashed, changes, facts, candidates)


def _accept(groups: Mapping[str, Tally], facts: Facts, known: Collection[str]) -> set[str]:
    """Give the labels whose evidence suffices: those that stand alone, then those like them."""
    plausible = {
        key: tally
        for key, tally in groups.items()
        if tally.best.name.prior >= 0
        and tally.best.name.kind != "mark"
        and tally.best.delimiter not in ("period", "sign")
    }
    blocks = max(1, facts.speech_blocks)
    looks = Counter(c.shape for tally in groups.values() for c in tally.candidates)
    blocks += sum(not c.head for tally in groups.values() for c in tally.candidates)
    accepted = {key for key, tally in plausible.items() if tally.count >= 2 and _may_lead(tally)}
    for _ in range(3):
        shaped = Counter(c.shape for key in accepted for c in plausible[key].candidates)
        believed = [plausible[key] for key in accepted]
        others = Others(accepted, known, shaped.total(), _kinds(believed), _alone(believed))
        again = set()
        for key, tally in plausible.items():
            own = tally.shapes()
            counted = shaped - own if key in accepted else shaped
            dominance = {
                shape: _dominance(count, blocks, looks[shape] - own[shape])
                for shape, count in counted.items()
            }
            found = score(tally, facts, dominance, known, others)
            logger.debug("label of block %d, %d times: %.1f", tally.best.block, tally.count, found)
            if found >= ENOUGH:
                again.add(key)
        if again == accepted:
            break
        accepted = again
    return accepted


def _may_lead(tally: Tally) -> bool:
    """May a recurring label be believed before any other? A nickname only where brackets set it apart."""
    return tally.best.name.prior > 0 or tally.best.delimiter == "bracket" or tally.best.emphasis == "strong"


def _dominance(count: int, blocks: int, looks: int) -> float:
    """How far other labels make a shape the rule of the file, 0 to 1; nobody vouches for himself.

    Either most blocks begin with one of them, or most of what looks so is one of them.
    """
    covering = count / blocks
    pure = 0.8 * count / max(1, looks) if count >= 3 else 0.0
    return min(1.0, max(covering, pure))


def _kinds(accepted: Iterable[Tally]) -> dict[str, float]:
    """Tell what share of the labels' occurrences is of each kind of name."""
    counts: Counter[str] = Counter()
    for tally in accepted:
        counts[tally.best.name.kind] += tally.count
    whole = max(1, counts.total())
    return {kind: count / whole for kind, count in counts.items()}


def _alone(accepted: Sequence[Tally]) -> float:
    """Tell what share of the labels' occurrences has nothing else on its line."""
    whole = sum(tally.count for tally in accepted)
    return sum(c.alone for tally in accepted for c in tally.candidates) / max(1, whole)


def _converse(
    accepted: Collection[str],
    groups: Mapping[str, Tally],
    blocks: Sequence[Block],
    candidates: Sequence[Candidate],
) -> bool:
    """Say whether the labels make a conversation: several people, or one who asks and is answered."""
    if any(groups[key].best.delimiter == "voice" or groups[key].best.marked for key in accepted):
        return True
    sequence = [c for c in candidates if c.key in accepted]
    said = sayings(blocks, sequence)
    roles = all(groups[key].best.name.kind == "role" for key in accepted)
    if len(sequence) < 2 or _is_list(sequence, blocks) or (speechlike(said) < 0.5 and not roles):
        return False
    bare = sum(c.delimiter == "own" and not c.stamped and not c.emphasis for c in sequence)
    if bare > 0.5 * len(sequence) and stopped(said) < 0.5:
        return False
    if len(accepted) >= 2:
        changes = sum(a.key != b.key for a, b in pairwise(sequence))
        return (len(sequence) >= 3 and changes >= 0.15 * (len(sequence) - 1)) or all(
            groups[key].best.name.kind in ("person", "titled", "role", "letter") for key in accepted
        )
    if _one_answers(sequence, said, blocks):
        return True
    below = sum("\n" in blocks[c.block].text[c.end :].strip() for c in sequence)
    return _one_asks(groups[next(iter(accepted))], sequence, said, below)


def _is_list(sequence: Sequence[Candidate], blocks: Sequence[Block]) -> bool:
    """Say whether the labels are the terms of a list in a longer text: none comes again after another."""
    keys = [key for key, _ in groupby(c.key for c in sequence)]
    listed = {c.block for c in sequence if c.place == "item"}
    return len(listed) == len(sequence) < 0.5 * len(blocks) and len(set(keys)) == len(keys) > 1


def _one_answers(sequence: Sequence[Candidate], said: Sequence[str], blocks: Sequence[Block]) -> bool:
    """Say whether the only label is that of somebody who answers the unlabelled paragraph before each."""
    before = [blocks[c.block - 1] for c in sequence if c.block and c.head]
    labelled = {c.block for c in sequence}
    asking = sum(is_question(block.text) for block in before)
    apart = sum(c.block - 1 not in labelled for c in sequence if c.block)
    asked = sum(map(asks, said))
    return (
        len(before) >= max(3, 0.9 * len(sequence))
        and asking >= 0.5 * len(before)
        and apart >= 0.9 * len(before)
        and asked <= 0.3 * len(said)
    )


def _one_asks(tally: Tally, sequence: Sequence[Candidate], said: Sequence[str], below: int) -> bool:
    """Say whether the only label is that of somebody who asks and is answered without one.

    `below` counts answers on the lines below their question.
    """
    steps = len(sequence) - 1
    gaps = below + sum(b.block - a.block > 1 for a, b in pairwise(sequence))
    asked = sum(map(asks, said))
    kind = tally.best.name.kind
    if kind in ("person", "titled") and len(sequence) >= 4:
        return True
    if kind in ("person", "titled", "role", "letter", "initials") or tally.key in QUESTION_LABELS:
        return gaps >= 0.5 * steps and asked >= 0.3 * len(said)
    least = 2 if tally.best.emphasis == "strong" else 3
    return gaps >= 0.7 * steps and asked >= 0.6 * len(said) and len(sequence) >= least


def _is_mark(tally: Tally, shapes: Mapping[Shape, int]) -> bool:
    """Say whether it is a sound mark in a shape of the file's labels."""
    return tally.best.name.kind == "mark" and any(candidate.shape in shapes for candidate in tally.candidates)


def _labelled_blocks(groups: Mapping[str, Tally], labels: Collection[str]) -> set[int]:
    return {candidate.block for key in labels for candidate in groups[key].candidates}
