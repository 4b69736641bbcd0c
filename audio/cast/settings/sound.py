"""The settings of everything that is heard: pauses, loudness, music, the narrator's own lines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from audio.cast.settings.part import Part

Seconds = Annotated[float, Field(ge=0, le=10)]
LOUDNESS_TARGETS: Mapping[str, float] = {"apple": -16.0, "spotify": -14.0, "ebu": -23.0, "acx": -17.5}
"""LUFS by the name of who asks for it. ACX asks for -23 to -18 dB RMS instead, which speech has about 3.2 dB
under its loudness as two speakers play it: -17.5 LUFS is the middle."""
ACX_PEAK = -3.0
"""dB; the highest peak that ACX takes."""
NO_ROOM_TONE = -120.0
"""dBFS that stand for no room tone at all."""
FIELDS = ("title", "date", "speakers", "show")
"""What a line may name in braces."""


def check_template(template: str) -> str:
    """Give a line back that names nothing but `FIELDS` in its braces. Raises `ValueError` for any other."""
    for _, name, form, conversion in Formatter().parse(template):
        if name is not None and (name not in FIELDS or form or conversion):
            raise ValueError(f"{{{name}}} stands for nothing")
    return template


def _named(names: Mapping[str, float]) -> BeforeValidator:
    """Let a name stand for a number."""
    return BeforeValidator(
        lambda value: names.get(value.strip().lower(), value) if isinstance(value, str) else value
    )


def _number_or_name(low: float, high: float, names: Mapping[str, float]) -> WithJsonSchema:
    number = {"type": "number", "minimum": low, "maximum": high}
    return WithJsonSchema({"anyOf": [number, {"type": "string", "enum": list(names)}]})


LoudnessTarget = Annotated[
    float, Field(ge=-40, le=-8), _named(LOUDNESS_TARGETS), _number_or_name(-40, -8, LOUDNESS_TARGETS)
]
RoomTone = Annotated[
    float,
    Field(ge=NO_ROOM_TONE, le=-60),
    _named({"none": NO_ROOM_TONE}),
    _number_or_name(NO_ROOM_TONE, -60, {"none": NO_ROOM_TONE}),
]
Template = Annotated[
    str, Field(max_length=2000, json_schema_extra={"format": "template"}), AfterValidator(check_template)
]


class Pauses(Part):
    """Silence between two segments, in seconds, by what lies between them."""

    sentence: Seconds = Field(0.25, description="Between sentences that were spoken apart.")
    paragraph: Seconds = Field(0.55, description="Between paragraphs of one speaker.")
    speaker: Seconds = Field(0.45, description="Where another speaker begins.")
    chapter: Seconds = Field(1.0, description="Before a new chapter.")
    start: Seconds = Field(0.5, description="Before the first word.")
    end: Seconds = Field(1.0, description="After the last word.")
    variation: float = Field(
        1.0,
        ge=0,
        le=1,
        description="How far pauses follow what is said, and vary a little; 0 keeps each as it is set.",
    )
    overlap: float = Field(
        0.15,
        ge=0,
        le=0.5,
        description="Seconds by which a reply cuts into a turn that ends with a dash; 0 for never.",
    )


class Loudness(Part):
    """How loud the episode is."""

    target: LoudnessTarget = Field(
        -16.0, description="Integrated loudness in LUFS, or apple (-16), spotify (-14), ebu (-23) or acx."
    )
    peak: float = Field(-1.0, ge=-12, le=0, description="Highest true peak in dBTP.")
    room_tone: RoomTone = Field(
        -65.0, description="Quiet noise under everything, in dBFS RMS, or none for digital silence in pauses."
    )

    @model_validator(mode="before")
    @classmethod
    def _peak_of_acx(cls, data: Any) -> Any:
        """Take the peak that ACX asks for with its name, unless another is set with it."""
        if isinstance(data, Mapping) and str(data.get("target")).strip().lower() == "acx":
            return {**data, "peak": ACX_PEAK if data.get("peak") is None else data["peak"]}
        return data


class Track(Part):
    """A piece of music; without a path there is none."""

    path: Path | None = Field(None, description="Sound file, seen from the settings file.")
    gain: float = Field(-4.0, ge=-40, le=12, description="dB louder than the speech (softer, below 0).")
    trim_start: float = Field(0.0, ge=0, le=7200, description="Seconds of the file that are left out first.")
    trim_end: float = Field(0.0, ge=0, le=7200, description="Seconds of the file that are left out last.")
    fade_in: Seconds = Field(0.0, description="Seconds over which it rises.")
    fade_out: Seconds = Field(0.0, description="Seconds over which it falls.")
    duck: float = Field(16.0, ge=0, le=60, description="dB that it goes down while somebody speaks.")


class Theme(Track):
    """Music with a place of its own: before, between or after what is said."""

    overlap: float = Field(
        0.0,
        ge=0,
        le=60,
        description="Seconds under the speech: the end of an intro or a sting, the beginning of an outro.",
    )


class Bed(Track):
    """Music that lies under the introduction."""

    fade_in: Seconds = Field(1.0, description="Seconds over which it rises, before the first word.")
    fade_out: Seconds = Field(3.0, description="Seconds over which it falls, after the last word.")


class Music(Part):
    """Music around the speech."""

    intro: Theme = Field(Theme.model_construct(), description="Before the first word.")
    outro: Theme = Field(Theme.model_construct(), description="After the last word.")
    sting: Theme = Field(Theme.model_construct(), description="Between two chapters.")
    bed: Bed = Field(Bed.model_construct(), description="Under the introduction, which the narrator reads.")


class Narration(Part):
    """What the narrator says around the script; a sentence that names something unknown is left out."""

    title: bool | None = Field(
        None, description="Whether the narrator says the title; where it stands in the text, if missing."
    )
    intro: Template = Field("", description="Before everything; {title}, {date}, {speakers} and {show}.")
    outro: Template = Field("", description="After everything; {title}, {date}, {speakers} and {show}.")
