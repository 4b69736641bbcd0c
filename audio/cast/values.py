"""What a cast is: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from audio.errors import VoiceError

Gender = Literal["female", "male", "unknown"]
Reason = Literal["option", "front matter", "settings", "automatic"]


@dataclass(frozen=True, slots=True)
class Voice:
    """How somebody sounds: an engine's voice and how it is used."""

    engine: str
    """Name of the engine, such as `kokoro`."""
    name: str
    """Name of the voice within its engine, such as `am_michael`."""
    speed: float = 1.0
    """Speaking rate, 0.5 (half as fast) to 2.0."""
    gain_db: float = 0.0
    """dB on top of level matching, −12 to 12."""
    pan: float = 0.0
    """Place between left (−1) and right (1)."""
    language: str = "en"
    """BCP 47 tag of the text it reads."""
    speed_range: float = 0.0
    """How much faster the longest sentences are than the shortest; `speed` is between the two."""
    expression: float = 0.0
    """How much its pitch and pace follow what is said, 0 (as the engine does by itself) to 1."""

    def __str__(self) -> str:
        return f"{self.engine}:{self.name}"


@dataclass(frozen=True, slots=True)
class VoiceEntry:
    """A voice in the catalogue: what an engine says of a voice it has."""

    engine: str
    name: str
    language: str
    """BCP 47 tag with the accent, such as `en-US`."""
    gender: Gender
    grade: str = ""
    """Published quality from `A` (best) to `F`, with `+` or `-`; empty where nobody graded it."""
    ready: bool = True
    """False where large files would have to be fetched first, or a package or key is missing.

    Automatic casting prefers voices that are ready. Voices that differ only in a small file of their own are
    therefore ready together or not at all: who gets which voice must not depend on what was fetched before.
    """

    def __str__(self) -> str:
        return f"{self.engine}:{self.name}"


@dataclass(frozen=True, slots=True)
class CastMember:
    """A speaker with a voice, and why that voice."""

    speaker: str
    voice: Voice
    reason: Reason
    why: str
    """One clause for a person, such as `voices.yaml:14` or `Joe is likely male; am_fenrir is free`."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody who speaks, narrator included."""

    members: tuple[CastMember, ...]
    """In order of first speaking."""
    warnings: tuple[str, ...] = ()
    """Whole sentences on what a listener may notice, such as two people who share a voice."""

    def voice_of(self, speaker: str) -> Voice:
        """Give a speaker's voice. Raises `VoiceError` for somebody who is not in the cast."""
        for member in self.members:
            if member.speaker == speaker:
                return member.voice
        names = ", ".join(repr(member.speaker) for member in self.members)
        raise VoiceError(f"{speaker!r} is not in the cast, which has {names}.")


def split_voice(written: str) -> tuple[str, str]:
    """Part `engine:name` at the first colon. Raises `VoiceError` where either side is empty."""
    engine, _, name = (part.strip() for part in written.partition(":"))
    if not engine or not name:
        raise VoiceError(f"{written!r} is no voice: write engine:name, for example kokoro:am_michael.")
    return engine, name
