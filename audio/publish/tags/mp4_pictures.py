"""Pictures of chapters in an M4A: a track of JPEGs that the sound names as chapters, besides the titles.

What Apple's players and FFmpeg's look for (QuickTime File Format, "Chapter lists"): a video track of `jpeg`
samples, not enabled, one sample for as long as each chapter lasts, whose number stands in the `tref` of the
sound behind that of the text track. Boxes: ISO/IEC 14496-12.
"""

from __future__ import annotations

import io
import shutil
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audio.errors import PublishError
from audio.files import replacing
from audio.publish.chapters import ChapterMark
from audio.publish.pictures import CHAPTER_SIDE, Picture, as_jpeg, shrunk
from audio.publish.tags.mp4_boxes import box, boxes, find, full_box, picture_media

_LOSSLESS = 98
"""JPEG's quality where a picture is going to be encoded once more."""
_HOLDS_TRACKS = {b"trak", b"mdia", b"minf", b"stbl"}
_IN_MOVIE = 2
"""Flags of a track that belongs to the movie and is not played by itself."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """The pictures of all chapters, each kept once."""

    data: bytes
    """The different ones, one behind the other."""
    places: tuple[tuple[int, int], ...]
    """For each chapter, first byte and count of bytes of its own in `data`."""
    milliseconds: tuple[int, ...]
    """For each chapter, how long it is shown."""


@dataclass(frozen=True, slots=True)
class _Moved:
    """Where in the file things stand once the index has grown."""

    start: int
    """The index's first byte."""
    growth: int
    """Bytes that it gets longer by."""

    def __call__(self, place: int) -> int:
        """Give the new place of a byte of the file as it was."""
        return place + self.growth if place > self.start else place


def add_pictures(path: Path, chapters: Sequence[ChapterMark], cover: Picture | None) -> None:
    """Put the chapters' pictures into an M4A that has chapters; without any picture, leave it as it is.

    All become JPEGs of 640 × 640, since a track has one size: one that is no square has black beside it. A
    chapter without a picture shows the cover or, where there is none, the first picture. They stand behind
    the sound, so that nobody waits for them. Raises `PublishError` where the file cannot be written or is no
    MP4.
    """
    if not any(mark.picture for mark in chapters):
        return
    shown = _shown(chapters, cover)
    with replacing(path) as beside, path.open("rb") as old, beside.open("wb") as new:
        if (movie := find(old, b"moov")) is None:
            raise PublishError("The M4A has no index to put pictures into. Please report this.")
        start, size = movie
        end = old.seek(0, io.SEEK_END)
        old.seek(start + 8)
        grown = _grown(old.read(size - 8), shown, start, end)
        old.seek(0)
        new.write(old.read(start) + grown)
        old.seek(start + size)
        shutil.copyfileobj(old, new)
        new.write(box(b"mdat", shown.data))


def _grown(movie: bytes, shown: _Shown, start: int, end: int) -> bytes:
    """Give the index at `start` with the track of pictures, which are going to stand behind the file's `end`.

    All that stands behind the index moves by as much as it grows, and where things stand is written in it.
    """
    grown, growth = box(b"moov", movie), -1
    while growth != len(grown) - len(movie) - 8:
        growth = len(grown) - len(movie) - 8
        grown = _with_track(movie, shown, end + growth + 8, _Moved(start, growth))
    return grown


def _shown(chapters: Sequence[ChapterMark], cover: Picture | None) -> _Shown:
    instead = cover or next(mark.picture.content for mark in chapters if mark.picture)
    wanted = [mark.picture.content if mark.picture else instead for mark in chapters]
    data = bytearray()
    known: dict[Picture, tuple[int, int]] = {}
    for picture in wanted:
        if picture not in known:
            jpeg = _square(picture)
            known[picture] = len(data), len(jpeg)
            data += jpeg
    ends = [*(mark.start for mark in chapters[1:]), chapters[-1].end]
    lengths = (end - mark.start for mark, end in zip(chapters, ends, strict=True))
    return _Shown(bytes(data), tuple(known[picture] for picture in wanted), tuple(lengths))


