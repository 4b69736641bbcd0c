"""How many may call an engine at once on this machine: one a processor core, as far as the memory goes."""

from __future__ import annotations

import threading
from pathlib import Path

from audio.speech.engines import Engine, NeedsMemory
from audio.tasks import cores

_KEPT_FREE = 200_000_000
"""Bytes that are left to everything else."""
_CGROUP = Path("/sys/fs/cgroup")
"""Where Linux says what a container may use (cgroup v2, kernel documentation)."""


class Slots:
    """Leave to call engines: never more calls of one at once than there is room for.

    Those who speak beside each other share them.
    """

    def __init__(self, workers: int | None = None) -> None:
        self._workers = workers
        self._finding = threading.Lock()
        self._found: dict[str, tuple[int, threading.BoundedSemaphore]] = {}

    def count(self, speaker: Engine) -> int:
        """Give how many may call an engine at once, as was found out the first time."""
        return self._of(speaker)[0]

    def one(self, speaker: Engine) -> threading.BoundedSemaphore:
        """Give what to hold while an engine is called."""
        return self._of(speaker)[1]

    def engines(self) -> tuple[str, ...]:
        """Give the names of the engines that were asked for."""
        return tuple(self._found)

    def _of(self, speaker: Engine) -> tuple[int, threading.BoundedSemaphore]:
        with self._finding:
            if speaker.name not in self._found:
                wanted = self._workers or speaker.parallel or callers_for(speaker)
                count = min(wanted, speaker.parallel or wanted)
                self._found[speaker.name] = count, threading.BoundedSemaphore(count)
            return self._found[speaker.name]


def callers_for(engine: Engine) -> int:
    """Give how many may call an engine at once: at least one, though memory is short."""
    if not isinstance(engine, NeedsMemory):
        return cores()
    first, further = engine.memory
    left = free_memory() - _KEPT_FREE - first
    return max(1, min(cores(), 1 + left // further))


def free_memory() -> int:
    """Give the bytes that can be used without swapping: of the machine, or of the container within it."""
    import psutil  # noqa: PLC0415 - only engines that need much memory ask

    free = int(psutil.virtual_memory().available)
    try:
        limit, used = (int((_CGROUP / f"memory.{name}").read_text()) for name in ("max", "current"))
        about = dict(line.split() for line in (_CGROUP / "memory.stat").read_text().splitlines())
        cached = int(about.get("inactive_file", 0))  # counted as used, and given back when it is needed
    except (OSError, ValueError):  # none, or no limit, which is written `max`
        return free
    return min(free, max(0, limit - used + cached))
