"""Large tables of words, read from JSON and kept as text, in a fifth of the memory that objects take."""

from __future__ import annotations

import json
import re
import struct
import zlib
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate
from typing import Any

_ENTRY = re.compile(rb'("[^"\\]*(?:\\.[^"\\]*)*"):("[^"\\]*(?:\\.[^"\\]*)*"|\{[^{}]*\})')
_BLOCK = 24
"""Entries that are searched through for one, on average."""
_KEPT = 4096
"""Answers that are kept: a text says most of its words again."""
_HEAD = struct.Struct("<2I")
"""How many entries and blocks there are; behind it is where each block begins, and where the last ends."""


def packed(data: bytes) -> bytes:
    """Pack a JSON object of texts and of flat objects, as it stands in a file, for `PackedTable`."""
    entries: Iterable[tuple[bytes, bytes]] = _ENTRY.findall(data)
    size = 1 + sum(len(key) + len(value) + 2 for key, value in entries)
    if size != len(data):  # with spaces, or with values that are no flat objects
        entries = [(_written(key), _written(value)) for key, value in json.loads(data).items()]
    count = len(list(entries))
    lines = [[b""] for _ in range(count // _BLOCK + 1)]
    for key, value in entries:
        lines[zlib.crc32(key) % len(lines)].append(b"%b:%b" % (key, value))
    blocks = [b"%b\n" % b"\n".join(each) for each in lines]
    places = accumulate(map(len, blocks), initial=0)
    return _HEAD.pack(count, len(blocks)) + struct.pack(f"<{len(blocks) + 1}I", *places) + b"".join(blocks)


class PackedTable:
    """A JSON object that `packed` packed, of which an entry is read when it is asked for.

    Nothing but `get` and `len` is there.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._length: int
        self._count: int
        self._length, self._count = _HEAD.unpack_from(data)
        self._blocks = _HEAD.size + 4 * (self._count + 1)
        self.get = lru_cache(_KEPT)(self._read)

    def __len__(self) -> int:
        return self._length

    def _read(self, key: str) -> Any:
        """Give an entry; None where there is none."""
        written = _written(key)
        place = _HEAD.size + 4 * (zlib.crc32(written) % self._count)
        first, last = (self._blocks + each for each in struct.unpack_from("<2I", self._data, place))
        found = self._data.find(b"\n%b:" % written, first, last)
        if found < 0:
            return None
        start = found + len(written) + 2
        return json.loads(self._data[start : self._data.index(b"\n", start)])


def _written(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
