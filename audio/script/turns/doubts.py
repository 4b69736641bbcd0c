"""Readings that may be wrong, each in a sentence with its line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from audio.script.convention import Convention
from audio.script.names import classify
from audio.script.speakers import People
from audio.script.values import EVEN, Doubt, LabelScore, Turn

_LONG_RUN = 12
_NEAR, _SURE = 0.25, 0.8
"""Scores from which on what is no label is told, and from which on a label is not doubted."""
_MOST_NEAR, _MOST_LABELS = 3, 200
UNKNOWN = "Unknown Speaker"
"""Whom recognisers call what they give to nobody."""


def find_doubts(
    turns: Sequence[Turn], convention: Convention, people: People, scores: Sequence[LabelScore]
) -> tuple[Doubt, ...]:
    """Give what a person should look at before rendering."""
    told = [turn for turn in turns if not turn.narration]
    doubts = [*_of_the_whole(turns, convention, people), *_of_turns(told), *_near(scores), *_inside(turns)]
    return tuple(sorted((*doubts, *_nameless(told)), key=lambda doubt: doubt.line))


def _of_the_whole(turns: Sequence[Turn], convention: Convention, people: People) -> Iterator[Doubt]:
    if not convention.has_conversation and turns:
        yield Doubt("No labels were found, so that the narrator reads everything.", turns[0].line)
    if convention.changes and len(people.names) < 2:
        yield Doubt("A mark says that the speaker changes, not who speaks; two were taken to alternate.", 1)


def _of_turns(turns: Sequence[Turn]) -> Iterator[Doubt]:
    count = Counter(turn.speaker for turn in turns)
    for turn in turns:
        if len(count) > 2 and count[turn.speaker] == 1 and turn.label and classify(turn.label).kind == "word":
            yield Doubt(f"{turn.label!r} is labelled only once and was read as a speaker.", turn.line)
        if len(turn.paragraphs) > _LONG_RUN:
            many = f"{turn.speaker} says {len(turn.paragraphs)} paragraphs in a row"
            yield Doubt(f"{many}; a label may lack among them.", turn.line)


def _near(scores: Sequence[LabelScore]) -> Iterator[Doubt]:
    """Give a doubt for the labels that are nearly none, and for what is nearly one, with what settles it."""
    labels = [each.label for each in scores if each.score >= EVEN]
    for each in sorted(scores, key=lambda each: abs(each.score - EVEN))[:_MOST_NEAR]:
        others = [label for label in labels if label != each.label]
        if _NEAR <= each.score < EVEN:
            given = ",".join((*others, each.label))
            told = f"{each.label!r} was not read as a label, though it may be one"
            way = f"--labels {given!r} or an alias in voices.yaml make it one"
        elif EVEN <= each.score < _SURE and others:
            told = f"{each.label!r} was read as a label, though it may be none"
            way = f"--labels {','.join(others)!r} leaves it out"
        else:
            continue
        yield Doubt(f"{told} ({each.score} of 1): {way}.", each.line)


def _inside(turns: Sequence[Turn]) -> Iterator[Doubt]:
    """Give a doubt for each label that stands with its colon inside what somebody says."""
    labels = sorted({turn.label for turn in turns if turn.label}, key=len, reverse=True)[:_MOST_LABELS]
    colon = re.compile(rf"(?<=\s)(?:{'|'.join(map(re.escape, labels))})[:：]\s")
    for turn in turns if labels else ():
        for paragraph in turn.paragraphs:
            if found := colon.search(paragraph.text):
                told = f"{found[0].strip()!r} stands inside what {turn.speaker} says."
                yield Doubt(told, paragraph.lines.first)


def _nameless(turns: Sequence[Turn]) -> Iterator[Doubt]:
    """Give one doubt for all turns that carry no label, and one for those that are given to nobody."""
    unlabelled = [turn for turn in turns if turn.label is None]
    count = Counter(turn.speaker for turn in unlabelled)
    if unlabelled:
        said = " and ".join(f"{name} ({times})" for name, times in count.items())
        told = f"Turns without a label were read as said by {said}; the first one is here."
        yield Doubt(told, min(turn.line for turn in unlabelled))
    unknown = [turn.line for turn in turns if turn.speaker == UNKNOWN]
    if unknown:
        yield Doubt(f"Nobody is named for {len(unknown)} of the turns; the first is here.", unknown[0])
