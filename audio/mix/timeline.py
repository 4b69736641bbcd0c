"""Where every take stands, in whole samples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from audio.cast import Pauses
from audio.errors import MixError
from audio.mix.clips import resampled_length
from audio.mix.values import Event, Mark, Timeline
from audio.script import Script
from audio.speech import Take

RATE = 44_100
"""Hz; what every player and podcast host takes."""


def lay_out(takes: Sequence[Take], script: Script, pauses: Pauses, rate: int = RATE) -> Timeline:
    """Put the takes one after the other, with the pause that each border asks for.

    Silence of `pauses.start` comes first and of `pauses.end` last. A chapter begins with the first sample of
    its first take, the first chapter at 0. Raises `MixError` where there are no takes.
    """
    if not takes:
        raise MixError("There is nothing to mix: no segment of the script was spoken.")
    events: list[Event] = []
    at = _samples(pauses.start, rate)
    for take in takes:
        if events:
            at += _samples(getattr(pauses, events[-1].take.segment.pause_after), rate)
        event = Event(take, at, resampled_length(take.length, take.rate, rate))
        events.append(event)
        at += event.length
    length = at + _samples(pauses.end, rate)
    return Timeline(rate, tuple(events), _marks(script, events, length), length)


def _marks(script: Script, events: Sequence[Event], length: int) -> tuple[Mark, ...]:
    """Give the chapters that are heard; one of which nothing was spoken has no place and is left out."""
    after_all = (max((turn.number for turn in script.turns), default=0) + 1, 0)
    begun = [*((chapter.turn, chapter.paragraph) for chapter in script.chapters), after_all]
    titles: list[str] = []
    starts: list[int] = []
    for number, chapter in enumerate(script.chapters):
        start = _first_start(events, begun[number], begun[number + 1])
        if start is not None:
            titles.append(chapter.title)
            starts.append(start if starts else 0)
    return tuple(map(Mark, titles, starts, [*starts[1:], length]))


def _first_start(events: Iterable[Event], first: tuple[int, int], beyond: tuple[int, int]) -> int | None:
    """Give where the first take from paragraph `first` and before `beyond` begins; both (turn, paragraph)."""
    for event in events:
        place = (event.take.segment.turn, event.take.segment.paragraph)
        if event.length and first <= place < beyond:
            return event.start
    return None


def _samples(seconds: float, rate: int) -> int:
    return round(seconds * rate)
