"""The index of the takes: what is known of each without opening its files. It can be made anew at any time.

The truth is what lies beside the clips. A row holds for as long as its files look as they did when they were
read; where the index is damaged, locked or cannot be written, the files are read again.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from typing import NamedTuple, TypeVar

from audio.speech.takes.cache.leases import takes_folder

logger = logging.getLogger(__name__)
NAME = "index-1.sqlite3"
"""Of the file, with the version of its form."""
_PATIENCE = 10.0
"""Seconds to wait for another process."""
_AT_ONCE = 500
"""Keys in one question; SQLite takes 999 at least."""
_FORM = """
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS takes (
    key TEXT PRIMARY KEY, clip TEXT NOT NULL, proof TEXT NOT NULL, record BLOB NOT NULL
) WITHOUT ROWID
"""

T = TypeVar("T")


class Row(NamedTuple):
    """What is known of a take."""

    key: str
    clip: str
    """Path beneath the folder of takes."""
    proof: str
    """How its files looked when they were read and found whole."""
    record: bytes
    """What lies beside the clip."""


def rows(keys: Sequence[str]) -> dict[str, Row]:
    """Give the rows of these keys that there are."""

    def ask(index: sqlite3.Connection) -> dict[str, Row]:
        found: dict[str, Row] = {}
        for first in range(0, len(keys), _AT_ONCE):
            some = keys[first : first + _AT_ONCE]
            marks = ",".join("?" * len(some))
            answer = index.execute(f"SELECT * FROM takes WHERE key IN ({marks})", some)  # noqa: S608 - marks
            found |= {row[0]: Row(*row) for row in answer}
        return found

    return _within(ask, {})


def note(changed: Iterable[Row], gone: Iterable[str] = ()) -> None:
    """Take note of takes that were read, and of those that are no more."""

    def change(index: sqlite3.Connection) -> None:
        index.executemany("REPLACE INTO takes VALUES (?, ?, ?, ?)", changed)
        index.executemany("DELETE FROM takes WHERE key = ?", [(key,) for key in gone])

    _within(change, None)


def _within(work: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
    """Open the index for a moment; where that fails give `otherwise`, and clear away what is no index."""
    path = takes_folder() / NAME
    if not path.parent.is_dir():
        return otherwise
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE)) as index, index:
            index.executescript(_FORM)
            return work(index)
    except sqlite3.OperationalError as error:  # no room, no rights, or another has it for too long
        logger.debug("the index of takes is not used: %s", error)
    except sqlite3.DatabaseError as error:
        logger.info("the index of takes is damaged and will be made again (%s)", error)
        with suppress(OSError):
            path.unlink()
    return otherwise
