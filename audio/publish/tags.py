"""ID3v2.3 tags with chapters, in the one form that every reader understands.

Chapters: ID3v2 chapter frame addendum 1.0 (CHAP and CTOC). Version 2.3 and UTF-16, because several readers
get the sizes inside version 2.4 chapter frames wrong.
"""

# mypy: disallow-untyped-calls=False
# mutagen has no annotations.

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from langcodes import Language
from mutagen import MutagenError
from mutagen.id3 import (
    APIC,
    CHAP,
    COMM,
    CTOC,
    ID3,
    TALB,
    TCON,
    TDRC,
    TIT2,
    TLAN,
    TPE1,
    TPE2,
    TSSE,
    TXXX,
    CTOCFlags,
    Encoding,
    PictureType,
)
from mutagen.id3._tags import save_frame  # private: mutagen is pinned, and sorts chapters by size otherwise

from audio import __version__
from audio.mix import Mark, Timeline
from audio.publish.about import DIGITAL_SOURCE_TYPE, NOTICE, About
from audio.publish.chapters import milliseconds

UNUSED_OFFSET = 0xFFFFFFFF
"""Byte offset that tells a reader to go by the time."""
MOST_CHILDREN = 255
"""Entries of one CTOC: their count is one byte."""

_ORDER = {"TIT2": 0, "TPE1": 1, "TALB": 2, "CTOC": 20, "CHAP": 21, "APIC": 40}


def write_tags(path: Path, about: About, timeline: Timeline) -> None:
    """Put the tag in front of an MP3 that has none. Raises `OSError` where it cannot be written."""
    tag = _OrderedID3()
    for frame in (*_text_frames(about), *_chapter_frames(timeline, about.title)):
        tag.add(frame)
    if about.cover:
        tag.add(APIC(Encoding.LATIN1, about.cover.mime, PictureType.COVER_FRONT, "", about.cover.data))
    tag.update_to_v23()
    try:
        tag.save(path, v1=0, v2_version=3, padding=lambda _: 1024)
    except MutagenError as error:
        raise OSError(str(error)) from error


def alpha3(language: str) -> str:
    """Give the ISO 639-2 code that ID3 wants for a BCP 47 tag: `eng` for `en-GB`, `und` if there is none."""
    try:
        return Language.get(language).to_alpha3(variant="B")
    except (LookupError, ValueError):
        return "und"


class _OrderedID3(ID3):
    """A tag whose frames are written by kind and, for chapters, by time; mutagen would write them by size."""

    def _write(self, config: Any) -> bytearray:
        return bytearray().join(
            save_frame(frame, config=config) for frame in sorted(self.values(), key=_rank)
        )


def _rank(frame: Any) -> tuple[int, int, str]:
    start = frame.start_time if frame.FrameID == "CHAP" else 0
    return _ORDER.get(frame.FrameID, 10), start, frame.HashKey


def _text_frames(about: About) -> list[Any]:
    """Give title, people, date, language and the notice that the voices are synthetic."""
    texts = [
        (TIT2, about.title),
        (TPE1, about.artist),
        (TPE2, about.publisher),
        (TALB, about.album),
        (TDRC, about.date.isoformat() if about.date else ""),
        (TLAN, alpha3(about.language)),
        (TCON, "Podcast"),
        (TSSE, f"Vivavoce {__version__}, LAME"),
    ]
    return [
        *(kind(Encoding.UTF16, [text]) for kind, text in texts if text),
        COMM(Encoding.UTF16, "eng", "", [NOTICE]),
        TXXX(Encoding.UTF16, "DIGITAL_SOURCE_TYPE", [DIGITAL_SOURCE_TYPE]),
    ]


def _chapter_frames(timeline: Timeline, title: str) -> list[Any]:
    """Give a CHAP for each chapter and the table of contents that lists them in order."""
    if not timeline.chapters:
        return []
    names = [f"chp{number:04d}" for number in range(len(timeline.chapters))]
    marks = zip(names, timeline.chapters, strict=True)
    return [*_contents(names, title), *(_chapter(name, mark, timeline.rate) for name, mark in marks)]


def _chapter(name: str, mark: Mark, rate: int) -> Any:
    return CHAP(
        element_id=name,
        start_time=milliseconds(mark.start, rate),
        end_time=milliseconds(mark.end, rate),
        start_offset=UNUSED_OFFSET,
        end_offset=UNUSED_OFFSET,
        sub_frames=[TIT2(Encoding.UTF16, [mark.title])],
    )


def _contents(names: Sequence[str], title: str) -> list[Any]:
    """Give the table of contents: flat, and top-level where one can list all chapters.

    For more, there are tables of 255 one after the other, none of them top-level: readers look only at what a
    top-level table lists itself, and go by the chapters where there is none.
    """
    parts = [names[first : first + MOST_CHILDREN] for first in range(0, len(names), MOST_CHILDREN)]
    flags = CTOCFlags.ORDERED | (CTOCFlags.TOP_LEVEL if len(parts) == 1 else 0)
    return [_table(f"toc{number}", flags, part, title) for number, part in enumerate(parts)]


def _table(name: str, flags: int, children: Sequence[str], title: str) -> Any:
    return CTOC(
        element_id=name,
        flags=flags,
        child_element_ids=list(children),
        sub_frames=[TIT2(Encoding.UTF16, [title])],
    )
