"""How much room the takes take, and making room: what is in use stays."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from audio.speech.takes.cache.keeping import held_here, telling
from audio.speech.takes.cache.leases import leased, takes_folder, unchanged
from audio.speech.takes.cache.records import Held
from audio.tasks import tidy


@dataclass(frozen=True, slots=True)
class CacheState:
    """What the cache of takes holds."""

    folder: Path
    takes: int
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was removed."""

    takes: int
    size: int
    """Bytes."""
    in_use: int = 0
    """Takes that were to be removed and stay, since a render uses them."""


def show() -> CacheState:
    """Count the takes and their bytes."""
    return CacheState(takes_folder(), len(_held()), sum(map(_size, _files())))


@telling()
def prune(*, older_than_days: float | None = None, largest: int | None = None) -> Pruned:
    """Remove takes not used for so many days, then the longest unused down to `largest` bytes.

    Those that a render uses stay, in whatever process it is; so do those that cannot be removed, which are
    not counted. What was worked out from takes and is as old goes with them. Raises `PublishError` where
    nobody may look into the cache.
    """
    if older_than_days is None and largest is None:
        return Pruned(0, 0)
    if older_than_days is not None:
        tidy(older_than_days * 86_400)
    with unchanged():
        files = set(_files())
        before = left = sum(map(_size, files))
        held = sorted(_held(), key=_last_used)
        in_use = leased()  # read after the listing: who writes a clip leases it first
        needed = [one.clip for one in held]
        stray = files - {*needed, *(one.about for one in held)}
        left -= _removed(path for path in stray if path.name not in in_use)
        takes = spared = 0
        for one in held:
            too_old = older_than_days is not None and time.time() - _last_used(one) > older_than_days * 86_400
            if not too_old and (largest is None or left <= largest):
                continue
            if one.clip.name in in_use:
                spared += 1
                continue
            gone = _removed([one.about])
            if gone:
                needed.remove(one.clip)
                takes, left = takes + 1, left - gone
                left -= _removed([one.clip] if one.clip not in needed else [])
    return Pruned(takes, before - left, spared)


def _held() -> list[Held]:
    """Give every take, those that are damaged left out."""
    return list(held_here([path.stem for path in takes_folder().glob("*/*.json")]).values())


def _files() -> Iterator[Path]:
    """Give the files of all takes."""
    for ending in ("wav", "json"):
        yield from takes_folder().glob(f"*/*.{ending}")


def _last_used(held: Held) -> float:
    """Give when a take was last used, seconds since the epoch; the future counts as now."""
    with suppress(OSError):
        used, now = held.about.stat().st_mtime, time.time()
        if used > now:  # a clock was set back; from now on it ages
            os.utime(held.about, (now, now))
        return min(used, now)
    return 0.0


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # gone meanwhile
        return 0


def _removed(files: Iterable[Path]) -> int:
    """Remove files, and give the bytes that came free; what another has open or owns stays."""
    freed = 0
    for file in files:
        with suppress(OSError):
            size = file.stat().st_size
            file.unlink()
            freed += size
    return freed
