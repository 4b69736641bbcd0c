"""WAV: for previews, and cue points in those that are edited."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

from audio.files import replacing
from audio.mix import Programme
from audio.publish.chapters import ChapterMark
from audio.publish.sound import encode

_LARGEST = (1 << 32) - (64 << 20)
"""Bytes from which a WAV gets no tags: the pictures in them are larger than what is left to 4 GiB."""


def write_wav(programme: Programme, target: Path) -> None:
    """Write a programme as a 16-bit WAV at its own rate. Raises `PublishError` where that fails."""
    with replacing(target) as draft:
        encode(programme, {"wav": draft}, None, ())


def has_room(path: Path) -> bool:
    """Tell whether a WAV can have tags: not where its sizes do not fit into 32 bits, as RIFF has them.

    FFmpeg writes such a file as RF64 (EBU Tech 3306), which programs play and no library tags.
    """
    with path.open("rb") as file:
        return file.read(4) == b"RIFF" and path.stat().st_size < _LARGEST


def add_cue_points(path: Path, chapters: Sequence[ChapterMark], rate: int) -> None:
    """Mark the chapters of a WAV of `rate` Hz as audio editors do: `cue ` points with `labl` texts."""
    if not chapters:
        return
    points = labels = b""
    for number, mark in enumerate(chapters, 1):
        at = -(-mark.start * rate // 1000)  # the first sample of that millisecond, to be read back as such
        points += struct.pack("<II4sIII", number, at, b"data", 0, 0, at)
        labels += _chunk(b"labl", struct.pack("<I", number) + mark.title.encode("utf-8") + b"\0")
    added = _chunk(b"cue ", struct.pack("<I", len(chapters)) + points) + _chunk(b"LIST", b"adtl" + labels)
    with path.open("r+b") as file:
        _, size = struct.unpack("<4sI", file.read(8))
        file.seek(0, 2)
        file.write(added)
        file.seek(4)
        file.write(struct.pack("<I", size + len(added)))


def _chunk(name: bytes, data: bytes) -> bytes:
    """Give a chunk of a RIFF file; the next one begins at an even byte."""
    return name + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)
