"""The boxes that an MP4 is made of: read, written, and those that describe a track of pictures.

ISO/IEC 14496-12 names them; `jpeg` as the kind of a sample is QuickTime's.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from typing import BinaryIO

MILLISECONDS = 1000
"""Units a second in which a track of pictures counts."""
_UNDETERMINED = 0x55C4
"""ISO 639-2's `und`, in three times five bits."""
_NAME = "Chapter pictures"
_CODEC = "Photo - JPEG"
_DOTS = 72 << 16
"""Dots an inch, as 16.16."""


def walk(file: BinaryIO, start: int = 0, end: int | None = None) -> Iterator[tuple[bytes, int, int, int]]:
    """Give the boxes of a stretch of a file: the name of each, its start, that of its content, its end."""
    end = file.seek(0, io.SEEK_END) if end is None else end
    while start + 8 <= end:
        file.seek(start)
        size, name = struct.unpack(">I4s", file.read(8))
        head = 8
        if size == 1:
            size, head = struct.unpack(">Q", file.read(8))[0], 16
        stop = start + max(size, 8) if size else end
        yield name, start, start + head, stop
        start = stop


def find(file: BinaryIO, *path: bytes) -> tuple[int, int] | None:
    """Give start and size of the first box at a path of names, such as `moov`, `udta`; None where none is."""
    start, inner, end = 0, 0, file.seek(0, io.SEEK_END)
    for wanted in path:
        found = (places for name, *places in walk(file, inner, end) if name == wanted)
        if (place := next(found, None)) is None:
            return None
        start, inner, end = place
    return start, end - start


def boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give name and content of the boxes one behind the other in `data`."""
    return ((name, data[inner:end]) for name, _, inner, end in walk(io.BytesIO(data)))


def box(name: bytes, *contents: bytes) -> bytes:
    """Give a box of that name of four letters."""
    content = b"".join(contents)
    return struct.pack(">I4s", 8 + len(content), name) + content


def full_box(name: bytes, content: bytes, version: int = 0, flags: int = 0) -> bytes:
    """Give a box that begins with a version and flags."""
    return box(name, struct.pack(">I", version << 24 | flags), content)


def picture_media(lengths: Sequence[int], places: Sequence[int], sizes: Sequence[int], side: int) -> bytes:
    """Give the `mdia` of a track of square JPEGs of `side` pixels.

    For each picture: how many milliseconds it is shown, at which byte of the file it begins, and its bytes.
    """
    header = struct.pack(">IIIIHH", 0, 0, MILLISECONDS, sum(lengths), _UNDETERMINED, 0)
    handler = struct.pack(">I4s", 0, b"vide") + bytes(12) + _NAME.encode("ascii") + b"\0"
    here = full_box(b"dref", struct.pack(">I", 1) + full_box(b"url ", b"", flags=1))
    information = box(
        b"minf",
        full_box(b"vmhd", bytes(8), flags=1),
        box(b"dinf", here),
        _samples(lengths, places, sizes, side),
    )
    return box(b"mdia", full_box(b"mdhd", header), full_box(b"hdlr", handler), information)


def _samples(lengths: Sequence[int], places: Sequence[int], sizes: Sequence[int], side: int) -> bytes:
    """Give the `stbl`: every picture is a chunk of its own, and several may be the same bytes."""
    count = len(lengths)
    long = max(places) >> 31  # what is added in front later has room
    return box(
        b"stbl",
        full_box(b"stsd", struct.pack(">I", 1) + _jpeg(side)),
        full_box(b"stts", struct.pack(f">I{2 * count}I", count, *(n for ms in lengths for n in (1, ms)))),
        full_box(b"stsc", struct.pack(">IIII", 1, 1, 1, 1)),
        full_box(b"stsz", struct.pack(f">II{count}I", 0, count, *sizes)),
        full_box(
            b"co64" if long else b"stco", struct.pack(f">I{count}{'Q' if long else 'I'}", count, *places)
        ),
    )


def _jpeg(side: int) -> bytes:
    """Give the description of the samples."""
    name = bytes([len(_CODEC)]) + _CODEC.encode("ascii").ljust(31, b"\0")
    return box(
        b"jpeg",
        struct.pack(">6xH16xHHIIIH", 1, side, side, _DOTS, _DOTS, 0, 1),
        name,
        struct.pack(">Hh", 24, -1),
    )
