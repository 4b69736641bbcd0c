"""The episodes of a show as its feed and site show them, read from the manifests in the out folder."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audio.cast import Listing
from audio.publish import labels_for
from audio.script import NARRATOR
from audio.show.folder import Interview
from audio.show.manifests import Manifest
from audio.show.needs import PLAYED

TYPES = {
    ".mp3": "audio/mpeg", ".m4a": "audio/x-m4a", ".opus": "audio/ogg", ".flac": "audio/flac",
    ".wav": "audio/wav",
}  # fmt: skip
"""Media types of audio files; Apple asks for `audio/x-m4a`."""
SHORTEST_BITE, LONGEST_BITE = 15.0, 120.0
"""Seconds of a soundbite, by the podcast namespace."""
_QUESTION_MARKS = ("?", "？", "؟", "\u037e")
"""How a question ends, the last in Greek."""


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
class Soundbite:
    """What an episode is advertised with."""

    start: float
    """Seconds."""
    length: float
    """Seconds, 15 to 120."""
    words: str


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


def aired(interview: Interview, manifest: Manifest) -> Aired:
    """Give an episode as its manifest has it."""
    names = {each["name"]: each for each in manifest["files"]}
    sounds = [
        Sound(name, each["bytes"], f"sha256-{base64.b64encode(bytes.fromhex(each['sha256'])).decode()}")
        for name, each in names.items()
        if Path(name).suffix in TYPES
    ]
    sounds.sort(key=lambda each: Path(each.name).suffix[1:] not in PLAYED)
    first = names[sounds[0].name]
    seconds = first["length"] / first["rate"]
    turns = manifest["turns"]
    listing = Listing.model_validate(manifest["settings"]["listing"])
    return Aired(
        name=interview.name,
        key=interview.key,
        title=manifest["title"],
        date=dt.date.fromisoformat(manifest["date"]) if manifest["date"] else None,
        language=manifest["language"],
        people=tuple((name, _role(name, turns)) for name in manifest["people"]),
        seconds=seconds,
        chapters=tuple((each["start"], each["title"]) for each in manifest["chapters"]),
        summary=tuple(_summary(manifest["title"], turns)),
        sounds=tuple(sounds),
        files=tuple(names),
        listing=listing,
        soundbite=_soundbite(listing.soundbite, turns, seconds),
        page=next((each["sha256"] for name, each in names.items() if name == f"{interview.name}.html"), ""),
    )


def turns_of(manifest: Manifest) -> tuple[Turn, ...]:
    """Give what is heard in an episode."""
    return tuple(
        Turn(each["start"], each["speaker"], each["written"]) for each in manifest["turns"] if "start" in each
    )


def _role(name: str, turns: Iterable[Mapping[str, Any]]) -> str:
    """Tell whether somebody asks or answers, by how most of their turns end."""
    said = [turn["written"].rstrip() for turn in turns if turn["speaker"] == name]
    asked = sum(text.endswith(_QUESTION_MARKS) for text in said)
    return "host" if 2 * asked > len(said) else "guest"


def _summary(title: str, turns: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Give what is said before the conversation, without the title."""
    for turn in turns:
        if turn["speaker"] != NARRATOR:
            return
        yield from (part for part in turn["written"].split("\n\n") if part.rstrip(". ") != title.rstrip(". "))


def _soundbite(number: int | None, turns: Sequence[Mapping[str, Any]], seconds: float) -> Soundbite | None:
    """Give the turn of a number as a soundbite, as long as one may be."""
    for turn in turns:
        if turn["number"] == number and "start" in turn and seconds >= SHORTEST_BITE:
            length = min(max(turn["end"] - turn["start"], SHORTEST_BITE), LONGEST_BITE)
            start = min(turn["start"], seconds - length)
            return Soundbite(start, length, turn["written"].split("\n\n")[0])
    return None
