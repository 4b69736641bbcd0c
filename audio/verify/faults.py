"""Faults that no recogniser's slip explains: missing, moved and doubled speech, labels read aloud."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from audio.verify.scoring import Alignment
from audio.verify.values import Fault, HeardToken, Token, TurnScore, shown
from audio.verify.words import normalise

_HEARD_OF_MISSING = 0.34
"""Part of a turn's words up to which it counts as missing: small words of it are found by chance."""
_FEWEST_MISSING = 2
"""Words of a turn below which its loss is the recogniser's as likely as the episode's."""
_FEWEST_DOUBLED = 4
_ALIKE = 0.8
"""Likeness, 0 to 1, from which two runs of words are the same, for one heard badly."""
_LONGEST_LABEL = 6
_LONGEST_DOUBLED = 400


@dataclass(frozen=True, slots=True)
class Run:
    """Heard words that nobody should say, with the few right ones between them."""

    first: int
    end: int
    """Index of the heard word after the last."""


def word_faults(
    alignment: Alignment, turns: Sequence[TurnScore], labels: Mapping[int, Sequence[str]], language: str
) -> tuple[Fault, ...]:
    """Give the faults that words alone show. `labels` are the ways in which each turn may be labelled."""
    added = tuple(_added_runs(alignment))
    return (
        *_missing(alignment, turns, added),
        *_doubled(alignment, added),
        *_labels(alignment, turns, labels, language),
    )


def _added_runs(alignment: Alignment) -> Iterator[Run]:
    """Give the runs of added words; one or two right ones within a run do not end it."""
    run: Run | None = None
    for kind, group in groupby(alignment.steps, lambda step: step.kind == "added"):
        steps = list(group)
        if not kind:
            continue
        first, end = steps[0].heard[0], steps[-1].heard[1]
        if run is not None and first - run.end <= 2:
            run = Run(run.first, end)
        else:
            if run is not None:
                yield run
            run = Run(first, end)
    if run is not None:
        yield run


def _missing(alignment: Alignment, turns: Sequence[TurnScore], added: Sequence[Run]) -> Iterator[Fault]:
    """Find turns of which hardly a word is heard, at their place or at all."""
    right: Counter[int] = Counter()
    lost: Counter[int] = Counter()
    tokens: dict[int, list[Token]] = {turn.number: [] for turn in turns}
    for unit in alignment.units:
        tokens[unit.turn] += unit.tokens
    for step, owner in alignment.by_turn():
        if step.kind == "same":
            right[owner] += sum(len(unit.tokens) for unit in alignment.units[slice(*step.units)])
        elif step.kind == "lost":
            lost[owner] += step.errors
    last_end = 0.0
    for turn in turns:
        words = tokens[turn.number]
        if turn.words < _FEWEST_MISSING or right[turn.number] > _HEARD_OF_MISSING * turn.words:
            last_end = turn.end or last_end
        elif (elsewhere := _found(alignment, words, added)) is not None:
            sentence = f"Turn {turn.number} ({turn.speaker}) is heard at another place."
            yield Fault("moved turn", turn.number, alignment.heard[elsewhere].start, sentence)
        elif lost[turn.number] >= turn.words / 2:
            sentence = f"Turn {turn.number} ({turn.speaker}) is missing: {_short(shown(words))}."
            yield Fault("missing turn", turn.number, last_end, sentence)


def _found(alignment: Alignment, turn: Sequence[Token], added: Sequence[Run]) -> int | None:
    """Find the words of a turn among what was added; give the index of the first that is heard."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - belongs to the extra

    wanted = " ".join(token.text for token in turn)
    for run in added:
        heard = [token.text for token in alignment.heard[run.first : run.end]]
        if len(heard) < max(len(turn) * _ALIKE, 2):
            continue
        place = fuzz.partial_ratio_alignment(wanted, " ".join(heard))
        if place is not None and place.score >= 100 * _ALIKE:
            return run.first + " ".join(heard)[: place.dest_start + 1].count(" ")
    return None


def _doubled(alignment: Alignment, added: Sequence[Run]) -> Iterator[Fault]:
    heard = alignment.heard
    for run in added:
        if not _FEWEST_DOUBLED <= run.end - run.first <= _LONGEST_DOUBLED:
            continue
        start = _repeat(heard, run)
        if start is not None:
            size = run.end - run.first
            turn = _turn_at(alignment, run)
            sentence = f"Turn {turn} says twice: {_short(shown(heard[start : start + size]))}."
            yield Fault("doubled", turn, heard[start + size].start, sentence)


def _repeat(heard: Sequence[HeardToken], run: Run) -> int | None:
    """Find where the words of a run are said and then said again; of several places, where a sentence begins.

    The alignment may have taken the beginning of one and the end of the other as the right one.
    """
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - belongs to the extra

    size = run.end - run.first
    words = [token.text for token in heard]
    places: list[tuple[float, bool, int]] = []
    for start in range(max(run.first - size, 0), min(run.first, len(heard) - 2 * size) + 1):
        alike = Indel.normalized_similarity(
            words[start : start + size], words[start + size : start + 2 * size]
        )
        if alike >= _ALIKE:
            begins = start == 0 or heard[start - 1].shown.endswith((".", "?", "!"))
            places.append((round(alike, 1), begins, start))
    return max(places)[2] if places else None


def _turn_at(alignment: Alignment, run: Run) -> int:
    return next(turn for step, turn in alignment.by_turn() if step.heard[1] > run.first)


def _labels(
    alignment: Alignment, turns: Sequence[TurnScore], labels: Mapping[int, Sequence[str]], language: str
) -> Iterator[Fault]:
    """Find a label among the wrong words right before the first right word of its turn."""
    right = {heard for step in alignment.steps if step.kind == "same" for heard in range(*step.heard)}
    begins: dict[int, int] = {}
    for step, owner in alignment.by_turn():
        if step.kind == "same" and step.heard[0] < step.heard[1]:
            begins.setdefault(owner, step.heard[0])
    for turn in turns:
        first = begins.get(turn.number)
        known = {"".join(token.text for token in normalise(label, language)) for label in labels[turn.number]}
        if first is None:
            continue
        start = first
        while start > 0 and first - start < _LONGEST_LABEL and start - 1 not in right:
            start -= 1
        wrong = alignment.heard[start:first]
        at = _label_at(wrong, known - {""})
        if at is not None:
            sentence = f"Turn {turn.number} begins with its label, read aloud: {_short(shown(wrong[at:]))}."
            yield Fault("label read aloud", turn.number, wrong[at].start, sentence)


def _label_at(wrong: Sequence[HeardToken], labels: set[str]) -> int | None:
    """Give where a label begins that the words end with; "colon" may follow it."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - belongs to the extra

    words = [token.text for token in wrong]
    colon = bool(words) and words[-1] in {"colon", "column"}
    if colon:
        words.pop()
    for at in range(len(words)):
        said = "".join(words[at:])
        if any(
            said == label
            or (
                min(len(label), len(said)) > 2
                and Indel.normalized_similarity(said, label) >= _ALIKE - 0.2 * colon
            )
            for label in labels
        ):
            return at
    return None


def _short(text: str, most: int = 60) -> str:
    """Give text in quotes, cut at a word."""
    cut = text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
    return f"“{cut.rstrip('.,;:!?')}”"
