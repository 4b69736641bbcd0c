"""What a person watches while an episode is made: on standard error, and only there.

What is counted are takes, as in the closing table.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from audio.cli.options import QUIET
from audio.episode import Watcher
from audio.speech import Progress as Spoken

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

NAME = 3
"""Parts of a terminal of which one is for the name beside its bar."""


class Unseen(Watcher):
    """Passes over what else a watch hears of."""

    def on_heard(self, seconds: float, total: float) -> None:
        """Hear how much of an episode has been listened to; seconds."""

    def on_sent(self, name: str, done: int, size: int) -> None:
        """Hear which file is being sent, and how much of all has been; bytes."""


class Watch(Unseen):
    """One bar for the takes and one for each file that is fetched."""

    def __init__(self, bars: Progress, name: str, takes: int = 0) -> None:
        self._bars, self._name, self._takes = bars, name, takes
        self._began = time.monotonic()
        self._main: TaskID | None = None
        self._files: dict[str, TaskID] = {}
        if takes:
            self._bars.update(self._task(), note=f"{takes} takes")

    def on_bytes(self, file: str, done: int, size: int) -> None:
        """Show how far a model file is; bytes."""
        if file not in self._files:
            self._files[file] = self._bars.add_task(self._beside(file), total=size, note="")
        note = f"{done / 1e6:.0f} of {size / 1e6:.0f} MB fetched"
        self._bars.update(self._files[file], completed=done, note=note)
        self._began = time.monotonic()

    def on_progress(self, spoken: Spoken) -> None:
        """Show how many takes there are, how long the rest will take, and who spoke last."""
        left = _left(spoken, time.monotonic() - self._began)
        note = f"{spoken.done} of {spoken.total} takes{left}, {spoken.segment.speaker}"
        self._bars.update(self._task(), total=spoken.total, completed=spoken.done, note=note)

    def on_heard(self, seconds: float, total: float) -> None:
        """Show how much of an episode has been listened to; seconds."""
        note = f"heard {clock(seconds)} of {clock(total)}"
        self._bars.update(self._task(), total=total, completed=seconds, note=note)

    def on_sent(self, name: str, done: int, size: int) -> None:
        """Show which file is being sent, and how much of all has been; bytes."""
        note = f"{done / 1e6:.0f} of {size / 1e6:.0f} MB, {name}"
        self._bars.update(self._task(), total=max(size, 1), completed=done, note=note)

    def on_stage(self, stage: str) -> None:
        """Say what is being done; of speaking, that the first take is, until it is there."""
        first = stage == "speaking" and self._takes
        self._began = time.monotonic()
        note = f"speaking the first of {self._takes} takes" if first else stage
        self._bars.update(self._task(), note=note, refresh=True)

    def _task(self) -> TaskID:
        """Give the bar of the episode; it moves to and fro until the first take is there."""
        if self._main is None:
            self._main = self._bars.add_task(self._beside(self._name), total=None, note="")
        return self._main

    def _beside(self, name: str) -> str:
        """Give as much of a name as there is room for: its end, in which those of one show differ."""
        from rich.cells import cell_len  # noqa: PLC0415 - only who watches needs it

        room, kept = max(1, self._bars.console.width // NAME), name
        while cell_len(kept) > room:
            kept = f"…{kept[2:]}"
        return kept


def _left(spoken: Spoken, seconds: float) -> str:
    """Estimate the time left from the characters spoken so far; nothing before any are."""
    if spoken.characters == 0 or spoken.characters >= spoken.of_characters:
        return ""
    rest = seconds * (spoken.of_characters - spoken.characters) / spoken.characters
    return f", {clock(rest)} left"


@contextmanager
def watching(name: str, takes: int = 0) -> Iterator[Unseen]:
    """Show bars for `name` while the block runs; none with --quiet or where nobody watches.

    With the number of its `takes`, there is one from the beginning.
    """
    if click.get_current_context().meta.get(QUIET, False) or not sys.stderr.isatty():
        yield Unseen()
    else:
        with _bars() as bars:
            yield Watch(bars, name, takes)


def _bars() -> Progress:
    """Give bars on standard error, each on one line."""
    from rich.console import Console  # noqa: PLC0415 - 40 ms, and seldom does anybody watch a script's run
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415
    from rich.table import Column  # noqa: PLC0415

    console = Console(stderr=True)
    name, note = (Column(no_wrap=True, overflow="ellipsis") for _ in range(2))
    return Progress(
        TextColumn("{task.description}", markup=False, table_column=name),
        BarColumn(bar_width=min(24, console.width // 6)),
        TextColumn("{task.fields[note]}", markup=False, table_column=note),
        console=console,
        transient=True,
    )


def clock(seconds: float) -> str:
    """Write a length of time as people do: `0:07`, `12:34`, `1:02:03`."""
    minutes, second = divmod(round(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02d}:{second:02d}" if hours else f"{minute}:{second:02d}"
