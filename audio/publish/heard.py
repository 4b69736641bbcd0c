"""The turns of a script beside what is heard of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

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
