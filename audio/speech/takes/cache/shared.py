"""The store in which machines share takes: the files of the folder of takes, at the same names.

It is wherever `VIVAVOCE_CACHE` says, in any place that fsspec knows; the folder stands in front of it, and
only there is known who uses and makes what. Clips are named by their content and never change, and one is
there before the record that names it: so what is read is whole or none, whatever others write meanwhile.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from audio.errors import VivavoceError
from audio.extras import present
from audio.files import without_passwords
from audio.models import CACHE_VARIABLE, shared_cache
from audio.speech.takes.cache.leases import lease, takes_folder, takes_in_use
from audio.speech.takes.cache.records import Held, Record, clip_place, record_place, write_file

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_ABSENT = 60.0
"""Seconds for which a take that was not there is not asked for again."""
_MARKS = ".marks"
"""Folder of what tells machines that they share a cache."""
_OLD_MARK = 7 * 86_400.0
"""Seconds after which a mark is one that a killed process left: no render takes so long."""

_absent: dict[str, float] = {}
"""When takes were found to be absent, by their keys; the monotonic clock."""
_there: set[str] = set()
"""Clips that this process knows to be in the store, by their SHA-256."""


def fetch(keys: Sequence[str]) -> tuple[str, ...]:
    """Bring takes from the store into the folder, those that are there and whole, and give their keys.

    Raises `VivavoceError` where the store does not answer: what may be paid for is not taken for absent.
    """
    now = time.monotonic()
    wanted = [key for key in keys if now - _absent.get(key, -_ABSENT) >= _ABSENT]
    if not wanted or not shared_cache():
        return ()
    records: dict[str, Record] = {}
    for key, data in zip(wanted, _read(map(record_place, wanted)), strict=True):
        with suppress(ValueError):  # no JSON, or none of ours
            if data is not None:
                records[key] = Record.model_validate_json(data)
    missing = list(dict.fromkeys(each.sha256 for each in records.values() if not _is_here(each)))
    clips = dict(zip(missing, _read(map(clip_place, missing)), strict=True))
    brought = tuple(key for key, record in records.items() if _keep(key, record, clips))
    _absent.update(dict.fromkeys(set(wanted) - set(brought), now))
    return brought


def expect(keys: Iterable[str]) -> None:
    """Ask for these takes again, though they were absent: somebody has just made them."""
    for key in keys:
        _absent.pop(key, None)


def share(takes: Sequence[Held]) -> None:
    """Bring takes into the store, where there is one. Raises `VivavoceError` where it cannot be written."""
    if shared_cache():
        new = {held.record.sha256: held.clip for held in takes if held.record.sha256 not in _there}
        _write({clip_place(sha256): clip.read_bytes() for sha256, clip in new.items()})
        _there.update(new)
        _write({held.about: held.record.model_dump_json().encode() for held in takes})
        expect(held.key for held in takes)


@contextmanager
def marked() -> Iterator[str]:
    """Leave a mark in the cache for as long as the block lasts, and give it; see `sees`.

    Marks that killed processes left there are removed. Raises `VivavoceError` and `OSError` where the cache
    cannot be written.
    """
    mark = f"{time.time():.0f}-{secrets.token_hex(8)}"
    place = takes_folder() / _MARKS / mark
    place.parent.mkdir(parents=True, exist_ok=True)
    place.touch()
    try:
        if shared_cache():
            _write({place: b"\n"})
        _remove_old_marks(place.parent)
        yield mark
    finally:
        place.unlink(missing_ok=True)
        if shared_cache():
            with suppress(Exception), _telling():
                system, root = _opened(shared_cache())
                system.rm_file(_name(root, place))


def _remove_old_marks(folder: Path) -> None:
    """Remove marks that are older than any render; their names tell when they were left."""
    for mark in folder.iterdir():
        if _is_old(mark.name):
            with suppress(OSError):  # another user's
                mark.unlink()
    if shared_cache():
        with suppress(Exception), _telling():  # as many as can be; the next one tries again
            system, root = _opened(shared_cache())
            for name in system.ls(_name(root, folder), detail=False):
                if _is_old(name.rpartition("/")[2]):
                    system.rm_file(name)


def _is_old(mark: str) -> bool:
    left_at, _, _ = mark.partition("-")
    return left_at.isdecimal() and time.time() - float(left_at) > _OLD_MARK


def sees(mark: str) -> bool:
    """Tell whether this machine sees a mark: then both have one cache. Raises `VivavoceError`."""
    place = takes_folder() / _MARKS / mark
    return place.exists() or bool(shared_cache() and _read([place])[0])


def _is_here(record: Record) -> bool:
    return clip_place(record.sha256).exists()


def _keep(key: str, record: Record, clips: Mapping[str, bytes | None]) -> bool:
    """Put a take into the folder; tell whether it is whole."""
    if not _is_here(record):
        data = clips.get(record.sha256)
        if data is None or hashlib.sha256(data).hexdigest() != record.sha256:
            return False
        with takes_in_use():
            lease([clip_place(record.sha256)])
            write_file(data, clip_place(record.sha256))
    write_file(record.model_dump_json().encode(), record_place(key))
    _there.add(record.sha256)
    return True


def _read(places: Iterable[Path]) -> list[bytes | None]:
    """Give what the store has at these places of the folder, as many at once as it can; None for nothing."""
    with _telling():
        system, root = _opened(shared_cache())
        names = [_name(root, place) for place in places]
        found = system.cat(names, on_error="return") if names else {}
        for answer in found.values():
            if isinstance(answer, Exception) and not isinstance(answer, FileNotFoundError):
                raise answer
        return [found[name] if isinstance(found.get(name), bytes) else None for name in names]


def _write(files: Mapping[Path, bytes]) -> None:
    from fsspec.asyn import AsyncFileSystem  # noqa: PLC0415 - comes with an extra

    with _telling():
        system, root = _opened(shared_cache())
        named = {_name(root, place): data for place, data in files.items()}
        if not isinstance(system, AsyncFileSystem):  # those are stores of objects, without folders
            for folder in {name.rpartition("/")[0] for name in named}:
                system.makedirs(folder, exist_ok=True)
        if named:
            system.pipe(named)


def _name(root: str, place: Path) -> str:
    return f"{root}/{place.relative_to(takes_folder().parent).as_posix()}"


@cache
def _opened(address: str) -> tuple[AbstractFileSystem, str]:
    """Give the file system of an address, and the path within it."""
    if not present("fsspec"):
        raise VivavoceError(
            f"{CACHE_VARIABLE} is the address {without_passwords(address)}, for which the package fsspec is "
            "needed: `pip install 'vivavoce[cluster]'`, or name a folder."
        )
    from fsspec.core import url_to_fs  # noqa: PLC0415 - comes with an extra

    system, root = url_to_fs(address)
    return system, str(root).rstrip("/")


@contextmanager
def _telling() -> Iterator[None]:
    """Say what to do where the store fails. Raises `VivavoceError` for whatever its library raises."""
    try:
        yield
    except VivavoceError:
        raise
    except Exception as error:  # the libraries behind fsspec have no root of errors in common
        why = without_passwords(str(error)).rstrip(".") or type(error).__name__
        raise VivavoceError(
            f"The shared cache {without_passwords(shared_cache())} cannot be used: {why}. "
            f"Try again when it answers, or name a folder in {CACHE_VARIABLE}."
        ) from error
