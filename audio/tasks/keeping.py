"""What was worked out and can be worked out again: kept for the next time.

Each piece lies in a file of the cache that is named by a digest of all that it depends on, and begins with a
checksum of itself: one that is damaged, written by half, or cannot be read is worked out again.
"""

from __future__ import annotations

import hashlib
import os
import time
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from audio.errors import VivavoceError
from audio.models import cache_folder

_CHECKSUM = 4
"""Bytes of a checksum before what it is of."""
_FRESH = 86_400.0
"""Seconds for which a piece counts as just used."""
_UNUSED = 30 * 86_400.0
"""Seconds without use after which a piece is removed."""
_tidied: set[Path] = set()
"""Folders in which this process has looked for such pieces."""


def kept_folder() -> Path:
    """Give the folder of what is kept."""
    return cache_folder() / "mixed"


def kept(about: Iterable[object] | None, make: Callable[[], bytes]) -> bytes:
    """Give what `make` gives, from the cache where it is there; `about` is all that it depends on.

    Where that cannot be told, None, it is made and not kept.
    """
    if about is None:
        return make()
    try:
        folder = kept_folder()
    except VivavoceError:  # nobody may look into it
        return make()
    name = hashlib.blake2b(repr(tuple(about)).encode(), digest_size=20).hexdigest()
    place = folder / name[:2] / name
    with suppress(OSError):
        found = place.read_bytes()
        if _checksum(found[_CHECKSUM:]) == found[:_CHECKSUM]:
            if time.time() - place.stat().st_mtime > _FRESH:
                os.utime(place)
            return found[_CHECKSUM:]
    made = make()
    if folder not in _tidied:
        _tidied.add(folder)
        tidy()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(_checksum(made) + made)
    except OSError:  # a full disk, as often as not
        with suppress(OSError):
            place.unlink(missing_ok=True)
    return made


def tidy(older_than: float = _UNUSED) -> int:
    """Remove what was not used for so many seconds, and give how many bytes that frees."""
    freed, now = 0, time.time()
    for file in kept_folder().glob("*/*"):
        with suppress(OSError):
            state = file.stat()
            if now - state.st_mtime >= older_than:
                file.unlink()
                freed += state.st_size
    return freed


def _checksum(data: bytes) -> bytes:
    """Give a CRC, which finds damage in a fifth of the time that a digest takes."""
    return zlib.crc32(data).to_bytes(_CHECKSUM, "little")
