"""The turns of a script beside what is heard of them."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence

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


def by_paragraph(turn: Turn, events: Iterable[Event]) -> list[list[Event]]:
    """Give the takes of a turn for each of its paragraphs."""
    heard = defaultdict[int, list[Event]](list)
    for event in events:
        heard[event.take.segment.paragraph].append(event)
    return [heard[number] for number in range(len(turn.paragraphs))]
