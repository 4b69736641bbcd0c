"""The captions beside an episode: whose words they say each turn's are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from audio.episode import Plan
from audio.verify.expected import expected_units
from audio.verify.values import Fault, Unit
from audio.verify.words import normalise


def other_labels(units: Sequence[Unit], plan: Plan, captions: Plan, language: str) -> tuple[Fault, ...]:
    """Find turns that the captions give to somebody else than the plan does. `units`: those of the plan."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - belongs to the extra

    mine = [(unit.turn, token.text) for unit in units for token in unit.tokens]
    theirs = [
        (unit.turn, token.text)
        for unit in expected_units(captions.segments, language)
        for token in unit.tokens
    ]
    names = {segment.turn: segment.speaker for segment in captions.segments}
    labelled: dict[int, Counter[str]] = {}
    for block in Levenshtein.opcodes([text for _, text in mine], [text for _, text in theirs]):
        if block.tag == "equal":
            pairs = zip(
                mine[block.src_start : block.src_end], theirs[block.dest_start : block.dest_end], strict=True
            )
            for (turn, _), (other, _) in pairs:
                labelled.setdefault(turn, Counter())[names[other]] += 1
    return tuple(_faults(plan, labelled, language))


def _faults(plan: Plan, labelled: dict[int, Counter[str]], language: str) -> list[Fault]:
    faults = []
    for turn, speaker in {segment.turn: segment.speaker for segment in plan.segments}.items():
        if turn not in labelled:
            continue
        (name, _), *_ = labelled[turn].most_common(1)
        if _letters(name, language) != _letters(speaker, language):
            sentence = f"Turn {turn} is {speaker}’s, and the captions say that {name} speaks it."
            faults.append(Fault("other label", turn, None, sentence))
    return faults


def _letters(name: str, language: str) -> str:
    """Give a name as captions may change it: without signs."""
    return "".join(token.text for token in normalise(name, language))
