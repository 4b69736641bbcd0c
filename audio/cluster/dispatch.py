"""Work for Dask's workers: sent, taken back, sent again where a worker refuses it or the scheduler is lost.

One thread does all of it, so that nothing here has to be locked.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, InvalidStateError, as_completed
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from audio.cluster.roster import Roster
from audio.cluster.there import prepare, run
from audio.errors import VivavoceError
from audio.version import __version__

if TYPE_CHECKING:
    from distributed import Client

logger = logging.getLogger(__name__)
Result = TypeVar("Result")

_GLANCE = 0.5
"""Seconds between two looks at who is there."""
_RETRIES = 2
"""Times that Dask tries work again that failed, as by a store that did not answer."""
_FETCH = 2.0
"""Seconds after which an answer, a short text, is asked for again."""
_PATIENCE = 120.0
"""Seconds for which a lost scheduler is waited for."""
_AT_ONCE = 1_000_000
"""Priority of questions to workers, before any episode's."""


@dataclass(eq=False, slots=True)
class _Job:
    call: Callable[..., Any]
    about: tuple[Any, ...]
    priority: int
    future: Future[Any]
    at: str = ""
    """The worker whom it concerns; empty where whoever is free does it."""
    sent: Any = None
    """Dask's future of it; None where it is not with Dask."""
    allowed: tuple[str, ...] = ()
    """Who may do it; empty for everybody."""


