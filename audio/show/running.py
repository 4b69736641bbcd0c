"""From what is to be built to a show that is there: episodes rendered, then what is made of all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from audio.episode import Episode, Episodes, Stage, Watcher, through
from audio.show.covers import write_cover
from audio.show.episodes import Aired, aired
from audio.show.feed import FEED, Channel, Entry, feed_xml
from audio.show.folder import ShowFolder
from audio.show.identity import KeptFeed, kept_feed
from audio.show.made import Made
from audio.show.planning import Build
from audio.show.site import INDEX, write_site
from audio.show.summaries import read_summary
from audio.speech import Allow
from audio.tasks import Machines, workers


@dataclass(frozen=True, slots=True)
class OnAir:
    """A show that is there."""

    episodes: tuple[Aired, ...]
    feed: str
    """The path of its feed."""
    site: str
    """The path of the page of all episodes."""
    written: tuple[str, ...]
    """Names of the files that were made anew, in the out folder."""


def run_builds(
    builds: Sequence[Build],
    allow: Allow,
    watching: Callable[[Build], AbstractContextManager[Watcher]],
    away: Machines | None = None,
) -> Iterator[tuple[Build, Episode | Exception]]:
    """Render one episode after the other, and give each, or why there is none; the others are still made.

    While one is mixed and written, the next are spoken, by other machines where `away` has some. `watching`
    gives who is told how far a render is.
    """
    with Episodes([(each.plan, each.target) for each in builds], allow, away) as episodes:
        for number, build in enumerate(builds):
            made: Episode | Exception
            try:
                with watching(build) as watch:
                    made = episodes.render(number, watch)
            except Exception as error:  # whatever it is, the others are made
                made = error
            yield build, made


def put_on_air(show: ShowFolder, today: dt.date) -> OnAir:
    """Write what is made of all episodes: the podcast's picture, the site, and at last the feed.

    Only what would be another file is written. Raises `InputError` where what the feed keeps cannot be read,
    `PublishError` where a file cannot be written.
    """
    made = Made(show.out)
    with workers() as hands:
        whole = through(ON_AIR, {"show": show, "today": today, "made": made}, hands)
    made.finish()
    return OnAir(whole["episodes"], str(show.out / FEED), str(show.out / INDEX), tuple(made.written))


def _episodes(show: ShowFolder) -> tuple[Aired, ...]:
    """Give the episodes that are there, also those of interviews that failed this time."""
    found = ((interview, read_summary(show.out, interview.name)) for interview in show.interviews)
    return tuple(aired(interview, summary) for interview, summary in found if summary)


def _kept(show: ShowFolder, episodes: Sequence[Aired], today: dt.date) -> KeptFeed:
    dated = {each.key: each.date for each in episodes}
    address = _base(show) + FEED
    return kept_feed(show.folder, address, dated, today, show.settings.show.guid)


def _channel(show: ShowFolder, kept: KeptFeed, cover: str) -> Channel:
    said = show.settings.show.model_copy(update={"cover": None})  # its path depends on where the show lies
    return Channel(said, _base(show), kept.podcast, cover)


def _base(show: ShowFolder) -> str:
    return show.settings.output.base_url.rstrip("/") + "/"


def _entries(episodes: Sequence[Aired], kept: KeptFeed, today: dt.date) -> tuple[Entry, ...]:
    """Give the episodes with what the feed keeps of them, the newest first."""
    entries = [
        Entry(each, kept.episodes[each.key].guid, each.date or kept.episodes[each.key].published or today)
        for each in episodes
    ]
    return tuple(sorted(entries, key=lambda each: (each.day, each.episode.name), reverse=True))


def _feed(channel: Channel, entries: Sequence[Entry], made: Made, *_: Any) -> None:
    content = feed_xml(channel, entries)
    made.file(FEED, content, lambda: content)


ON_AIR = (
    Stage("episodes", ("show",), _episodes),
    Stage("cover", ("show", "made"), write_cover),
    Stage("kept", ("show", "episodes", "today"), _kept),
    Stage("channel", ("show", "kept", "cover"), _channel),
    Stage("entries", ("episodes", "kept", "today"), _entries),
    Stage("site", ("show", "channel", "entries", "made"), write_site),
    Stage("feed", ("channel", "entries", "made", "site"), _feed),
)
"""What is made of all episodes; the feed is last, since it names the others."""
