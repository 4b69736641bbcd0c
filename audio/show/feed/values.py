"""What a feed is made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from email.utils import format_datetime
from urllib.parse import quote

from audio.cast import Show
from audio.show.episodes import Aired

NOON = dt.time(12, tzinfo=dt.timezone.utc)
"""When an episode counts as published: an interview has a day alone, noon is that day nearly anywhere."""


@dataclass(frozen=True, slots=True)
class Channel:
    """The podcast."""

    show: Show
    base: str
    """The address of the out folder on the web, with a slash at its end."""
    guid: str
    cover: str
    """Name of the picture's file in that folder."""

    def address(self, name: str) -> str:
        """Give the address of a file in the out folder."""
        return self.base + quote(name)


@dataclass(frozen=True, slots=True)
class Entry:
    """An episode with what the feed keeps of it."""

    episode: Aired
    guid: str
    day: dt.date

    @property
    def rfc_date(self) -> str:
        """Give when it was published, as mail and RSS write it (RFC 2822)."""
        return format_datetime(dt.datetime.combine(self.day, NOON))
