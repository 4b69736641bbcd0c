"""What is said of an episode, the same in every format."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from audio.cast import Settings
from audio.errors import InputError
from audio.script import Script

NOTICE = "The voices in this episode are synthetic."
"""Said wherever a format has a place for it."""
DIGITAL_SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
"""IPTC's term for media made by a trained model; for machines."""


@dataclass(frozen=True, slots=True)
class Cover:
    """A picture."""

    data: bytes
    mime: str
    """`image/jpeg` or `image/png`."""


@dataclass(frozen=True, slots=True)
class About:
    """Title, people and pictures of an episode."""

    title: str
    artist: str
    """The people interviewed and interviewing, or who publishes it; may be empty."""
    album: str
    """The podcast; may be empty."""
    publisher: str
    """May be empty."""
    date: dt.date | None
    language: str
    """BCP 47 tag."""
    cover: Cover | None


def about(script: Script, settings: Settings, fallback: str) -> About:
    """Gather what is said of an episode; one without a title is called `fallback`.

    Raises `InputError` where the cover cannot be used.
    """
    show = settings.show
    return About(
        title=script.title or fallback,
        artist=", ".join(speaker.name for speaker in script.speakers) or show.author,
        album=show.title or script.show,
        publisher=show.author,
        date=script.date,
        language=script.language,
        cover=read_cover(show.cover) if show.cover else None,
    )


def read_cover(path: Path) -> Cover:
    """Give a JPEG or PNG picture, known by its content. Raises `InputError` for anything else."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"The cover {path} cannot be read: {error.strerror}. Correct show.cover in voices.yaml."
        ) from error
    if data.startswith(b"\xff\xd8\xff"):
        return Cover(data, "image/jpeg")
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Cover(data, "image/png")
    raise InputError(f"The cover {path} is no JPEG or PNG picture. Save it as one of them and name that.")
