"""A second hearing: what sounds wrong is listened to once more, on its own.

Whisper hears in windows of half a minute and slips most where one ends within a sentence. A turn alone is cut
otherwise, so what was a slip is mostly heard right, and what is a fault of the episode is heard again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from audio.verify.values import Heard, TurnScore, Verdict

Judge = Callable[[Sequence[Heard]], Verdict]
"""Compares words with what should be said."""
Listen = Callable[[float, float], Sequence[Heard]]
"""Writes down what is heard between two times (seconds from the episode's beginning)."""

_DOUBTFUL = 0.03
"""Word error rate of a turn from which it is heard again."""
_MOST = 20
"""Turns that are heard again: where more are wrong, it is not the recogniser."""
_SHORTEST = 0.5
"""Seconds below which there is nothing to hear."""


def heard_again(verdict: Verdict, heard: Sequence[Heard], judge: Judge, listen: Listen) -> Verdict:
    """Listen to the doubtful turns once more, the worst first; a hearing with fewer errors counts."""
    words = list(heard)
    for turn in sorted(verdict.turns, key=lambda turn: -turn.errors)[:_MOST]:
        first, last = _around(turn, verdict)
        if turn.rate < _DOUBTFUL or last - first < _SHORTEST:
            continue
        before = [word for word in words if _middle(word) < first]
        after = [word for word in words if _middle(word) >= last]
        other = [*before, *listen(first, last), *after]
        second = judge(other)
        if second.errors < verdict.errors:
            verdict, words = second, other
    return verdict


def _around(turn: TurnScore, verdict: Verdict) -> tuple[float, float]:
    """Give the time of a turn, up to the middle of the pauses around it."""
    ends = [
        0.0,
        *(other.end for other in verdict.turns if other.number < turn.number and other.end is not None),
    ]
    starts = [
        other.start for other in verdict.turns if other.number > turn.number and other.start is not None
    ]
    before, after = ends[-1], starts[0] if starts else verdict.seconds
    start, end = turn.start, turn.end
    if start is None or end is None:
        return before, after
    return (before + max(start, before)) / 2, (min(end, after) + after) / 2


def _middle(word: Heard) -> float:
    return (word.start + word.end) / 2
