"""Several episodes, one after the other: the next is spoken while one is mixed and written."""

from __future__ import annotations

import queue
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from audio.episode.consent import sending
from audio.episode.outcome import Episode
from audio.episode.planning import Plan
from audio.episode.rendering import Spoken, finish_episode, speak_episode
from audio.episode.stages import SILENT, Watcher
from audio.errors import SpeechError
from audio.speech import NOTHING, Allow, Progress, takes_in_use


class Episodes:
    """Renders episodes in order, each in the thread that asks for it. A context manager.

    What the next one says is spoken meanwhile, unless any of it leaves the machine: that is said first.
    """

    def __init__(self, jobs: Sequence[tuple[Plan, Path]], allow: Allow = NOTHING) -> None:
        self._jobs, self._allow = jobs, allow
        self._ahead = ThreadPoolExecutor(1, thread_name_prefix="vivavoce-next")
        self._next: tuple[int, Future[Spoken], _Told] | None = None
        self._using = ExitStack()

    def __enter__(self) -> Episodes:
        self._using.enter_context(takes_in_use())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._next:
            self._next[2].stopped = True
        self._ahead.shutdown(wait=True, cancel_futures=True)
        self._using.close()

    def render(self, number: int, watch: Watcher = SILENT) -> Episode:
        """Render the episode of that number, from 0. Raises what `render_episode` raises."""
        mine = self._next if self._next and self._next[0] == number else None
        if mine is None:
            plan, target = self._jobs[number]
            spoken = speak_episode(plan, target, allow=self._allow, watch=watch)
        else:
            mine[2].pass_on(watch, until=mine[1].done)
            spoken = mine[1].result()
        self._speak(number + 1)
        return finish_episode(spoken, watch)

    def _speak(self, number: int) -> None:
        self._next = None
        if number < len(self._jobs) and not sending(self._jobs[number][0]):
            told = _Told()
            plan, target = self._jobs[number]
            future = self._ahead.submit(speak_episode, plan, target, allow=self._allow, watch=told)
            self._next = (number, future, told)


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
