"""One command's use of a cluster: connected, its workers asked, one way of computing agreed on."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from audio.cast import Voice
from audio.cluster.dispatch import Dispatcher
from audio.cluster.roster import Roster, best_ways
from audio.cluster.there import VOICES
from audio.errors import InputError, VivavoceError
from audio.extras import lacking
from audio.speech import InSeveralWays, engine, marked
from audio.tasks import Machines, Workers

if TYPE_CHECKING:
    from distributed import Client

LOCAL = "local"
"""In place of an address: workers that are started on this machine, and end with the command."""
_SCHEMES = ("tcp://", "tls://", "ws://", "wss://", "ucx://")
_CONNECT = 10.0
"""Seconds for which a scheduler may let itself be waited for."""
_FIRST_WORKER = 60.0
"""Seconds for which the first worker may."""

Result = TypeVar("Result")


def lacking_cluster(address: str) -> str:
    """Say in a sentence why a cluster at an address cannot be used at all; empty where it can."""
    if address != LOCAL and not address.startswith(_SCHEMES):
        return f"{address!r} is no scheduler of a cluster: write one, such as tcp://scheduler:8786, or local."
    return lacking("A cluster", "cluster", "distributed")


@dataclass(frozen=True, slots=True)
class Cluster:
    """The workers of a cluster, for work of one priority."""

    _dispatcher: Dispatcher
    _priority: int = 0

    @property
    def count(self) -> int:
        """Give how many pieces of work they do at once."""
        return self._dispatcher.roster.count

    def submit(self, call: Callable[..., Result], /, *about: Any) -> Future[Result]:
        """Have a worker call a function that it has by that name too, with plain values."""
        return self._dispatcher.submit(self._priority, call, *about)

    def as_completed(self, work: Iterable[Future[Result]]) -> Iterator[Future[Result]]:
        """Give pieces of work as they are done."""
        return self._dispatcher.as_completed(work)

    def for_episode(self, date: dt.date | None) -> Workers:
        """Give them for an episode of that date: the oldest is done first, one without a date last."""
        return replace(self, _priority=-(date or dt.date.max).toordinal())

    def cancel(self) -> None:
        """Take back all work that is not done."""
        self._dispatcher.cancel()


@contextmanager
def cluster(address: str, voices: Iterable[Voice], tell: Callable[[str], None]) -> Iterator[Machines]:
    """Have a cluster speak with these voices while the block lasts; `tell` hears who is not used, and why.

    `address` is its scheduler's, or `local`. Its workers are made ready first: they get what the voices need,
    and all compute in the way that is fastest of those that each of them has, as this machine then also takes
    it. Raises `InputError` for an address that is none, `VivavoceError` where no scheduler answers, no worker
    joins, or none is fit.
    """
    if problem := lacking_cluster(address):
        raise InputError(problem)
    asked = tuple(sorted({replace(voice, gain_db=0.0, pan=0.0) for voice in voices}, key=str))
    with ExitStack() as stack:
        stack.enter_context(_silent())
        scheduler = stack.enter_context(_local()) if address == LOCAL else address
        mark = stack.enter_context(marked())
        connect = partial(_connected, scheduler)
        dispatcher = Dispatcher(connect, Roster(tell), VOICES.dump_json(asked).decode(), mark)
        stack.callback(dispatcher.close)
        roster = dispatcher.roster
        _wait_for_workers(roster, address)
        roster.ways = best_ways(roster.offers.values())
        for name, way in roster.ways.items():
            speaker = engine(name)
            if isinstance(speaker, InSeveralWays):
                stack.enter_context(speaker.in_way(way))
        yield Cluster(dispatcher)


def _wait_for_workers(roster: Roster, address: str) -> None:
    """Wait until all who are there have answered."""
    until = time.monotonic() + _FIRST_WORKER
    while roster.asked or not roster.threads:
        if not roster.threads and time.monotonic() > until:
            raise VivavoceError(
                f"No worker has joined {address}: start one with `dask worker {address}`, "
                "where vivavoce[cluster] is installed."
            )
        time.sleep(0.02)
    if not roster.offers:
        raise VivavoceError("\n".join(roster.refused.values()))


def _connected(scheduler: str) -> Client:
    """Connect to a scheduler, encrypted as Dask's configuration says. Raises `VivavoceError`."""
    from distributed import Client, Security  # noqa: PLC0415 - comes with an extra

    why = "Dask's configuration has no certificate for it"
    try:
        if not scheduler.startswith("tls") or Security().get_connection_args("client")["ssl_context"]:
            return Client(scheduler, timeout=_CONNECT, set_as_default=False)
    except Exception as error:  # Dask's errors of connections have no root in common
        logging.getLogger(__name__).debug("no connection", exc_info=True)
        why = str(error).rstrip(".") or type(error).__name__
    raise VivavoceError(
        f"No scheduler answers at {scheduler} ({why}): "
        "start it with `dask scheduler`, or look at its address."
    )


@contextmanager
def _local() -> Iterator[str]:
    """Start workers on this machine, as many as Dask finds right, and give their scheduler's address."""
    from distributed import LocalCluster  # noqa: PLC0415 - comes with an extra

    # Without a port of its own it takes Dask's usual one, and warns where that is in use.
    page = {"dashboard_address": "127.0.0.1:0", "scheduler_kwargs": {"dashboard": False}}
    with LocalCluster(**page, silence_logs=logging.CRITICAL) as started:
        yield str(started.scheduler_address)


@contextmanager
def _silent() -> Iterator[None]:
    """Keep Dask from telling of connections that come and go: what matters is told in sentences."""
    import distributed  # noqa: F401, PLC0415 - comes with an extra, and sets levels of its own

    known = [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]
    talking = [logging.getLogger(name) for name in (*known, "tornado", "asyncio")]
    before = [each.level for each in talking]
    for each in talking:
        each.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for each, level in zip(talking, before, strict=True):
            each.setLevel(level)
