"""Trying again what may pass: exponential back-off with jitter, within limits that keep a failure short."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

import tenacity

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

_back_off = tenacity.wait_exponential(multiplier=FIRST_WAIT, max=8) + tenacity.wait_random(0, 0.5)


def patiently(attempt: Callable[[], T], stop: threading.Event) -> T:
    """Call until it succeeds, and give what it gives.

    Raises the last `EngineError`: at once where it cannot pass, or when `stop` is set.
    """
    trials = tenacity.Retrying(
        retry=tenacity.retry_if_exception(lambda error: isinstance(error, EngineError) and _may_pass(error)),
        stop=tenacity.stop_any(
            tenacity.stop_after_attempt(ATTEMPTS),
            tenacity.stop_after_delay(PATIENCE),
            tenacity.stop_when_event_set(stop),
        ),
        wait=_wait,
        before_sleep=lambda state: logger.info(  # why, the service told: the error may quote the text
            "attempt %d failed; another in %.1f s", state.attempt_number, state.upcoming_sleep
        ),
        sleep=tenacity.sleep_using_event(stop),
        reraise=True,
    )
    return trials(attempt)


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


def _wait(state: tenacity.RetryCallState) -> float:
    """Give the seconds to wait: back-off, or what the service asked for where that is longer."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after or 0.0 if isinstance(error, EngineError) else 0.0
    return max(asked, float(_back_off(state)))
