"""Which files of a folder are published, in which order, and what a store says of each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from audio import tables
from audio.errors import InputError
from audio.models import sha256_of

WORKING = ("previews", "retakes", "auditions")
"""Folders of what was tried."""
_DRAFT, _CHOICES = ".draft.", ".takes.json"


@dataclass(frozen=True, slots=True)
class Kind:
    """What is known of files by the end of their names."""

    ending: str
    turn: int
    """1 is sent first."""
    type: str
    """Media type."""
    seconds: int
    """How long a copy of it may be kept."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file that is published."""

    name: str
    """Its path below the folder, and below the target, with `/`."""
    file: Path
    size: int
    """Bytes."""
    digest: str
    """SHA-256, in hexadecimal digits."""
    kind: Kind


def items_in(folder: Path) -> tuple[Item, ...]:
    """Give what is published of a folder, as it is sent: sound, what goes with it, pages, the feed.

    Hidden files, drafts, previews and the like stay, as do links that lead out of the folder. Raises
    `InputError` where there is no such folder or nothing in it.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: there is no such folder. `vivavoce build` makes it.")
    items = [_item(name, file) for name, file in _files(folder)]
    if not items:
        raise InputError(f"{folder}: nothing in it is published. `vivavoce build` makes it.")
    return tuple(sorted(items, key=lambda item: (item.kind.turn, item.name)))


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    real = folder.resolve()
    for inner, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in WORKING]
        for name in names:
            file = Path(inner, name)
            if name.startswith(".") or _DRAFT in name or name.endswith(_CHOICES):
                continue
            if file.is_file() and file.resolve().is_relative_to(real):
                yield file.relative_to(folder).as_posix(), file


def _item(name: str, file: Path) -> Item:
    return Item(name, file, file.stat().st_size, sha256_of(file), _kind(name))


def _kind(name: str) -> Kind:
    return next(kind for kind in _kinds() if name.lower().endswith(kind.ending))


@cache
def _kinds() -> tuple[Kind, ...]:
    rows = tables.rows("audio.upload", "kinds.tsv")
    return tuple(Kind(row["ending"], int(row["turn"]), row["type"], int(row["seconds"])) for row in rows)
