"""Several episodes, one after the other: the next ones are spoken while one is mixed and written."""

from __future__ import annotations

import queue
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from contextvars import copy_context
from pathlib import Path
from types import TracebackType

from audio.episode.consent import sending
from audio.episode.outcome import Episode
from audio.episode.planning import Plan
from audio.episode.rendering import Spoken, finish_episode, speak_episode
from audio.episode.stages import SILENT, Speaking, Watcher
from audio.errors import SpeechError
from audio.speech import NOTHING, Allow, Progress, Slots, takes_in_use
from audio.tasks import Machines

_BUSY = 50
"""Workers whom one episode gives enough to do."""
_AHEAD = 2
"""Episodes that are spoken ahead on this machine: with one, cores would idle while its last take is made."""


class Episodes:
    """Renders episodes in order, each in the thread that asks for it. A context manager.

    What the next ones say is spoken meanwhile, unless any of it leaves the machine: that is said first. Where
    machines `away` speak, so many of the next that none of them waits.
    """

    def __init__(
        self, jobs: Sequence[tuple[Plan, Path]], allow: Allow = NOTHING, away: Machines | None = None
    ) -> None:
        self._jobs, self._allow, self._away = jobs, allow, away
        self._most = 1 + away.count // _BUSY if away else _AHEAD
        self._slots = Slots()
        self._ahead = ThreadPoolExecutor(self._most, thread_name_prefix="vivavoce-next")
        self._next: dict[int, tuple[Future[Spoken], _Told]] = {}
        self._using = ExitStack()

    def __enter__(self) -> Episodes:
        self._using.enter_context(takes_in_use())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for _, told in self._next.values():
            told.stopped = True
        if self._away and self._next:
            self._away.cancel()
        self._ahead.shutdown(wait=True, cancel_futures=True)
        self._using.close()

    def render(self, number: int, watch: Watcher = SILENT) -> Episode:
        """Render the episode of that number, from 0. Raises what `render_episode` raises."""
        if self._away:
            self._speak_from(number)
        if mine := self._next.get(number):
            future, told = mine
            told.pass_on(watch, until=future.done)
            spoken = future.result()
        else:
            plan, target = self._jobs[number]
            spoken = speak_episode(plan, target, Speaking(self._allow, watch, self._away, self._slots))
        self._next.pop(number, None)
        self._speak_from(number + 1)
        return finish_episode(spoken, watch)

    def _speak_from(self, first: int) -> None:
        """Have the episodes from that number on spoken, as many as there may be ahead."""
        for number in range(first, min(first + self._most, len(self._jobs))):
            plan, target = self._jobs[number]
            if number in self._next:
                continue
            if sending(plan):
                return
            told, speak = _Told(), copy_context().run
            how = Speaking(self._allow, told, self._away, self._slots)
            future = self._ahead.submit(speak, speak_episode, plan, target, how)
            self._next[number] = future, told


class _Told(Watcher):
    """Takes note of how far it is, for the thread that is going to ask."""

    def __init__(self) -> None:
        self._calls: queue.SimpleQueue[Callable[[Watcher], None]] = queue.SimpleQueue()
        self.stopped = False

    def pass_on(self, watch: Watcher, until: Callable[[], bool]) -> None:
        """Tell `watch` all of it, as it comes, until there is no more."""
        while True:
            ended = until()
            try:
                self._calls.get(timeout=0 if ended else 0.05)(watch)
            except queue.Empty:
                if ended:
                    return

    def on_bytes(self, file: str, done: int, size: int) -> None:
        """Note a file that is fetched."""
        self._note(lambda watch: watch.on_bytes(file, done, size))

    def on_progress(self, spoken: Progress) -> None:
        """Note a take."""
        self._note(lambda watch: watch.on_progress(spoken))

    def on_stage(self, stage: str) -> None:
        """Note a stage."""
        self._note(lambda watch: watch.on_stage(stage))

    def _note(self, call: Callable[[Watcher], None]) -> None:
        if self.stopped:
            raise SpeechError("The render was stopped.")
        self._calls.put(call)