class Dispatcher:
    """Gives work to the workers of a cluster, and keeps its roster."""

    def __init__(self, connect: Callable[[], Client], roster: Roster, voices: str, mark: str) -> None:
        self.roster = roster
        self._connect, self._questions = connect, (voices, mark)
        self._client = connect()
        self._events: SimpleQueue[tuple[_Job, Any]] = SimpleQueue()
        self._out: set[_Job] = set()
        self._stopping = threading.Event()
        self._alone = False
        self._thread = threading.Thread(target=self._go_on, name="vivavoce-cluster", daemon=True)
        self._thread.start()

    def submit(self, priority: int, call: Callable[..., Result], *about: Any) -> Future[Result]:
        """Have work done, that of the highest priority first."""
        return self._new(_Job(call, about, priority, Future()))

    def as_completed(self, work: Iterable[Future[Result]]) -> Iterator[Future[Result]]:
        """Give pieces of work as they are done."""
        return as_completed(work)

    def cancel(self) -> None:
        """Take back all work that is not done."""
        for job in tuple(self._out):
            with suppress(InvalidStateError):  # `cancel` would not wake who waits
                job.future.set_exception(VivavoceError("The render was stopped."))

    def close(self) -> None:
        """Begin nothing more, and leave the cluster."""
        self.cancel()
        self._stopping.set()
        self._thread.join()
        self._client.close(timeout=2)

    def _new(self, job: _Job) -> Future[Any]:
        self._out.add(job)
        job.future.add_done_callback(lambda _: self._events.put((job, None)))  # where it is cancelled
        self._events.put((job, None))
        return job.future

    def _go_on(self) -> None:
        looked = 0.0
        while not self._stopping.is_set():
            try:
                if time.monotonic() - looked > _GLANCE * (1 + len(self.roster.threads) / 100):
                    looked = time.monotonic()
                    self._look()
                with suppress(Empty):
                    self._step(*self._events.get(timeout=_GLANCE))
            except Exception as error:  # noqa: PERF203 - whatever Dask raises: nobody shall wait for ever
                logger.debug("the cluster fails", exc_info=True)
                for job in tuple(self._out):
                    self._fail(job, error)

    def _step(self, job: _Job, sent: Any) -> None:
        self._out.add(job)
        if job.future.done():
            self._forget(job)
        elif job.sent is None:
            self._send(job)
        elif sent is job.sent:
            self._take_back(job, sent)

    def _send(self, job: _Job) -> None:
        workers = [job.at] if job.at else self.roster.allowed()
        if workers == [] and not self.roster.asked:
            self._fail(job, VivavoceError("\n".join(self.roster.refused.values())))
            return
        job.allowed = tuple(workers or ())
        if workers == []:  # until somebody has answered
            threading.Timer(_GLANCE, self._events.put, ((job, None),)).start()
            return
        try:
            job.sent = self._client.submit(
                run, __version__, {} if job.at else dict(self.roster.ways or {}), job.call, *job.about,
                pure=False, retries=_RETRIES, priority=job.priority, workers=workers,
            )  # fmt: skip
        except Exception:  # the client has closed: it has waited for the scheduler in vain
            logger.debug("nothing can be sent", exc_info=True)
            self._reconnect()
            self._events.put((job, None))
            return
        job.sent.add_done_callback(partial(self._came_back, job))

    def _came_back(self, job: _Job, sent: Any) -> None:
        self._events.put((job, sent))

    def _take_back(self, job: _Job, sent: Any) -> None:
        if sent.status in ("cancelled", "lost"):  # as the scheduler is, or all who may do it
            self._reconnect()
            self._again(job)
            return
        try:
            answer = sent.result(timeout=_FETCH)
        except Exception as error:  # whatever a worker raised
            if sent.status == "error":
                self._failed(job, error)
            elif sent.status == "pending":  # what was done is gone with its worker, and is done again
                sent.add_done_callback(partial(self._came_back, job))
            else:
                threading.Timer(_GLANCE, self._came_back, (job, sent)).start()
        else:
            if "refused" not in answer:
                self._settle(job, answer["made"])
                return
            self.roster.refuse(answer["by"], answer["refused"])
            if job.at:
                self._forget(job)
            else:
                self._again(job)

    def _again(self, job: _Job) -> None:
        job.sent = None
        self._events.put((job, None))

    def _failed(self, job: _Job, error: Exception) -> None:
        """Say what a worker raised; what it may not be fit for is sent to those who are."""
        if not job.at and not job.allowed and self.roster.allowed() is not None:
            self._again(job)
        else:
            self._fail(job, error)

    def _fail(self, job: _Job, error: Exception) -> None:
        if job.at:
            why = f"{str(error).rstrip('.')}. Is vivavoce[cluster] {__version__} installed there?"
            self.roster.refuse(job.at, why)
        with suppress(InvalidStateError):  # it was taken back
            job.future.set_exception(_told(error))
        self._forget(job)

    def _settle(self, job: _Job, made: Any) -> None:
        if job.at:
            self.roster.accept(job.at, made)
        with suppress(InvalidStateError):  # it was taken back
            job.future.set_result(made)
        self._forget(job)

    def _forget(self, job: _Job) -> None:
        self._out.discard(job)
        if job.sent is not None and not job.sent.done():
            self._client.cancel([job.sent])
        job.sent = None

    def _look(self) -> None:
        """See who is there: ask those who are new, and send again what only those may do who have gone."""
        if self._client.status != "running":
            return
        try:
            workers = self._client.scheduler_info()["workers"]
        except Exception:  # it has just gone; the futures tell
            logger.debug("the scheduler does not answer", exc_info=True)
            return
        there = {address: int(about["nthreads"]) for address, about in workers.items()}
        for address in self.roster.update(there):
            self._step(_Job(prepare, self._questions, _AT_ONCE, Future(), at=address), None)
        for job in tuple(self._out):
            if job.sent is not None and job.allowed and there.keys().isdisjoint(job.allowed):
                if job.at:
                    job.future.cancel()
                    self._forget(job)
                else:
                    self._client.cancel([job.sent])
        if self._out and not there and not self._alone:
            self.roster.tell("No worker is left in the cluster; waiting for one.")
        self._alone = not there

    def _reconnect(self) -> None:
        """Wait until the scheduler is there again. Raises `VivavoceError` where it does not come."""
        until = time.monotonic() + _PATIENCE
        if self._client.status != "running":
            self.roster.tell("The scheduler of the cluster does not answer; waiting for it.")
        while self._client.status != "running" and not self._stopping.is_set():
            if self._client.status not in ("connecting", "newly-created"):
                try:
                    self._client = self._connect()
                except VivavoceError:
                    if time.monotonic() > until:
                        raise
            time.sleep(0.1)


def _told(error: Exception) -> VivavoceError:
    """Give an error as a sentence of the house."""
    if isinstance(error, VivavoceError):
        return error
    if type(error).__name__ == "KilledWorker":
        return VivavoceError("Several workers in a row ended while they were at it: see their logs.")
    return VivavoceError(f"A worker failed with {type(error).__name__}: {str(error).rstrip('.')}.")
