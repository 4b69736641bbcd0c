"""The turns of a script beside what is heard of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from audio.mix import Event, Timeline
from audio.script import Script, Turn


def turns_heard(script: Script, timeline: Timeline) -> Iterator[tuple[Turn, Sequence[Event]]]:
    """Give each turn with its takes in their places: both are in order."""
    waiting = deque(timeline.events)
    for turn in script.turns:
        events: list[Event] = []
        while waiting and waiting[0].take.segment.turn <= turn.number:
            events.append(waiting.popleft())
        yield turn, events


def by_paragraph(turn: Turn, events: Iterable[Event]) -> Iterator[list[Event]]:
    """Give the takes of a turn for each of its paragraphs, which they follow in order."""
    groups = groupby(events, key=lambda event: event.take.segment.paragraph)
    number, heard = next(groups, (-1, iter(())))
    for paragraph in range(len(turn.paragraphs)):
        if paragraph != number:
            yield []
            continue
        yield list(heard)
        number, heard = next(groups, (-1, iter(())))
