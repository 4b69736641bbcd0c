"""The files of the site."""

from __future__ import annotations

from collections.abc import Sequence

from audio.show.feed import Channel, Entry
from audio.show.folder import ShowFolder
from audio.show.made import Made


def write_site(show: ShowFolder, channel: Channel, entries: Sequence[Entry], made: Made) -> None:
    """Have the files of the site there."""
