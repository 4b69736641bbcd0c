"""The episodes of a show as its feed and site show them, read from the manifests in the out folder."""

from __future__ import annotations

import base64
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from audio.cast import Listing
from audio.publish import labels_for
from audio.show.folder import Interview
from audio.show.manifests import Manifest
from audio.show.needs import PLAYED
from audio.show.summaries import Soundbite, Summary

TYPES = {
    ".mp3": "audio/mpeg", ".m4a": "audio/x-m4a", ".opus": "audio/ogg", ".flac": "audio/flac",
    ".wav": "audio/wav",
}  # fmt: skip
"""Media types of audio files; Apple asks for `audio/x-m4a`."""


@dataclass(frozen=True, slots=True)
class Sound:
    """An audio file of an episode."""

    name: str
    size: int
    """Bytes."""
    integrity: str
    """Its SHA-256 as Subresource Integrity writes it."""

    @property
    def type(self) -> str:
        """Give its media type."""
        return TYPES[Path(self.name).suffix]


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody says in an episode."""

    start: float
    """Seconds."""
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class Aired:
    """An episode that is there."""

    name: str
    """What its files are called."""
    key: str
    """What its interview is known by."""
    title: str
    date: dt.date | None
    """The interview's; None where it says none."""
    language: str
    people: tuple[tuple[str, str], ...]
    """Names, and the role that the podcast namespace has for each: `host` or `guest`."""
    seconds: float
    chapters: tuple[tuple[float, str], ...]
    """Seconds and titles."""
    summary: tuple[str, ...]
    """Paragraphs that introduce the interview; may be empty."""
    sounds: tuple[Sound, ...]
    """The first is one that every podcast app plays."""
    files: tuple[str, ...]
    """Names of all its files."""
    listing: Listing
    soundbite: Soundbite | None
    page: str
    """SHA-256 of its page."""

    @property
    def notice(self) -> str:
        """Say in its language that its voices are synthetic."""
        return labels_for(self.language)["notice"]


def aired(interview: Interview, summary: Summary) -> Aired:
    """Give an episode as the summary of its manifest has it."""
    manifest = summary.manifest
    names = {each["name"]: each for each in manifest["files"]}
    sounds = [
        Sound(name, each["bytes"], f"sha256-{base64.b64encode(bytes.fromhex(each['sha256'])).decode()}")
        for name, each in names.items()
        if Path(name).suffix in TYPES
    ]
    sounds.sort(key=lambda each: Path(each.name).suffix[1:] not in PLAYED)
    first = names[sounds[0].name]
    seconds = first["length"] / first["rate"]
    listing = Listing.model_validate(manifest["settings"]["listing"])
    return Aired(
        name=interview.name,
        key=interview.key,
        title=manifest["title"],
        date=dt.date.fromisoformat(manifest["date"]) if manifest["date"] else None,
        language=manifest["language"],
        people=tuple(summary.roles.items()),
        seconds=seconds,
        chapters=tuple((each["start"], each["title"]) for each in manifest["chapters"]),
        summary=summary.opening,
        sounds=tuple(sounds),
        files=tuple(names),
        listing=listing,
        soundbite=summary.soundbite,
        page=next((each["sha256"] for name, each in names.items() if name == f"{interview.name}.html"), ""),
    )


def turns_of(manifest: Manifest) -> tuple[Turn, ...]:
    """Give what is heard in an episode."""
    return tuple(
        Turn(each["start"], each["speaker"], each["written"]) for each in manifest["turns"] if "start" in each
    )
