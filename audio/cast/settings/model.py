"""The settings of a show: what `voices.yaml` may say; those of the sound are in `sound_settings`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    Field,
    PlainValidator,
    PrivateAttr,
    WithJsonSchema,
    field_validator,
)

from audio.cast.settings.part import Part
from audio.cast.settings.podcast import Listing, Show
from audio.cast.settings.sound import Loudness, Music, Narration, Pauses
from audio.cast.values import Reason

SettingPath = tuple[str, ...]
"""Where a setting stands, from the outermost key inwards: `("speakers", "Joe Pamer", "aliases", "0")`."""

AudioFormat = Literal["mp3", "m4a", "opus", "flac", "wav"]
"""What an episode can be encoded as; the name is the suffix."""
Bitrate = Literal[32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
"""kb/s; the constant bit rates that MP3 has at 44.1 and 48 kHz."""
Companion = Literal[
    "chapters",
    "podlove",
    "vtt",
    "srt",
    "transcript",
    "html",
    "text",
    "words",
    "notes",
    "page",
    "page-with-sound",
    "cover",
    "manifest",
    "all",
]
"""A file beside the audio; `all` is every one of them."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a setting was made."""

    reason: Reason
    place: str
    """For a person: `voices.yaml:14`, `interview.md` or `--engine`."""


def _speed(value: Any) -> float | tuple[float, float]:
    """Give one speed, or the two of a range: a tuple, or text with a dash. Raises `ValueError`."""
    written = _RANGE.fullmatch(value) if isinstance(value, str) else None
    pair = written.groups() if written else value if isinstance(value, tuple) else (value, value)
    if not all(isinstance(each, str | int | float) for each in pair):
        raise ValueError("no speed")
    slow, fast = map(float, pair)
    if not SLOWEST <= slow <= fast <= FASTEST:
        raise ValueError("no speed that there is")
    return (slow, fast) if written or isinstance(value, tuple) else slow


SLOWEST, FASTEST = 0.5, 2.0
"""Speeds that may be set."""
_RANGE = re.compile(r"\s*(\d(?:\.\d+)?)\s*[-–]\s*(\d(?:\.\d+)?)\s*")
_SPEED_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "number", "minimum": SLOWEST, "maximum": FASTEST},
        {"type": "string", "format": "range", "pattern": _RANGE.pattern},
    ]
}
Speed = Annotated[float | tuple[float, float], PlainValidator(_speed), WithJsonSchema(_SPEED_SCHEMA)]


class SpeakerSettings(Part):
    """How one person sounds."""

    aliases: tuple[str, ...] = Field((), description="Other labels of the same person, such as initials.")
    voice: str | None = Field(None, description="engine:name, such as kokoro:am_michael; chosen if missing.")
    speed: Speed | None = Field(
        None,
        description="Speaking rate; 1 is the voice's own. 0.95-1.05: long sentences faster than short ones.",
    )
    expression: float | None = Field(
        None, ge=0, le=1, description="As the show's expression, for this person alone."
    )
    gain: float = Field(0.0, ge=-12, le=12, description="dB louder (or softer, below 0) than the others.")
    pan: float = Field(0.0, ge=-1, le=1, description="Place from -1 (left) to 1 (right); 0 is the middle.")
    description: str = Field("", description="A few words on who this is.")

    @property
    def speeds(self) -> tuple[float, float]:
        """Give the speed of short sentences and that of long ones; the same where no range is set."""
        if isinstance(self.speed, tuple):
            return self.speed
        return (1.0, 1.0) if self.speed is None else (self.speed, self.speed)


class ChapterDetails(Part):
    """What players show of a chapter beside its title."""

    image: Path | None = Field(None, description="JPEG or PNG picture, seen from the settings file.")
    url: str = Field("", pattern=r"^(https?://\S+)?$", description="Web page that belongs to it.")


class ChapterSettings(Part):
    """Where chapters begin, and what belongs to them."""

    by: Literal["auto", "question", "heading", "none"] = Field(
        "auto", description="auto takes headings where the script has them, otherwise questions."
    )
    details: dict[str, ChapterDetails] = Field(
        {}, description="Picture and web address of a chapter, by its title or its number from 1."
    )

    @field_validator("details", mode="before")
    @classmethod
    def _numbers_are_keys(cls, details: Any) -> Any:
        if not isinstance(details, Mapping):
            return details
        return {str(key) if type(key) is int else key: value for key, value in details.items()}


