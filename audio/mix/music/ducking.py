"""Music that makes room for speech: it goes down before a word and comes up after it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from audio.mix.values import Event

ATTACK = 0.4
"""Seconds over which music goes down; it is down when the first word begins, since the timeline knows it."""
RELEASE = 1.0
"""Seconds over which music comes up again after the last word."""
HOLD = 1.0
"""Seconds that music has to stay up for, or it stays down: else it would pump in every pause."""


class Ducking:
    """How far music is down at any moment, from the times at which somebody speaks."""

    def __init__(self, events: Iterable[Event], rate: int) -> None:
        attack, release = round(ATTACK * rate), round(RELEASE * rate)
        at: list[int] = []
        for start, end in _stretches(events, attack + round(HOLD * rate) + release):
            at += [start - attack, start, end, end + release]
        self._at = np.array(at, dtype=np.float64)
        self._down = np.tile([0.0, 1.0, 1.0, 0.0], len(at) // 4)

    def share(self, first: int, end: int) -> NDArray[np.float64]:
        """Give for each sample from `first` up to `end` how far music is down: 0 not at all, 1 wholly.

        The way there is half a cosine in decibels, without a corner.
        """
        if not len(self._at):
            return np.zeros(end - first)
        straight = np.interp(np.arange(first, end), self._at, self._down)
        share: NDArray[np.float64] = 0.5 - 0.5 * np.cos(np.pi * straight)
        return share


def _stretches(events: Iterable[Event], apart: int) -> list[tuple[int, int]]:
    """Give where speech starts and ends, joined over pauses of less than `apart` samples."""
    joined: list[tuple[int, int]] = []
    for event in events:
        if not event.length:
            continue
        if joined and event.start - joined[-1][1] < apart:
            joined[-1] = (joined[-1][0], max(joined[-1][1], event.end))
        else:
            joined.append((event.start, event.end))
    return joined
