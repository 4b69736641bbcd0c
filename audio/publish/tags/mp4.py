"""Tags of M4A. The muxer has written the chapters in both ways: a text track, and a list in `chpl`."""

# mypy: disallow-untyped-calls=False
# mutagen has no annotations.

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

from mutagen.mp4 import MP4, AtomDataType, MP4Cover, MP4FreeForm

from audio.mix import Measure
from audio.publish.tags.content import TagContent
from audio.publish.tags.mp4_boxes import find
from audio.publish.tags.mp4_pictures import add_pictures

LONGEST_TITLE = 127
"""Bytes of a title in `chpl`: AntennaPod reads the length as a signed byte, and gives up at more."""
PRIMING = 1024
"""Samples of silence that FFmpeg's AAC encoder begins with."""
_FRAME = 1024
_APPLE = "----:com.apple.iTunes:"


def tag_m4a(path: Path, said: TagContent) -> None:
    """Put tags and pictures of chapters into an M4A, and make its list of chapters readable.

    Raises `OSError`, `MutagenError`, `PublishError`.
    """
    about = said.about
    add_pictures(path, about.chapters, said.cover)
    file = MP4(path)
    texts = {
        "\xa9nam": about.title,
        "\xa9ART": about.artist,
        "\xa9alb": about.album,
        "aART": about.publisher,
        "\xa9day": about.date.isoformat() if about.date else "",
        "\xa9gen": "Podcast",
        "\xa9cmt": said.comment,
        "\xa9too": said.tool,
        "\xa9lyr": said.transcript,
    }
    for name, text in texts.items():
        if text:
            file[name] = [text]
    free = {**said.marks, "LANGUAGE": about.language, **said.replay_gain(), "iTunSMPB": gapless(said.heard)}
    for name, text in free.items():
        file[_APPLE + name] = [MP4FreeForm(text.encode("utf-8"), AtomDataType.UTF8)]
    if said.cover:
        kind = MP4Cover.FORMAT_JPEG if said.cover.mime == "image/jpeg" else MP4Cover.FORMAT_PNG
        file["covr"] = [MP4Cover(said.cover.data, kind)]
    file.save(padding=lambda _: 1024)
    with path.open("r+b") as opened:
        shorten_chapter_titles(opened)


def gapless(heard: Measure) -> str:
    """Give what iTunes keeps of an encoder's delay and padding, so that none of their silence is played."""
    padding = -(heard.length + PRIMING) % _FRAME
    return f" 00000000 {PRIMING:08X} {padding:08X} {heard.length:016X}" + " 00000000" * 8


def shorten_chapter_titles(file: BinaryIO) -> None:
    """Cut the titles in `moov/udta/chpl` to 127 bytes of UTF-8 at a character; the text track has them whole.

    What becomes free is marked as free space behind the list: nothing in the file moves.
    """
    found = find(file, b"moov", b"udta", b"chpl")
    if found is None:
        return
    start, size = found
    file.seek(start)
    atom = file.read(size)
    list_start = 17  # size, name, version and flags, reserved, count
    entries = []
    at = list_start
    while at < size:
        length = atom[at + 8]
        title = atom[at + 9 : at + 9 + length].decode("utf-8", "ignore").encode("utf-8")
        entries.append((atom[at : at + 8], title))
        at += 9 + length
    shorter = _written(entries, LONGEST_TITLE)
    freed = size - list_start - len(shorter)
    if freed == 0:
        return
    if freed < 8:  # no atom is so small: take a little more
        shorter = _written(entries, LONGEST_TITLE - 8)
        freed = size - list_start - len(shorter)
    file.seek(start)
    file.write(struct.pack(">I", size - freed) + atom[4:list_start] + shorter)
    file.write(struct.pack(">I4s", freed, b"free") + bytes(freed - 8))


def _written(entries: list[tuple[bytes, bytes]], longest: int) -> bytes:
    cut = ((time, title[:longest].decode("utf-8", "ignore").encode("utf-8")) for time, title in entries)
    return b"".join(time + bytes([len(title)]) + title for time, title in cut)
