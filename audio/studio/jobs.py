"""Jobs: work that takes long, one after the other, in the server: every page sees the same ones."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from audio.episode import Watcher
from audio.errors import sentence_of
from audio.speech import Progress
from audio.studio.events import Events

State = Literal["waiting", "running", "done", "failed", "cancelled"]
_KEPT = 50
"""Jobs that are remembered."""


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work and how far it is."""

    id: str
    script: str
    kind: str
    """`render` or `retake`."""
    state: State = "waiting"
    done: int = 0
    """Takes that are there."""
    total: int = 0
    turn: str | None = None
    """The turn that was spoken last."""
    stage: str = ""
    """`speaking`, `mixing`, `encoding`, or the file that is fetched."""
    text: str = ""
    """What it is about, for people."""
    left_s: float | None = None
    """Seconds that are probably left of speaking."""
    result: dict[str, Any] | None = None
    error: str = ""


class Cancelled(Exception):  # noqa: N818 - it is no error
    """Somebody wants no more of a job."""


class Reporter(Watcher):
    """Tells how far a job is; ends it where it was cancelled."""

    def __init__(self, jobs: Jobs, name: str, name_of: Callable[[int], str | None]) -> None:
        self._jobs, self._name, self._name_of = jobs, name, name_of
        self._began = time.monotonic()

    def on_bytes(self, file: str, done: int, size: int) -> None:
        """Tell of a file that is fetched."""
        self._tell(stage=f"fetching {file}", done=done, total=size, left_s=None)

    def on_stage(self, stage: str) -> None:
        """Tell what is being done."""
        self._began = time.monotonic()
        self._tell(stage=stage)

    def on_progress(self, spoken: Progress) -> None:
        """Tell of a take."""
        gone, left = time.monotonic() - self._began, spoken.of_characters - spoken.characters
        rest = round(gone * left / spoken.characters, 1) if spoken.characters else None
        turn = self._name_of(spoken.segment.turn)
        self._tell(done=spoken.done, total=spoken.total, turn=turn, left_s=rest)

    def _tell(self, **changed: Any) -> None:
        self._jobs.check(self._name)
        self._jobs.change(self._name, **changed)


Work = Callable[[str], dict[str, Any]]
"""What a job does, given its name; gives its result."""


class Jobs:
    """Jobs in their order; one is done at a time, in a thread of its own."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self._changing = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._unwanted: set[str] = set()
        self._work: queue.SimpleQueue[tuple[str, Work] | None] = queue.SimpleQueue()
        self._count = 0
        self._thread = threading.Thread(target=self._run, name="vivavoce-jobs", daemon=True)
        self._thread.start()

    def add(self, script: str, kind: str, text: str, work: Work) -> Job:
        """Have something done after everything else."""
        with self._changing:
            self._count += 1
            job = Job(f"j{self._count}", script, kind, text=text)
            self._jobs[job.id] = job
            for old in [one.id for one in self._jobs.values() if one.state not in ("waiting", "running")][
                :-_KEPT
            ]:
                del self._jobs[old]
        self._events.publish("job", asdict(job))
        self._work.put((job.id, work))
        return job

    def all(self) -> tuple[Job, ...]:
        """Give all jobs, the oldest first."""
        with self._changing:
            return tuple(self._jobs.values())

    def cancel(self, name: str) -> Job | None:
        """End a job soon; None where there is none of that name."""
        with self._changing:
            job = self._jobs.get(name)
            if job is not None and job.state in ("waiting", "running"):
                self._unwanted.add(name)
        if job is not None and job.state == "waiting":
            self.change(name, state="cancelled")
        return self._jobs.get(name)

    def check(self, name: str) -> None:
        """Raise `Cancelled` where nobody wants a job any more."""
        if name in self._unwanted:
            raise Cancelled

    def change(self, name: str, **changed: Any) -> None:
        """Note how far a job is, and tell everybody."""
        with self._changing:
            job = self._jobs[name] = replace(self._jobs[name], **changed)
        self._events.publish("job", asdict(job))

    def close(self) -> None:
        """End all jobs; wait for the one that runs."""
        with self._changing:
            self._unwanted.update(self._jobs)
        self._work.put(None)
        self._thread.join(10)

    def _run(self) -> None:
        while (next_one := self._work.get()) is not None:
            name, work = next_one
            if name in self._unwanted:
                continue
            self.change(name, state="running")
            try:
                result = work(name)
            except Cancelled:
                self.change(name, state="cancelled", stage="")
            except Exception as error:  # the job fails, the studio goes on
                self.change(name, state="failed", error=sentence_of(error), stage="")
            else:
                self.change(name, state="done", result=result, stage="", left_s=None)
