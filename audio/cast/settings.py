"""The settings of a show: what `voices.yaml` may say, with every default in this one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, field_validator, model_validator

from audio.cast.values import Reason

SettingPath = tuple[str, ...]
"""Where a setting stands, from the outermost key inwards: `("speakers", "Joe Pamer", "aliases", "0")`."""

Seconds = Annotated[float, Field(ge=0, le=10)]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a setting was made."""

    reason: Reason
    place: str
    """For a person: `voices.yaml:14`, `interview.md` or `--engine`."""


class _Part(BaseModel):
    """A frozen part of the settings that refuses names it does not know.

    A key with nothing after it counts as left out, so that a section whose lines are all commented out is no
    mistake.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_blanks(cls, data: Any) -> Any:
        if data is None:
            return {}
        if not isinstance(data, Mapping):
            return data
        return {key: value for key, value in data.items() if value is not None or key not in cls.model_fields}

    @field_validator("*", mode="before")
    @classmethod
    def _refuse_truth_values(cls, value: Any) -> Any:
        """Python takes true for 1; nothing in the settings is a yes or no, so here it is a slip."""
        if isinstance(value, bool):
            raise ValueError("a truth value")  # noqa: TRY004 - pydantic collects ValueError only
        return value


class Show(_Part):
    """The podcast that the episode belongs to."""

    title: str = Field("", description="Name of the podcast; the album in the tags.")
    author: str = Field(
        "", description="Who publishes it; the artist in the tags where nobody else is named."
    )
    cover: Path | None = Field(None, description="JPEG or PNG picture, seen from the settings file.")


class SpeakerSettings(_Part):
    """How one person sounds."""

    aliases: tuple[str, ...] = Field((), description="Other labels of the same person, such as initials.")
    voice: str | None = Field(None, description="engine:name, such as kokoro:am_michael; chosen if missing.")
    speed: float | None = Field(None, ge=0.5, le=2.0, description="Speaking rate; 1 is the voice's own.")
    gain: float = Field(0.0, ge=-12, le=12, description="dB louder (or softer, below 0) than the others.")
    pan: float = Field(0.0, ge=-1, le=1, description="Place from -1 (left) to 1 (right); 0 is the middle.")
    description: str = Field("", description="A few words on who this is.")


class Pauses(_Part):
    """Silence between two segments, in seconds, by what lies between them."""

    sentence: Seconds = Field(0.25, description="Between sentences that were spoken apart.")
    paragraph: Seconds = Field(0.55, description="Between paragraphs of one speaker.")
    speaker: Seconds = Field(0.45, description="Where another speaker begins.")
    chapter: Seconds = Field(1.0, description="Before a new chapter.")
    start: Seconds = Field(0.5, description="Before the first word.")
    end: Seconds = Field(1.0, description="After the last word.")


class Loudness(_Part):
    """How loud the episode is."""

    target: float = Field(-16.0, ge=-40, le=-8, description="Integrated loudness in LUFS.")
    peak: float = Field(-1.0, ge=-12, le=0, description="Highest true peak in dBTP.")


class ChapterSettings(_Part):
    """Where chapters begin."""

    by: Literal["auto", "question", "heading", "none"] = Field(
        "auto", description="auto takes headings where the script has them, otherwise questions."
    )


class Settings(_Part):
    """Everything that `voices.yaml` may say."""

    _origins: Mapping[SettingPath, Origin] = PrivateAttr(default_factory=dict)

    show: Show = Field(Show(), description="The podcast that the episode belongs to.")
    engine: str = Field("kokoro", min_length=1, description="Engine for whoever has no voice of their own.")
    narrator: SpeakerSettings = Field(
        SpeakerSettings(), description="Who reads the title and the introduction."
    )
    speakers: dict[str, SpeakerSettings] = Field({}, description="Everybody who may speak, by full name.")
    pronunciations: dict[str, str] = Field({}, description="A word or phrase and how to say it.")
    pauses: Pauses = Field(Pauses(), description="Silences between segments, in seconds.")
    loudness: Loudness = Field(Loudness(), description="How loud the episode is.")
    chapters: ChapterSettings = Field(ChapterSettings(), description="Where chapters begin.")

    def model_post_init(self, context: Any, /) -> None:
        """Keep where each setting was made, which the validation is given as its context."""
        if context is not None:
            self._origins = dict(context)

    def aliases(self) -> dict[str, str]:
        """Give every alias and the full name it stands for."""
        return {alias: name for name, who in self.speakers.items() for alias in who.aliases}

    def origin(self, *path: str) -> Origin | None:
        """Tell where a setting was made: `origin("speakers", "Joe Pamer", "voice")`; None for a default."""
        return self._origins.get(path)
