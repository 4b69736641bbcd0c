"""The feed as a whole: what it says of the podcast, and its items, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from audio.show.feed.items import put_item
from audio.show.feed.tags import put, put_description, root, written
from audio.show.feed.values import Channel, Entry
from audio.show.needs import split_category
from audio.version import __version__

FEED = "feed.xml"
"""What the feed's file is called."""


def feed_xml(channel: Channel, entries: Sequence[Entry]) -> bytes:
    """Give the feed of a podcast. The same podcast and episodes give the same bytes."""
    feed = root()
    top = put(feed, "channel")
    _about(top, channel)
    for entry in entries:
        if entry.episode.listing.kind == "trailer":
            _trailer(top, channel, entry)
    for entry in sorted(entries, key=lambda each: (each.day, each.episode.name), reverse=True):
        put_item(top, channel, entry)
    return written(feed)


def _about(top: Any, channel: Channel) -> None:
    show = channel.show
    put(top, "title", show.title)
    put_description(top, show.description)
    put(top, "link", show.link or channel.base)
    put(top, "language", show.language)
    put(top, "generator", f"Vivavoce {__version__}")
    address = channel.address(FEED)
    put(top, "atom:link", rel="self", type="application/rss+xml", href=address)
    put(top, "itunes:author", show.author)
    owner = put(top, "itunes:owner")
    put(owner, "itunes:name", show.author)
    put(owner, "itunes:email", show.email)
    put(top, "itunes:explicit", _truth(show.explicit))
    put(top, "itunes:type", show.kind)
    put(top, "itunes:image", href=channel.address(channel.cover))
    for names in dict.fromkeys(map(split_category, show.category)):
        outer = put(top, "itunes:category", text=names[0])
        for inner in names[1:]:
            put(outer, "itunes:category", text=inner)
    put(top, "podcast:guid", channel.guid)
    put(top, "podcast:locked", "no" if show.locked is False else "yes", owner=show.email)
    put(top, "podcast:medium", "podcast")
    put(top, "podcast:txt", "true", purpose="ai-content")
    if show.license:
        put(top, "podcast:license", show.license)


def _trailer(top: Any, channel: Channel, entry: Entry) -> None:
    episode, sound = entry.episode, entry.episode.sounds[0]
    season = {"season": str(episode.listing.season)} if episode.listing.season else {}
    put(
        top,
        "podcast:trailer",
        episode.title,
        url=channel.address(sound.name),
        length=str(sound.size),
        type=sound.type,
        pubdate=entry.rfc_date,
        **season,
    )


def _truth(value: bool | None) -> str:  # noqa: FBT001 - it is a setting
    return "true" if value else "false"