def _square(picture: Picture) -> bytes:
    """Give a picture as a square JPEG, as large as it fits in."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - costs 40 ms, and few runs need it

    with Image.open(io.BytesIO(shrunk(picture, CHAPTER_SIDE, _LOSSLESS).data)) as small:
        fitted = ImageOps.pad(small, (CHAPTER_SIDE, CHAPTER_SIDE), Image.Resampling.LANCZOS, color="black")
    return as_jpeg(fitted)


def _with_track(movie: bytes, shown: _Shown, base: int, moved: _Moved) -> bytes:
    """Give an index with one track more, whose pictures stand from byte `base` of the file on.

    `moved` tells where a chunk of another track is going to stand.
    """
    parts = [(name, _moved(name, body, moved)) for name, body in boxes(movie)]
    header = next(body for name, body in parts if name == b"mvhd")
    (number,) = struct.unpack(">I", header[-4:])  # the next that is free
    scale_at = 20 if header[0] else 12
    (scale,) = struct.unpack_from(">I", header, scale_at)
    last = max(at for at, (name, _) in enumerate(parts) if name == b"trak")
    written = [box(name, _naming(name, body, number)) for name, body in parts]
    return box(b"moov", *written[: last + 1], _track(shown, base, number, scale), *written[last + 1 :])


def _naming(name: bytes, body: bytes, number: int) -> bytes:
    """Give the content of a box of the index where it knows of a track of that number."""
    if name == b"mvhd":
        return body[:-4] + struct.pack(">I", number + 1)
    return _referring(body, number) if name == b"trak" and _is_sound(body) else body


def _moved(name: bytes, body: bytes, moved: _Moved) -> bytes:
    """Give the content of a box with every chunk of sound, text or picture where it is going to stand."""
    if name in _HOLDS_TRACKS:
        return b"".join(box(inner, _moved(inner, content, moved)) for inner, content in boxes(body))
    if name not in {b"stco", b"co64"}:
        return body
    kind = "I" if name == b"stco" else "Q"
    (count,) = struct.unpack_from(">I", body, 4)
    places = struct.unpack_from(f">{count}{kind}", body, 8)
    return body[:8] + struct.pack(f">{count}{kind}", *map(moved, places))


def _is_sound(track: bytes) -> bool:
    return any(
        body[8:12] == b"soun"
        for name, media in boxes(track)
        if name == b"mdia"
        for inner, body in boxes(media)
        if inner == b"hdlr"
    )


def _referring(track: bytes, number: int) -> bytes:
    """Give the content of a track that names one more as its chapters, behind those that it names."""
    return b"".join(_one_more(name, body, number) for name, body in boxes(track))


def _one_more(name: bytes, body: bytes, number: int) -> bytes:
    if name == b"tref":
        return box(name, *(_one_more(inner, content, number) for inner, content in boxes(body)))
    return box(name, body + struct.pack(">I", number) if name == b"chap" else body)


def _track(shown: _Shown, base: int, number: int, scale: int) -> bytes:
    """Give the track of pictures; `scale` is the movie's units a second."""
    length = sum(shown.milliseconds) * scale // 1000
    kind, version = ("Q", 1) if length >> 32 else ("I", 0)
    times = struct.pack(f">{kind}{kind}II{kind}", 0, 0, number, 0, length)
    matrix = struct.pack(">9I", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
    size = struct.pack(">II", CHAPTER_SIDE << 16, CHAPTER_SIDE << 16)
    header = full_box(b"tkhd", times + bytes(16) + matrix + size, version, _IN_MOVIE)
    places = [base + first for first, _ in shown.places]
    sizes = [size for _, size in shown.places]
    return box(b"trak", header, picture_media(shown.milliseconds, places, sizes, CHAPTER_SIDE))
