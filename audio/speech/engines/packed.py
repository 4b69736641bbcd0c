"""Large tables of words, read from JSON and kept as text, in a fifth of the memory that objects take."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

_ENTRY = re.compile(rb'("[^"\\]*(?:\\.[^"\\]*)*"):("[^"\\]*(?:\\.[^"\\]*)*"|\{[^{}]*\})')
_BLOCK = 24
"""Entries that are searched through for one, on average."""
_KEPT = 4096
"""Answers that are kept: a text says most of its words again."""


class PackedTable:
    """A JSON object of texts and of flat objects, of which an entry is read when it is asked for.

    Nothing but `get` and `len` is there.
    """

    def __init__(self, data: bytes) -> None:
        """Pack an object as it stands in a file."""
        entries: Iterable[tuple[bytes, bytes]] = _ENTRY.findall(data)
        size = 1 + sum(len(key) + len(value) + 2 for key, value in entries)
        if size != len(data):  # with spaces, or with values that are no flat objects
            entries = [(_written(key), _written(value)) for key, value in json.loads(data).items()]
        self._length = len(list(entries))
        blocks = [bytearray(b"\n") for _ in range(self._length // _BLOCK + 1)]
        for key, value in entries:
            blocks[hash(key) % len(blocks)] += b"%b:%b\n" % (key, value)
        self._blocks = tuple(map(bytes, blocks))
        self.get = lru_cache(_KEPT)(self._read)

    def __len__(self) -> int:
        return self._length

    def _read(self, key: str) -> Any:
        """Give an entry; None where there is none."""
        written = _written(key)
        block = self._blocks[hash(written) % len(self._blocks)]
        found = block.find(b"\n%b:" % written)
        if found < 0:
            return None
        start = found + len(written) + 2
        return json.loads(block[start : block.index(b"\n", start)])


def _written(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
