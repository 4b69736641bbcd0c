"""Attention: whether somebody waits for an answer or a first sound, so that other work rests meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_REST = 0.1
"""Seconds behind an answer in which another question is likely."""


class Attention:
    """Counts who waits. Any thread may ask."""

    def __init__(self) -> None:
        self._changing = threading.Lock()
        self._waiting = 0
        self._last = -_REST

    @property
    def wanted(self) -> bool:
        """Tell whether somebody waits, or has just been answered."""
        return self._waiting > 0 or time.monotonic() - self._last < _REST

    def silence(self) -> float:
        """Give the seconds for which nobody has waited; 0 while somebody does."""
        return 0.0 if self._waiting else time.monotonic() - self._last

    @contextmanager
    def somebody_waits(self) -> Iterator[None]:
        """Count somebody who waits as long as the block lasts."""
        with self._changing:
            self._waiting += 1
        try:
            yield
        finally:
            with self._changing:
                self._waiting -= 1
                self._last = time.monotonic()
