"""What a feed may never change: the podcast's GUID, its episodes', and since when an undated one is there.

They are made once, from the feed's address and an interview's path in its folder, and kept in a file beside
the settings. So they stay what they are when the folder moves, a title changes, the files get another address
or `out` is deleted. Where an interview's file gets another name, its entry is to be given that name too.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID, uuid5

from pydantic import BaseModel, ConfigDict

from audio.errors import InputError
from audio.files import write_text
from audio.show.folder import KEPT_GUIDS

_PODCASTS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace of podcasts' GUIDs, by the podcast namespace's definition of `podcast:guid`."""


class KeptEpisode(BaseModel):
    """What is kept of an episode."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    guid: str
    published: dt.date | None = None
    """The day on which it came into the feed, where the interview says none."""


class KeptFeed(BaseModel):
    """What is kept of a feed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    podcast: str
    """The podcast's GUID."""
    episodes: dict[str, KeptEpisode] = {}
    """By the interview's key."""


def podcast_guid(feed: str) -> str:
    """Give the GUID of the podcast whose feed has this address, as the podcast namespace defines it."""
    return str(uuid5(_PODCASTS, feed.partition("://")[2].rstrip("/")))


def kept_feed(
    folder: Path, feed: str, dated: Mapping[str, dt.date | None], today: dt.date, guid: str = ""
) -> KeptFeed:
    """Give what is kept of a show's feed, with what is new in it, and keep that.

    `dated` are the dates of the interviews by their keys, `guid` is one that the podcast had before. Raises
    `InputError` where the file cannot be read, `PublishError` where it cannot be written.
    """
    place = folder / KEPT_GUIDS
    known = _read(place) or KeptFeed(podcast=guid or podcast_guid(feed))
    podcast = guid or known.podcast
    episodes = dict(known.episodes)
    for key, date in dated.items():
        entry = episodes.get(key) or KeptEpisode(guid=str(uuid5(UUID(podcast), key)))
        if date is None and entry.published is None:
            entry = entry.model_copy(update={"published": today})
        episodes[key] = entry
    kept = KeptFeed(podcast=podcast, episodes=dict(sorted(episodes.items())))
    text = json.dumps(kept.model_dump(mode="json", exclude_none=True), ensure_ascii=False, indent=1) + "\n"
    if not place.is_file() or place.read_text("utf-8") != text:
        write_text(place, text)
    return kept


def _read(place: Path) -> KeptFeed | None:
    try:
        kept = KeptFeed.model_validate_json(place.read_bytes())
        UUID(kept.podcast)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise InputError(
            f"{place} is not what `vivavoce build` writes, and it keeps the GUIDs of the feed: bring back "
            "its last version."
        ) from error
    return kept