class Output(Part):
    """Which files an episode becomes."""

    formats: tuple[AudioFormat, ...] = Field(
        ("mp3",),
        json_schema_extra={"minItems": 1},
        description="Audio formats; the first is the one that is shown and listed.",
    )
    bitrate: Bitrate | None = Field(
        None, description="kb/s of mp3, m4a and opus; chosen to suit the format if missing."
    )
    sample_rate: Literal[44_100, 48_000] = Field(
        44_100, description="Hz, of every format but opus, which has 48000."
    )
    files: tuple[Companion, ...] = Field(
        ("chapters", "vtt", "page", "manifest"), description="What is written beside the audio."
    )
    base_url: str = Field(
        "",
        pattern=r"^(https?://\S+)?$",
        description="Folder on the web where the files will be; pictures of chapters are named from it.",
    )

    @field_validator("formats")
    @classmethod
    def _at_least_one(cls, formats: tuple[AudioFormat, ...]) -> tuple[AudioFormat, ...]:
        # A smallest length would be complained of for each unknown name too.
        if not formats:
            raise ValueError("empty")
        return formats


class Signing(Part):
    """Who vouches for the files: a C2PA manifest in the mp3, m4a and wav, where a key is given."""

    key: Path | None = Field(None, description="Private key, PKCS#8 as PEM, seen from the settings file.")
    certificate: Path | None = Field(
        None, description="Its certificate and those above it, as PEM, seen from the settings file."
    )


class Settings(Part):
    """Everything that `voices.yaml` may say."""

    _origins: Mapping[SettingPath, Origin] = PrivateAttr(default_factory=dict)

    show: Show = Field(Show.model_construct(), description="The podcast that the episode belongs to.")
    listing: Listing = Field(Listing.model_construct(), description="How the show's feed lists an episode.")
    engine: str = Field("kokoro", min_length=1, description="Engine for whoever has no voice of their own.")
    expression: float = Field(
        0.0,
        ge=0,
        le=1,
        description="How much pitch and pace follow what is said and what the source stresses; kokoro only.",
    )
    fallback: str | None = Field(
        None, min_length=1, description="engine:name that speaks what a voice fails at; nobody if missing."
    )
    narrator: SpeakerSettings = Field(
        SpeakerSettings.model_construct(), description="Who reads the title and the introduction."
    )
    speakers: dict[str, SpeakerSettings] = Field({}, description="Everybody who may speak, by full name.")
    pronunciations: dict[str, str] = Field(
        {},
        description="A word or phrase and how to say it: PAY-mer or /ˈpeɪmɚ/; (de) limits it to a language.",
    )
    pauses: Pauses = Field(Pauses.model_construct(), description="Silences between segments, in seconds.")
    loudness: Loudness = Field(Loudness.model_construct(), description="How loud the episode is.")
    chapters: ChapterSettings = Field(
        ChapterSettings.model_construct(), description="Where chapters begin, and what belongs to them."
    )
    narration: Narration = Field(
        Narration.model_construct(), description="What the narrator says around the script."
    )
    music: Music = Field(Music.model_construct(), description="Music around the speech.")
    output: Output = Field(Output.model_construct(), description="Which files an episode becomes.")
    signing: Signing = Field(Signing.model_construct(), description="Who vouches for the files.")

    def model_post_init(self, context: Any, /) -> None:
        """Keep where each setting was made, which the validation is given as its context."""
        if context is not None:
            self._origins = dict(context)

    def aliases(self) -> dict[str, str]:
        """Give every alias and the full name it stands for."""
        return {alias: name for name, who in self.speakers.items() for alias in who.aliases}

    def expression_of(self, who: SpeakerSettings) -> float:
        """Give how much expression somebody has: their own setting, else everybody's."""
        return self.expression if who.expression is None else who.expression

    def origin(self, *path: str) -> Origin | None:
        """Tell where a setting was made: `origin("speakers", "Joe Pamer", "voice")`; None for a default.

        Of a section it is where the first of its settings was made.
        """
        within = (made for where, made in self._origins.items() if where[: len(path)] == path)
        return self._origins.get(path) or next(within, None)
