"""Chapters: one list for all formats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from audio.mix import Mark, Timeline
from audio.publish.links import links_in
from audio.publish.pictures import Picture


@dataclass(frozen=True, slots=True)
class ChapterPicture:
    """A picture that players show while a chapter is heard."""

    name: str
    """What its file beside the episode is called."""
    address: str
    """Where that file is on the web; seen from the episode's other files where nobody said where they are."""
    content: Picture


@dataclass(frozen=True, slots=True)
class ChapterMark:
    """A chapter as players see it."""

    title: str
    start: int
    """Milliseconds; the first chapter's is 0, and each is more than the one before."""
    end: int
    """Milliseconds: where the next one begins, or the audio ends."""
    link: str = ""
    """The address that the settings give it, otherwise the first that is written in it; may be empty."""
    picture: ChapterPicture | None = None


def milliseconds(samples: int, rate: int) -> int:
    """Give whole milliseconds, rounded down: the one way in which times leave the house."""
    return samples * 1000 // rate


def chapter_marks(timeline: Timeline) -> tuple[ChapterMark, ...]:
    """Give the chapters of a programme; one that no player could show, shorter than 1 ms, is left out."""
    found = []
    for mark in timeline.chapters:
        start, end = milliseconds(mark.start, timeline.rate), milliseconds(mark.end, timeline.rate)
        if start < end:
            found.append(ChapterMark(mark.title, start, end, next(iter(_links(timeline, mark)), "")))
    return tuple(found)


def clock(ms: int) -> str:
    """Give `HH:MM:SS.mmm`; hours may take more than two digits."""
    seconds, ms = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{ms:03d}"


def short_clock(ms: int) -> str:
    """Give `M:SS`, or `H:MM:SS` from an hour on."""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def xml_text(text: str) -> str:
    """Give text without the control characters that XML 1.0 has no way to write."""
    return "".join(character for character in text if character >= " " or character in "\t\n")


def _links(timeline: Timeline, mark: Mark) -> Iterable[str]:
    for event in timeline.events:
        if mark.start <= event.start < mark.end:
            yield from links_in(event.take.segment.written)
