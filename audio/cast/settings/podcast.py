"""What `voices.yaml` says of the podcast, and how its feed lists an episode."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from audio.cast.settings.part import Part

_ADDRESS = r"^(https?://\S+)?$"
_UUID = r"^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$"


class Show(Part):
    """The podcast that the episode belongs to."""

    title: str = Field("", description="Name of the podcast; the album in the tags.")
    author: str = Field(
        "", description="Who publishes it; the artist in the tags where nobody else is named."
    )
    cover: Path | None = Field(None, description="JPEG or PNG picture, seen from the settings file.")
    description: str = Field("", max_length=4000, description="What the podcast is about, for its feed.")
    email: str = Field(
        "",
        pattern=r"^([^@\s]+@[^@\s]+\.[^@\s]+)?$",
        json_schema_extra={"format": "email"},
        description="The owner's address, which stands in the feed for everybody to read.",
    )
    explicit: bool | None = Field(None, description="Whether it is for adults alone.")
    category: tuple[str, ...] = Field(
        (), description="Apple's categories, the main one first: [Society & Culture > Documentary]."
    )
    language: str = Field("", description="BCP 47 tag of the podcast, such as en or pt-BR.")
    link: str = Field(
        "", pattern=_ADDRESS, description="Its web site; the one that a build makes if missing."
    )
    license: str = Field("", max_length=128, description="SPDX identifier, such as cc-by-4.0.")
    kind: Literal["episodic", "serial"] = Field(
        "episodic", description="serial is heard from the first episode on."
    )
    locked: bool | None = Field(
        None, description="false lets other hosts take the feed over; they may not if missing."
    )
    guid: str = Field(
        "",
        pattern=_UUID,
        json_schema_extra={"format": "uuid"},
        description="podcast:guid of a podcast that had one before; made from its address if missing.",
    )
    episodes: tuple[str, ...] = Field(
        (), description="Interviews that are in no folder of it: addresses on the web, or files."
    )
    exclude: tuple[str, ...] = Field(
        (), description="Files and folders of it that hold no interviews, such as drafts or *.bak.md."
    )


class Listing(Part):
    """How the show's feed lists an episode."""

    season: int | None = Field(None, ge=1, le=9999, description="Season it belongs to.")
    number: int | None = Field(None, ge=1, le=99_999, description="Its number, in its season if it has one.")
    kind: Literal["full", "trailer", "bonus"] = Field("full", description="What it is to the podcast.")
    soundbite: int | None = Field(
        None, ge=1, le=99_999, description="Number of a turn to advertise it with; `check --turns` has them."
    )
