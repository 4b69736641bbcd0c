"""What was worked out and can be worked out again: kept for the next time.

Each piece lies in a file of the cache that is named by a digest of all that it depends on, and begins with a
digest of itself: one that is damaged, cannot be read or cannot be written is worked out again.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from audio.errors import VivavoceError
from audio.models import cache_folder

_DIGEST = 16
"""Bytes of a digest before what it is of."""
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
        if _digest(found[_DIGEST:]) == found[:_DIGEST]:
            if time.time() - place.stat().st_mtime > _FRESH:
                os.utime(place)
            return found[_DIGEST:]
    made = make()
    if folder not in _tidied:
        _tidied.add(folder)
        tidy()
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(f".{secrets.token_hex(4)}")
        try:
            draft.write_bytes(_digest(made) + made)
            draft.replace(place)
        finally:
            draft.unlink(missing_ok=True)
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


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()
