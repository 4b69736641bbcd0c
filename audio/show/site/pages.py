"""The pages: all episodes on one, and one of each, in the frame that they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from importlib.resources import files
from string import Template
from typing import Any
from urllib.parse import quote

from audio.publish import labels_for, short_clock
from audio.publish.page import day_markup, direction, script_json
from audio.show.episodes import Aired
from audio.show.feed import FEED, Channel, Entry
from audio.show.site.parts import PageParts
from audio.version import __version__

POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file: data:; "
    "media-src 'self' file:; connect-src 'self'; base-uri 'none'; form-action 'none'"
)
"""What a page may load: the site's own files, `file:` where it is opened from a folder."""
_APPS = {
    "Apple Podcasts": "podcasts://{bare}",
    "Overcast": "overcast://x-callback-url/add?url={quoted}",
    "Pocket Casts": "pktc://subscribe/{bare}",
    "AntennaPod": "https://antennapod.org/deeplink/subscribe?url={quoted}",
}
"""Addresses at which apps subscribe to a feed; `bare` is its address without the scheme."""
_SHORT = 300
"""Characters of a description for search engines and lists."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """What differs from page to page in the frame around it."""

    language: str
    title: str
    description: str
    path: str
    """In the out folder; empty for the page of all episodes."""
    image: str
    """Name of the picture's file in that folder."""
    kind: str
    """Open Graph's type."""
    data: Mapping[str, Any]
    """What the page says to machines, by schema.org."""
    notice: str
    sound: tuple[str, str] = field(default=("", ""))
    """The sound's address and media type; empty where there is none."""


def index_page(channel: Channel, entries: Sequence[Entry]) -> bytes:
    """Give the page of all episodes: the newest first, as entries come, and of a serial the first part."""
    show, labels = channel.show, labels_for(channel.show.language)
    ordered = reversed(entries) if show.kind == "serial" else entries
    words = {f"label_{name}": escape(each) for name, each in labels.words.items()}
    main = _filled(
        "index.html",
        show=escape(show.title),
        author=escape(show.author),
        about=escape(show.description),
        subscribe=_subscribe(channel.address(FEED)),
        episodes="\n".join(_item(entry, words, labels.language) for entry in ordered),
        label_language=labels.language,
        label_direction=direction(labels.language),
        **words,
    )
    data = {
        "@context": "https://schema.org",
        **_series(channel),
        "description": show.description,
        "inLanguage": show.language,
        "author": {"@type": "Organization", "name": show.author},
        "image": channel.address(channel.cover),
        "disambiguatingDescription": labels["notice_all"],
    }
    frame = _Frame(
        show.language, show.title, show.description, "", channel.cover, "website", data, labels["notice_all"]
    )
    return _page(channel, frame, main)


def episode_page(channel: Channel, entry: Entry, others: Sequence[Entry | None], parts: PageParts) -> bytes:
    """Give the page of an episode; `others` are the newer one and the older one."""
    episode, labels = entry.episode, labels_for(entry.episode.language)
    words = {f"label_{name}": escape(each) for name, each in labels.words.items()}
    sound = episode.sounds[0]
    main = _filled(
        "episode.html",
        **_played(episode),
        facts=parts.facts,
        cover=escape(parts.cover),
        people=parts.people,
        wave=parts.wave,
        chapters=parts.chapters,
        transcript=parts.transcript,
        links=parts.links,
        files="".join(
            f'<a href="../{quote(each.name)}" download>{escape(each.name)}</a>' for each in episode.sounds
        ),
        others="".join(map(_other, others, ("newer", "older"), [words] * 2)),
        label_language=labels.language,
        **words,
    )
    address, image = channel.address(f"{episode.name}/"), f"{episode.name}.jpg"
    image = image if image in episode.files else channel.cover
    data = {
        **parts.data,
        "url": address,
        "image": channel.address(image),
        "associatedMedia": {
            **parts.data["associatedMedia"],
            "contentUrl": channel.address(sound.name),
            "encodingFormat": sound.type,
            "contentSize": str(sound.size),
        },
        "partOfSeries": _series(channel),
    }
    about = " ".join(episode.summary) or episode.title
    frame = _Frame(
        episode.language,
        episode.title,
        about,
        f"{episode.name}/",
        image,
        "article",
        data,
        episode.notice,
        (channel.address(sound.name), sound.type),
    )
    return _page(channel, frame, main)


def _page(channel: Channel, frame: _Frame, main: str) -> bytes:
    """Put a page into the frame of the site."""
    labels = labels_for(frame.language)
    address, kind = frame.sound
    known = {"og:audio": address, "og:audio:type": kind} if address else {}
    tags = "\n".join(f'<meta property="{name}" content="{escape(each)}">' for name, each in known.items())
    return _filled(
        "page.html",
        policy=escape(POLICY),
        language=escape(frame.language),
        direction=direction(frame.language),
        root="../" if frame.path else "./",
        version=__version__,
        title=escape(frame.title),
        show=escape(channel.show.title),
        description=escape(_short(frame.description)),
        address=escape(channel.base + frame.path),
        feed=escape(channel.address(FEED)),
        image=escape(channel.address(frame.image)),
        kind=frame.kind,
        sound_tags=tags,
        data=script_json(frame.data),
        main=main,
        notice=escape(frame.notice),
        label_language=labels.language,
        label_direction=direction(labels.language),
        **{f"label_{name}": escape(words) for name, words in labels.words.items()},
    ).encode()


def _item(entry: Entry, words: Mapping[str, str], language: str) -> str:
    """Give an episode's entry in the list."""
    episode = entry.episode
    people = ", ".join(name for name, _ in episode.people)
    known = [day_markup(entry.day, language), short_clock(int(episode.seconds) * 1000)]
    return _filled(
        "item.html",
        **_played(episode),
        language=escape(episode.language),
        facts=" · ".join([*known, *([f'<span dir="auto">{escape(people)}</span>'] if people else [])]),
        summary=escape(_short(" ".join(episode.summary))),
        label_language=language,
        **words,
    )


def _played(episode: Aired) -> dict[str, str]:
    """Give what the player is told of an episode."""
    return {
        "name": escape(episode.name),
        "title": escape(episode.title),
        "sound": escape(quote(episode.sounds[0].name)),
        "seconds": f"{episode.seconds:.3f}",
    }


def _other(entry: Entry | None, which: str, words: Mapping[str, str]) -> str:
    if entry is None:
        return ""
    told = f'<span>{words[f"label_{which}"]}</span><b dir="auto">{escape(entry.episode.title)}</b>'
    return f'<a class="{which}" href="../{quote(entry.episode.name)}/index.html">{told}</a>'


def _series(channel: Channel) -> dict[str, Any]:
    return {
        "@type": "PodcastSeries",
        "name": channel.show.title,
        "url": channel.base,
        "webFeed": channel.address(FEED),
    }


def _subscribe(feed: str) -> str:
    bare, quoted = feed.partition("://")[2], quote(feed, safe="")
    links = {name: form.format(bare=bare, quoted=quoted) for name, form in _APPS.items()}
    return " ".join(f'<a href="{escape(link)}">{name}</a>' for name, link in {**links, "RSS": feed}.items())


def _short(text: str) -> str:
    """Give the beginning of a text on one line, ended at a word."""
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[:_SHORT].rpartition(" ")[0].rstrip(",;: ") + "…"


def _filled(file: str, /, **values: str) -> str:
    return Template(site_file(file)).substitute(values)


@cache
def site_file(name: str) -> str:
    """Give a file that comes with the package."""
    return (files("audio.show.site") / "files" / name).read_text("utf-8")
