"""From the steps of an alignment to figures: what differs, and how well each turn and speaker was heard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from audio.verify.values import Difference, DifferenceKind, HeardToken, TurnScore, Unit, shown
from audio.verify.words import Step, likeness


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two sequences and the steps along them."""

    units: tuple[Unit, ...]
    heard: tuple[HeardToken, ...]
    steps: tuple[Step, ...]

    def by_turn(self) -> tuple[tuple[Step, int], ...]:
        """Give every step with the turn it belongs to.

        Of what was added between two turns, the words before the longest pause belong to the first.
        """
        found: list[tuple[Step, int]] = []
        for added, group in groupby(self.steps, lambda step: step.kind == "added"):
            run = list(group)
            if added:
                found += zip(run, self._turns_of_added(run), strict=True)
            else:
                found += [(step, self.units[step.units[0]].turn) for step in run]
        return tuple(found)

    def _turns_of_added(self, run: Sequence[Step]) -> list[int]:
        if not self.units:
            return [0] * len(run)
        at = run[0].units[0]
        before, after = self.units[max(at - 1, 0)].turn, self.units[min(at, len(self.units) - 1)].turn
        borders = [*(step.heard[0] for step in run), run[-1].heard[1]]
        longest = max(range(len(borders)), key=lambda border: self._pause(borders[border]))
        return [before if at < longest else after for at in range(len(run))]

    def _pause(self, word: int) -> float:
        """Give the pause before a heard word, or behind the last; seconds."""
        if word >= len(self.heard):
            return 0.0
        return self.heard[word].start - (self.heard[word - 1].end if word else 0.0)

    def at(self, step: Step) -> float:
        """Give when a step is heard, or where the words before it end; seconds."""
        start, end = step.heard
        if start < end:
            return self.heard[start].start
        return self.heard[start - 1].end if start else 0.0


def settled(alignment: Alignment) -> Alignment:
    """Move what was lost to where a turn begins or ends, if the same words before or behind it allow that.

    Of "so I think" twice, one lost, the shortest way says nothing of which. Most often a whole turn is
    missing.
    """
    steps = list(alignment.steps)
    units = alignment.units
    at = 0
    while at < len(steps):
        end = at
        while end < len(steps) and steps[end].kind == "lost":
            end += 1
        if end > at:
            _slide(steps, (at, end), units)
        at = max(end, at + 1)
    return replace(alignment, steps=tuple(steps))


def _slide(steps: list[Step], run: tuple[int, int], units: Sequence[Unit]) -> None:
    """Slide one run of lost units, by as little as makes it begin where a turn begins."""
    first, end = steps[run[0]].units[0], steps[run[1] - 1].units[1]
    reach = 0
    while not _begins(units, first - reach):
        reach += 1
        before = run[0] - reach
        if before < 0 or not _single(steps[before]) or not _alike(units, first - reach, end - reach):
            return
    if reach:
        taken = steps[run[0] - reach : run[0]]
        size = end - first
        lost = [
            Step("lost", (unit, unit + 1), (taken[0].heard[0],) * 2, len(units[unit].tokens))
            for unit in range(first - reach, end - reach)
        ]
        kept = [replace(step, units=(step.units[0] + size, step.units[1] + size)) for step in taken]
        steps[run[0] - reach : run[1]] = [*lost, *kept]


def _begins(units: Sequence[Unit], at: int) -> bool:
    return at == 0 or units[at].turn != units[at - 1].turn


def _single(step: Step) -> bool:
    return step.kind == "same" and step.units[1] - step.units[0] == 1


def _alike(units: Sequence[Unit], one: int, other: int) -> bool:
    return units[one].forms[0] == units[other].forms[0]


def differences(alignment: Alignment, language: str) -> tuple[Difference, ...]:
    """Give every place that differs, neighbours of one kind and turn as one."""
    found = []
    primary = language.split("-", 1)[0].lower()
    for (kind, turn), steps in groupby(alignment.by_turn(), lambda placed: (placed[0].kind, placed[1])):
        run = [step for step, _ in steps]
        if kind != "same" and not any(step.errors for step in run):
            continue  # a hyphen between figures
        if kind == "misheard":
            found += [_difference(alignment, kind, turn, [step], primary) for step in run]
        elif kind != "same":
            found.append(_difference(alignment, kind, turn, run, primary))
    return tuple(found)


def _difference(
    alignment: Alignment, kind: DifferenceKind, turn: int, run: Sequence[Step], language: str
) -> Difference:
    units = alignment.units[run[0].units[0] : run[-1].units[1]]
    heard = alignment.heard[run[0].heard[0] : run[-1].heard[1]]
    name = any(unit.name for unit in units)
    return Difference(
        kind, turn, shown([token for unit in units for token in unit.tokens]), shown(heard),
        round(alignment.at(run[0]), 2), sum(step.errors for step in run), name,
        round(_likeness(units, heard, language), 2) if name else None,
    )  # fmt: skip


def _likeness(units: Sequence[Unit], heard: Sequence[HeardToken], language: str) -> float:
    """Give how like a name what was heard in its place sounds."""
    words = [token.text for token in heard if token.text]
    wanted = [token.text for unit in units for token in unit.tokens]
    return (
        likeness(words, wanted, "".join(unit.sound for unit in units if len(units) == 1), language)
        if words
        else 0.0
    )


def turn_scores(alignment: Alignment, speakers: Mapping[int, str]) -> tuple[TurnScore, ...]:
    """Give the score of every turn of `speakers` (turn → who speaks it), in order."""
    words = dict.fromkeys(speakers, 0)
    errors = dict.fromkeys(speakers, 0)
    spans: dict[int, tuple[float, float]] = {}
    for unit in alignment.units:
        words[unit.turn] += len(unit.tokens)
    for step, turn in alignment.by_turn():
        errors[turn] = errors.get(turn, 0) + step.errors
        if step.kind == "same" and step.heard[0] < step.heard[1]:
            start, end = alignment.heard[step.heard[0]].start, alignment.heard[step.heard[1] - 1].end
            spans[turn] = (spans[turn][0] if turn in spans else start, end)
    return tuple(
        TurnScore(turn, who, words[turn], errors[turn], *spans.get(turn, (None, None)))
        for turn, who in speakers.items()
    )
