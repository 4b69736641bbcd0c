"""ID3v2.3 tags with chapters, in the one form that every reader understands, for MP3 and WAV.

Chapters: ID3v2 chapter frame addendum 1.0 (CHAP and CTOC). Version 2.3 and UTF-16, because several readers
get the sizes inside version 2.4 chapter frames wrong.
"""

# mypy: disallow-untyped-calls=False, disallow-subclassing-any=False
# mutagen has no annotations.

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mutagen.id3 import (
    APIC,
    CHAP,
    COMM,
    CTOC,
    ID3,
    TALB,
    TCON,
    TDRC,
    TENC,
    TIT2,
    TLAN,
    TPE1,
    TPE2,
    TSSE,
    TXXX,
    USLT,
    WXXX,
    CTOCFlags,
    Encoding,
    PictureType,
)
from mutagen.id3._tags import save_frame  # private: mutagen is pinned, and sorts chapters by size otherwise
from mutagen.wave import WAVE, _WaveID3

from audio.publish.chapters import ChapterMark
from audio.publish.pictures import Picture
from audio.publish.tags.content import TagContent
from audio.publish.tags.wav import add_cue_points, has_room
from audio.tasks import kept

UNUSED_OFFSET = 0xFFFFFFFF
"""Byte offset that tells a reader to go by the time."""
MOST_CHILDREN = 255
"""Entries of one CTOC: their count is one byte."""

_ORDER = {"TIT2": 0, "TPE1": 1, "TALB": 2, "CTOC": 20, "CHAP": 21, "USLT": 30, "APIC": 40}


def tag_mp3(path: Path, said: TagContent) -> None:
    """Put the tag in front of an MP3 that has none. Raises `OSError`, `MutagenError`."""
    tag = _OrderedID3()
    _fill(tag, said, said.about.chapters)
    # No padding: some parsers take it for frames without a name.
    tag.save(path, v1=0, v2_version=3, padding=lambda _: 0)


def tag_wave(path: Path, said: TagContent) -> None:
    """Put the tag and the chapters' cue points behind a WAV's sound. Raises `OSError`, `MutagenError`.

    The chapters are cue points only: programs that read both kinds would list every chapter twice. A file too
    large for either is left as it is; see `has_room`.
    """
    if not has_room(path):
        return
    tag = _OrderedWaveID3()
    _fill(tag, said, ())
    file: Any = WAVE(path)
    file.tags = tag
    file.save(v2_version=3, padding=lambda _: 0)
    add_cue_points(path, said.about.chapters, file.info.sample_rate)


def alpha3(language: str) -> str:
    """Give the ISO 639-2 code that ID3 wants for a BCP 47 tag: `eng` for `en-GB`, `und` if there is none."""
    return kept(("alpha3", language, version("langcodes")), lambda: _alpha3(language).encode()).decode()


def _alpha3(language: str) -> str:
    from langcodes import Language  # noqa: PLC0415 - 70 ms

    try:
        return Language.get(language).to_alpha3(variant="B")
    except (LookupError, ValueError):
        return "und"


def _joined(frames: Sequence[Any], config: Any) -> bytearray:
    """Write frames by kind and, for chapters, by time; mutagen would write them by size."""
    return bytearray().join(save_frame(frame, config=config) for frame in sorted(frames, key=_rank))


class _OrderedID3(ID3):
    def _write(self, config: Any) -> bytearray:
        return _joined(self.values(), config)


class _OrderedWaveID3(_WaveID3):
    def _write(self, config: Any) -> bytearray:
        return _joined(self.values(), config)


def _rank(frame: Any) -> tuple[int, int, str]:
    start = frame.start_time if frame.FrameID == "CHAP" else 0
    return _ORDER.get(frame.FrameID, 10), start, frame.HashKey


def _fill(tag: ID3, said: TagContent, chapters: Sequence[ChapterMark]) -> None:
    for frame in (*_text_frames(said), *_chapter_frames(chapters, said.about.title)):
        tag.add(frame)
    if said.cover:
        tag.add(_front_picture(said.cover))
    tag.update_to_v23()


def _front_picture(picture: Picture) -> Any:
    """Give a picture of the kind that readers prefer, for a chapter too."""
    return APIC(Encoding.LATIN1, picture.mime, PictureType.COVER_FRONT, "", picture.data)


def _text_frames(said: TagContent) -> list[Any]:
    """Give title, people, date, language, level, transcript and the notice that the voices are synthetic."""
    about = said.about
    texts = [
        (TIT2, about.title),
        (TPE1, about.artist),
        (TPE2, about.publisher),
        (TALB, about.album),
        (TDRC, about.date.isoformat() if about.date else ""),
        (TLAN, alpha3(about.language)),
        (TCON, "Podcast"),
        (TENC, said.tool),
        (TSSE, said.tool),
    ]
    return [
        *(kind(Encoding.UTF16, [text]) for kind, text in texts if text),
        *(
            TXXX(Encoding.UTF16, name, [text])
            for name, text in (*said.marks.items(), *said.replay_gain().items())
        ),
        COMM(Encoding.UTF16, alpha3(about.labels.language), "", [said.comment]),
        *(
            [USLT(Encoding.UTF16, alpha3(about.language), "Transcript", said.transcript)]
            if said.transcript
            else []
        ),
    ]


def _chapter_frames(chapters: Sequence[ChapterMark], title: str) -> list[Any]:
    """Give a CHAP for each chapter and the table of contents that lists them in order."""
    if not chapters:
        return []
    names = [f"chp{number:04d}" for number in range(len(chapters))]
    return [*_contents(names, title), *map(_chapter, names, chapters)]


def _chapter(name: str, mark: ChapterMark) -> Any:
    # Overcast and Forecast know a chapter's link by this description.
    link = [WXXX(Encoding.LATIN1, "chapter url", mark.link)] if mark.link else []
    picture = [_front_picture(mark.picture.content)] if mark.picture else []
    return CHAP(
        element_id=name,
        start_time=mark.start,
        end_time=mark.end,
        start_offset=UNUSED_OFFSET,
        end_offset=UNUSED_OFFSET,
        sub_frames=[TIT2(Encoding.UTF16, [mark.title]), *link, *picture],
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
