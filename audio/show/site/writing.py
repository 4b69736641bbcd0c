"""The files of the site, each written where what it is made of changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from audio.publish.page import page_style
from audio.show.episodes import turns_of
from audio.show.feed import Channel, Entry
from audio.show.folder import ShowFolder
from audio.show.made import Made
from audio.show.manifests import read_manifest
from audio.show.site.pages import episode_page, index_page, site_file
from audio.show.site.parts import page_parts
from audio.show.site.search import search_files

INDEX = "index.html"
"""The page of all episodes, in the out folder."""
SEARCH = "show/search"
"""The folder of the index, in the out folder."""
_TEMPLATES = ("page.html", "index.html", "item.html", "episode.html")


def write_site(show: ShowFolder, channel: Channel, entries: Sequence[Entry], made: Made) -> None:
    """Have the files of the site there; `entries` come the newest first.

    Raises `PublishError` where one cannot be written, or an episode's own page is none.
    """
    style, code = page_style() + site_file("site.css"), site_file("site.js")
    made.file("show/site.css", style, style.encode)
    made.file("show/site.js", code, code.encode)
    frame = (channel, *map(site_file, _TEMPLATES))
    made.file(INDEX, (frame, entries), partial(index_page, channel, entries))
    around = [None, *entries, None]
    for number, entry in enumerate(entries):
        newer, older = around[number], around[number + 2]
        name = entry.episode.name
        titles = [(each.episode.name, each.episode.title) if each else None for each in (newer, older)]

        def make(entry: Entry = entry, newer: Entry | None = newer, older: Entry | None = older) -> bytes:
            parts = page_parts(show.out / f"{entry.episode.name}.html")
            return episode_page(channel, entry, (newer, older), parts)

        made.file(f"{name}/index.html", (frame, entry, titles), make)
    said = [(each.episode.name, each.episode.title, each.day, each.episode.page) for each in entries]
    language = channel.show.language
    made.group(SEARCH, (said, language), partial(_index, show, entries, language))


def _index(show: ShowFolder, entries: Sequence[Entry], language: str) -> dict[str, bytes]:
    """Give the search's files; the oldest episode is the first."""
    manifests = ((entry, read_manifest(show.out, entry.episode.name)) for entry in reversed(entries))
    return search_files([(entry, turns_of(manifest)) for entry, manifest in manifests if manifest], language)
