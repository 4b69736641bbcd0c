"""A file that is brought somewhere: when it goes, and what a store says of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from audio import tables
from audio.models import sha256_of


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
    """A file that is brought somewhere."""

    name: str
    """Its path below the target, with `/`."""
    file: Path
    size: int
    """Bytes."""
    digest: str
    """SHA-256, in hexadecimal digits."""
    kind: Kind


def item_of(folder: Path, name: str) -> Item:
    """Give a file of a folder as what is brought. Raises `OSError`."""
    file = folder / name
    return Item(name, file, file.stat().st_size, sha256_of(file), _kind(name))


def _kind(name: str) -> Kind:
    return next(kind for kind in _kinds() if name.lower().endswith(kind.ending))


@cache
def _kinds() -> tuple[Kind, ...]:
    rows = tables.rows("audio.upload", "kinds.tsv")
    return tuple(Kind(row["ending"], int(row["turn"]), row["type"], int(row["seconds"])) for row in rows)
