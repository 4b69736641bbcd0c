"""Stages: each says what it needs, and begins as soon as that is there; and who is told how far they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from audio.speech import NOTHING, Allow, Progress, Slots
from audio.tasks import Machines, Workers


class Watcher:
    """Hears how far a render is, in the thread that asked for it; this one passes over everything."""

    def on_bytes(self, file: str, done: int, size: int) -> None:
        """Hear of a model file that is fetched: how many bytes are there, and how many there will be."""

    def on_progress(self, spoken: Progress) -> None:
        """Hear of a take."""

    def on_stage(self, stage: str) -> None:
        """Hear what is being done now: `speaking`, `mixing`, `encoding`."""


SILENT = Watcher()


@dataclass(frozen=True, slots=True)
class Speaking:
    """How a plan is spoken."""

    allow: Allow = NOTHING
    """What may leave the machine."""
    watch: Watcher = SILENT
    """Who hears how far it is."""
    away: Machines | None = None
    """Machines that speak in place of this one; all else is done here."""
    slots: Slots | None = None
    """Shared with those that are spoken at the same time."""


BY_ITSELF = Speaking()
"""In silence, on this machine, and nothing leaves it."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of making an episode."""

    name: str
    """Of what it makes."""
    needs: tuple[str, ...]
    """What `work` is given, in that order: what other stages make, or what was there before."""
    work: Callable[..., Any]
    here: bool = False
    """Whether it is done in the thread that asked, since it tells how far it is; others are done beside."""


def through(stages: Sequence[Stage], given: Mapping[str, Any], hands: Workers) -> dict[str, Any]:
    """Go through stages and give what they made, beside what was `given`.

    A stage may also need `check`, a function that raises what has failed meanwhile. Raises the first error.
    """
    running: dict[Future[Any], str] = {}
    waiting = list(stages)

    def check() -> None:
        for future in [future for future in running if future.done()]:
            made[running.pop(future)] = future.result()

    made: dict[str, Any] = {**given, "check": check}
    try:
        while waiting or running:
            ready = [stage for stage in waiting if made.keys() >= set(stage.needs)]
            for stage in (stage for stage in ready if not stage.here):
                waiting.remove(stage)
                running[hands.submit(stage.work, *map(made.__getitem__, stage.needs))] = stage.name
            if mine := next((stage for stage in ready if stage.here), None):
                waiting.remove(mine)
                made[mine.name] = mine.work(*map(made.__getitem__, mine.needs))
            elif running:
                next(hands.as_completed(tuple(running)))
            check()
    finally:
        for future in running:
            future.cancel()
    return made
