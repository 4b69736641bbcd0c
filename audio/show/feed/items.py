"""An episode in the feed."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from audio.publish import clock, labels_for
from audio.show.episodes import Aired
from audio.show.feed.tags import LONGEST_DESCRIPTION, put, put_description
from audio.show.feed.values import Channel, Entry

_TRANSCRIPTS = {".vtt": "text/vtt", ".srt": "application/x-subrip", ".transcript.json": "application/json"}
"""Media types of transcripts, by the endings of their files."""
_CHAPTERS_TYPE = "application/json+chapters"


def put_item(top: Any, channel: Channel, entry: Entry) -> None:
    """Add an episode to the channel of a feed."""
    episode, listing = entry.episode, entry.episode.listing
    item = put(top, "item")
    put(item, "title", episode.title)
    put(item, "guid", entry.guid, isPermaLink="false")
    put(item, "link", channel.address(f"{episode.name}/"))
    put(item, "pubDate", entry.rfc_date)
    put_description(item, description(episode))
    sound = episode.sounds[0]
    put(item, "enclosure", url=channel.address(sound.name), length=str(sound.size), type=sound.type)
    put(item, "itunes:duration", str(round(episode.seconds)))
    put(item, "itunes:explicit", "true" if channel.show.explicit else "false")
    put(item, "itunes:episodeType", listing.kind)
    if f"{episode.name}.jpg" in episode.files:
        put(item, "itunes:image", href=channel.address(f"{episode.name}.jpg"))
    for tag, number in (("season", listing.season), ("episode", listing.number)):
        if number:
            put(item, f"itunes:{tag}", str(number))
            put(item, f"podcast:{tag}", str(number))
    _companions(item, channel, episode)
    if len(episode.sounds) > 1:
        _alternates(item, channel, episode)


def _companions(item: Any, channel: Channel, episode: Aired) -> None:
    for ending, kind in _TRANSCRIPTS.items():
        name = f"{episode.name}{ending}"
        if name in episode.files:
            put(item, "podcast:transcript", url=channel.address(name), type=kind, language=episode.language)
    chapters = f"{episode.name}.chapters.json"
    if episode.chapters and chapters in episode.files:
        put(item, "podcast:chapters", url=channel.address(chapters), type=_CHAPTERS_TYPE)
        listed = put(item, "psc:chapters", version="1.2")  # what Spotify and gPodder read
        for start, title in episode.chapters:
            put(listed, "psc:chapter", start=clock(round(start * 1000)), title=title)
    for name, role in episode.people:
        put(item, "podcast:person", name[:128], role=role)
    put(item, "podcast:txt", "true", purpose="ai-content")
    if channel.show.license:
        put(item, "podcast:license", channel.show.license)
    if bite := episode.soundbite:
        words = bite.words if len(bite.words) <= 128 else bite.words[:127].rstrip() + "…"
        put(item, "podcast:soundbite", words, startTime=f"{bite.start:.1f}", duration=f"{bite.length:.1f}")


def _alternates(item: Any, channel: Channel, episode: Aired) -> None:
    """Name every format, the enclosure's own among them, as the podcast namespace has it."""
    for number, sound in enumerate(episode.sounds):
        other = put(
            item,
            "podcast:alternateEnclosure",
            type=sound.type,
            length=str(sound.size),
            bitrate=str(round(8 * sound.size / episode.seconds)),
            default="false" if number else "true",
        )
        put(other, "podcast:source", uri=channel.address(sound.name))
        put(other, "podcast:integrity", type="sri", value=sound.integrity)


def description(episode: Aired) -> str:
    """Give what an app shows of an episode, as HTML: introduction, chapters, that its voices are synthetic.

    The lines of chapters are as Apple, Spotify and YouTube read them. What is too long for a feed is left
    out at its end, the last sentence never.
    """
    notice = f"<p>{escape(episode.notice)}</p>"
    room = LONGEST_DESCRIPTION - len(notice.encode())
    parts: list[str] = []
    for part in _parts(episode):
        room -= len(part.encode())
        if room < 0:
            break
        parts.append(part)
    return "".join([*parts, notice])


def _parts(episode: Aired) -> Iterator[str]:
    yield from (f"<p>{escape(paragraph)}</p>" for paragraph in episode.summary)
    if len(episode.chapters) > 1:
        heading = labels_for(episode.language)["chapters"]
        lines = "<br>".join(
            f"{clock(int(start) * 1000)[:-4]} {escape(title)}" for start, title in episode.chapters
        )
        yield f"<p>{escape(heading)}</p><p>{lines}</p>"
