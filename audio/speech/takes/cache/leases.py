"""Who uses which clips just now, and who speaks which take: leases and locks that end with their process."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from audio.errors import EngineError
from audio.files import claimed, claims
from audio.models import cache_folder

logger = logging.getLogger(__name__)
_GLANCE = 0.1
"""Seconds between two looks at whether to stop."""
_IN_USE = ".in-use"
"""Folder of the leases and of the locks of takes that are being made."""
_CLIPS = "clips"
"""File of a lease: the names of its clips, a line each."""

_changing = threading.Lock()
_leases: dict[Path, tuple[Path, ExitStack, int]] = {}
"""This process's own, by the folder of takes: its claim, what ends it, and how many blocks it is for."""


def takes_folder() -> Path:
    """Give the folder of the takes."""
    return cache_folder() / "takes"


@contextmanager
def takes_in_use() -> Iterator[None]:
    """Keep every take that is found or made in the block from being pruned until the block ends.

    Blocks may lie within one another and in several threads: the last that ends, ends the lease. Where the
    cache cannot be written there is none.
    """
    folder = takes_folder()
    with ExitStack() as until_the_end:
        with _changing, suppress(OSError):
            claim, ending, count = _leases.get(folder) or _lease_of(folder)
            _leases[folder] = claim, ending, count + 1
            until_the_end.callback(_give_back, folder)
        yield


def _lease_of(folder: Path) -> tuple[Path, ExitStack, int]:
    ending = ExitStack()
    claim = ending.enter_context(claimed(folder / _IN_USE))
    _clear_locks(folder / _IN_USE)
    return claim, ending, 0


def _give_back(folder: Path) -> None:
    with _changing:
        claim, ending, count = _leases.pop(folder)
        if count > 1:
            _leases[folder] = claim, ending, count - 1
        else:
            ending.close()


def workshop() -> Path | None:
    """Give the folder for what is being written, which goes with the lease; None where there is none."""
    lease = _leases.get(takes_folder())
    return lease[0] if lease else None


def lease(clips: Iterable[Path]) -> None:
    """Take note, before they are relied on, that clips are in use. Raises `OSError`."""
    if claim := workshop():
        with (claim / _CLIPS).open("a", encoding="utf-8") as listed:
            listed.writelines(f"{clip.name}\n" for clip in clips)


def leased() -> set[str]:
    """Give the names of the clips that living processes use, this one as well."""
    names: set[str] = set()
    for claim in claims(takes_folder() / _IN_USE):
        with suppress(OSError):  # ended meanwhile, or nothing is leased yet
            names.update((claim / _CLIPS).read_text(encoding="utf-8").splitlines())
    return names


@contextmanager
def unchanged() -> Iterator[None]:
    """Let nobody else prune or rely on takes while the block lasts, unless the cache cannot be written."""
    with ExitStack() as stack:
        with suppress(OSError, NotImplementedError):
            stack.enter_context(FileLock(takes_folder() / ".lock"))
        yield


@contextmanager
def making(key: str, stop: threading.Event, *, patient: bool) -> Iterator[bool]:
    """Be the one who makes the take of a key, in all processes; tell whether that could be.

    A patient caller waits for another, until `stop` is set: then it raises `EngineError`.
    """
    lock = FileLock(takes_folder() / _IN_USE / f"{key}.lock")
    try:
        mine = _acquired(lock, stop, patient=patient)
    except (OSError, NotImplementedError):  # no rights or no locks there: each for itself
        mine = True
    try:
        yield mine
    finally:
        if lock.is_locked:
            with suppress(OSError):
                Path(lock.lock_file).unlink()  # whoever waits for it looks for the take first
            lock.release()


def _acquired(lock: FileLock, stop: threading.Event, *, patient: bool) -> bool:
    Path(lock.lock_file).parent.mkdir(parents=True, exist_ok=True)
    while not lock.is_locked:
        with suppress(Timeout):
            lock.acquire(timeout=_GLANCE if patient else 0)
        if not patient:
            break
        if stop.is_set():
            raise EngineError("The render was stopped.")
    return lock.is_locked


def _clear_locks(folder: Path) -> None:
    """Remove the locks that killed processes left."""
    for file in folder.glob("*.lock"):
        with suppress(Timeout, OSError, NotImplementedError), FileLock(file).acquire(timeout=0):
            file.unlink()
