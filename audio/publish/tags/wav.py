"""WAV: for previews, and cue points in those that are edited."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

from audio.files import replacing
from audio.mix import Programme
from audio.publish.chapters import ChapterMark
from audio.publish.sound import encode


def write_wav(programme: Programme, target: Path) -> None:
    """Write a programme as a 16-bit WAV at its own rate. Raises `PublishError` where that fails."""
    with replacing(target) as draft:
        encode(programme, {"wav": draft}, None, ())


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
        form, size = struct.unpack("<4sI", file.read(8))
        if form != b"RIFF":  # more than 4 GB, in a form that is told its size elsewhere
            return
        file.seek(0, 2)
        file.write(added)
        file.seek(4)
        file.write(struct.pack("<I", size + len(added)))


def _chunk(name: bytes, data: bytes) -> bytes:
    """Give a chunk of a RIFF file; the next one begins at an even byte."""
    return name + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)
