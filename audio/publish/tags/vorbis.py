"""Vorbis comments: the tags of Opus and FLAC, with chapters (Xiph's chapter extension).

mutagen writes them, because FFmpeg rounds the seconds of a chapter up.
"""

# mypy: disallow-untyped-calls=False
# mutagen has no annotations.

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from mutagen import flac
from mutagen.id3 import PictureType
from mutagen.oggopus import OggOpus

from audio.publish.chapters import clock
from audio.publish.pictures import Picture
from audio.publish.tags.content import TagContent

MOST_CHAPTERS = 1000
"""They are numbered with three digits."""


def tag_opus(path: Path, said: TagContent) -> None:
    """Put the comments into an Opus file. Raises `OSError`, `MutagenError`."""
    file = OggOpus(path)
    _fill(file, said)
    # RFC 7845 has a gain field of its own, and forbids ReplayGain's.
    file["R128_TRACK_GAIN"] = said.r128_gain()
    if said.cover:
        file["METADATA_BLOCK_PICTURE"] = base64.b64encode(_picture(said.cover).write()).decode("ascii")
    file.save(padding=lambda _: 0)


def tag_flac(path: Path, said: TagContent) -> None:
    """Put the comments and the cover into a FLAC file. Raises `OSError`, `MutagenError`."""
    file = flac.FLAC(path)
    if file.tags is None:
        file.add_tags()
    _fill(file, said)
    for name, text in said.replay_gain().items():
        file[name] = text
    if said.cover:
        file.add_picture(_picture(said.cover))
    file.save(padding=lambda _: 1024)


def _fill(file: Any, said: TagContent) -> None:
    about = said.about
    texts = {
        "TITLE": about.title,
        "ARTIST": about.artist,
        "ALBUM": about.album,
        "ALBUMARTIST": about.publisher,
        "DATE": about.date.isoformat() if about.date else "",
        "LANGUAGE": about.language,
        "GENRE": "Podcast",
        "COMMENT": said.comment,
        "ENCODED-BY": said.tool,
        "LYRICS": said.transcript,
        **said.marks,
    }
    for name, text in texts.items():
        if text:
            file[name] = text
    for number, mark in enumerate(about.chapters[:MOST_CHAPTERS]):
        file[f"CHAPTER{number:03d}"] = clock(mark.start)
        file[f"CHAPTER{number:03d}NAME"] = mark.title
        if mark.link:
            file[f"CHAPTER{number:03d}URL"] = mark.link


def _picture(cover: Picture) -> flac.Picture:
    picture = flac.Picture()
    picture.type, picture.mime, picture.data = PictureType.COVER_FRONT, cover.mime, cover.data
    return picture
