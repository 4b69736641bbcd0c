"""Trying again what may pass: exponential back-off with jitter, within limits that keep a failure short."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

from audio.errors import EngineError

logger = logging.getLogger(__name__)
ATTEMPTS = 4
LONGEST_WAIT = 30.0
"""Seconds; a service that asks for more is not waited for."""
PATIENCE = 45.0
"""Seconds after which no further attempt is begun."""
LONGEST_CALL = 300.0
"""Seconds that a service may take over one text, however steadily its reply trickles in."""
FIRST_WAIT = 0.5
"""Seconds before the second attempt; each further wait is up to twice as long."""

_GLANCE = 0.1
"""Seconds between two looks at whether to stop."""

T = TypeVar("T")


def patiently(attempt: Callable[[], T], stop: threading.Event) -> T:
    """Call until it succeeds, and give what it gives.

    Raises the last `EngineError`: at once where it cannot pass, or when `stop` is set.
    """
    ends = time.monotonic() + PATIENCE
    for number in range(1, ATTEMPTS):
        try:
            return attempt()
        except EngineError as error:  # noqa: PERF203 - it is what is waited for
            if not _may_pass(error) or stop.is_set() or time.monotonic() >= ends:
                raise
            pause = max(error.retry_after or 0.0, _back_off(number))
            # Why, the service told: the error may quote the text.
            logger.info("attempt %d failed; another in %.1f s", number, pause)
            stop.wait(pause)
    return attempt()


def unless_stopped(call: Callable[[], T], stop: threading.Event) -> T:
    """Call in a thread of its own, which is left behind when `stop` is set: a service may take a minute.

    Raises what the call raises, and `EngineError` where it was left behind, also after `LONGEST_CALL`.
    """
    outcome: Future[T] = Future()

    def run() -> None:
        try:
            outcome.set_result(call())
        except BaseException as error:  # it is raised where the call is waited for
            outcome.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    ends = time.monotonic() + LONGEST_CALL
    while not wait([outcome], timeout=_GLANCE).done:
        if stop.is_set():
            raise EngineError("The render was stopped.")
        if time.monotonic() > ends:
            raise EngineError("The service gave no whole answer in time.", passing=True)
    return outcome.result()


def _may_pass(error: EngineError) -> bool:
    return error.passing and (error.retry_after or 0) <= LONGEST_WAIT


def _back_off(attempt: int) -> float:
    """Give the seconds to wait after so many attempts, from 1 on: callers do not all come again at once."""
    return min(FIRST_WAIT * 2.0 ** (attempt - 1), 8.0) + random.uniform(0, 0.5)  # noqa: S311 - no secret
