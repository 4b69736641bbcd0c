"""What the tags of a signed file cannot hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from audio.cast import AudioFormat
from audio.publish.about import About
from audio.publish.chapters import ChapterMark
from audio.publish.tags.signing import SIGNED

LONGEST_TITLE = 100
"""Bytes of UTF-8 of a chapter's title in a signed MP3.

C2PA's library writes the tag of an MP3 anew as ID3v2.4. There FFmpeg, and what is built on it, loses a
chapter with a frame of 128 bytes or more: a long title or link costs that chapter, a picture all of them.
"""


def as_signed(name: AudioFormat, words: About) -> About:
    """Give what the tag of a signed file of a format says: short titles and no pictures in an MP3's."""
    return replace(words, chapters=tuple(map(_short, words.chapters))) if name == "mp3" else words


def remarks_on_signing(names: Iterable[AudioFormat], words: About) -> Iterator[str]:
    """Say which files are not signed, and what the signed ones leave out."""
    names = list(names)
    unsigned = [name for name in names if name not in SIGNED]
    if unsigned:
        yield f"Not signed: {', '.join(unsigned)}; only {', '.join(SIGNED)} can be."
    if "mp3" in names and words.chapters != as_signed("mp3", words).chapters:
        yield (
            f"The tag of the signed mp3 has the titles of chapters cut to {LONGEST_TITLE} bytes, and neither "
            "their pictures nor long links: players would lose the chapters. The other files have them whole."
        )


def _short(mark: ChapterMark) -> ChapterMark:
    title = mark.title
    if len(title.encode("utf-8")) > LONGEST_TITLE:
        title = title.encode("utf-8")[: LONGEST_TITLE - 3].decode("utf-8", "ignore").rstrip() + "…"
    link = mark.link if len(mark.link) <= LONGEST_TITLE else ""
    return replace(mark, title=title, link=link, picture=None)
