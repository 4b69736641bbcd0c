"""Work that is done beside other work: handed in, and taken back in order or as it is done.

Threads of this process stand behind it: numpy, FFmpeg and ONNX Runtime let others run while they compute.
Whoever hands work in knows only `Workers`, so that other machines may stand there.
"""

from __future__ import annotations

import datetime as dt
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

Result = TypeVar("Result")
Given = TypeVar("Given")


class Workers(Protocol):
    """Who does the work."""

    @property
    def count(self) -> int:
        """Give how many pieces of work are done at once."""
        ...

    def submit(self, call: Callable[..., Result], /, *about: Any) -> Future[Result]:
        """Have a piece of work done as soon as somebody is free."""
        ...

    def as_completed(self, work: Iterable[Future[Result]]) -> Iterator[Future[Result]]:
        """Give pieces of work as they are done."""
        ...


class Machines(Workers, Protocol):
    """Workers on other machines, whom several episodes may give work at once."""

    def for_episode(self, date: dt.date | None) -> Workers:
        """Give them for an episode of that date: the oldest is done first, one without a date last."""
        ...

    def cancel(self) -> None:
        """Take back all work that is not done, so that nobody waits for it any more."""
        ...


class Threads:
    """Threads of this process, by default one a core."""

    def __init__(self, count: int | None = None) -> None:
        self.count = count or cores()
        self._pool = ThreadPoolExecutor(self.count, thread_name_prefix="vivavoce-work")

    def submit(self, call: Callable[..., Result], /, *about: Any) -> Future[Result]:
        """Have a piece of work done as soon as a thread is free."""
        return self._pool.submit(call, *about)

    def as_completed(self, work: Iterable[Future[Result]]) -> Iterator[Future[Result]]:
        """Give pieces of work as they are done."""
        return as_completed(work)

    def close(self) -> None:
        """Begin nothing more."""
        self._pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def workers() -> Iterator[Workers]:
    """Give workers for as long as the block lasts."""
    threads = Threads()
    try:
        yield threads
    finally:
        threads.close()


def in_order(hands: Workers, call: Callable[[Given], Result], given: Iterable[Given]) -> Iterator[Result]:
    """Give what `call` makes of each, in order, while the next ones are being made.

    Only so many are under way that nobody waits; so what is long costs no more memory than what is short.
    """
    waiting: deque[Future[Result]] = deque()
    try:
        for one in given:
            waiting.append(hands.submit(call, one))
            if len(waiting) > 2 * hands.count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def cores() -> int:
    """Give the processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1
