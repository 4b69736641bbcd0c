"""The episode's page: one web page that plays, shows and follows the sound, made to be sent to people.

It loads nothing but the audio file beside it, or has that inside. All text is escaped, and a content security
policy lets no script and no style run but the page's own, whatever an interview holds.
"""

from __future__ import annotations

import base64
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from html import escape
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from string import Template
from urllib.parse import quote

from audio.mix import Programme
from audio.publish.about import About
from audio.publish.chapters import ChapterMark, milliseconds, short_clock
from audio.publish.labels import Labels, labels_for
from audio.publish.page.data import structured_data
from audio.publish.page.policy import content_policy
from audio.publish.page.transcript import transcript_markup
from audio.publish.page.waveform import waveform
from audio.publish.pictures import PAGE_SIDE, Drawing, Picture, shrunk
from audio.script import Script
from audio.tasks import kept
from audio.version import __version__

CHAPTER_SIDE = 72
"""Pixels of a chapter's picture, of which the page shows half a side."""
_LOADS = "img-src data:; media-src * file:"
"""What the page may load; `'self'` would not do for the sound of a page that is opened from a folder."""
_LOADS_NOTHING = "img-src data:; media-src data:"
"""The same for a page that has its sound inside."""
_SOUND_TYPES = {".mp3": "mpeg", ".m4a": "mp4", ".opus": "ogg", ".flac": "flac", ".wav": "wav"}
"""Media types below `audio/` by https://www.iana.org/assignments/media-types; WAV's is what browsers know."""
_AT_ONCE = 3 << 16
"""Bytes of a sound that are written together; three are four characters of Base64."""
_COVER_QUALITY = 78
_COLOURS = 5
"""Speakers with a colour of their own; those after them begin again with the first."""
_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})
"""Scripts, ISO 15924."""


def episode_policy() -> str:
    """Give a policy under which a page of an episode, or what pretends to be one, runs the player alone."""
    return content_policy(_part("page.css"), _part("page.js"), "img-src data:; media-src 'self' data:")


def episode_page(
    script: Script,
    about: About,
    programme: Programme,
    cover: Picture | Drawing,
    audio_name: str,
    sound: Path | None = None,
) -> Iterator[str]:
    """Give the page of an episode as HTML, piece by piece; `audio_name` is the sound's file in its folder.

    Where `sound`, where that file is now, is given, the page holds it and needs no other file. The same
    episode gives the same page. Raises `InputError` for a damaged picture, `SpeechError` where a take cannot
    be read.
    """
    timeline = programme.timeline
    length = milliseconds(timeline.length, timeline.rate)
    source = "./" + quote(audio_name)
    colours = _speaker_colours(script)
    style, code = _part("page.css"), _part("page.js")
    data = structured_data(about, "" if sound else source, length)
    filled = {
        "policy": content_policy(style, code, _LOADS_NOTHING if sound else _LOADS),
        "language": escape(about.language),
        "direction": direction(about.language),
        "title": escape(about.title),
        "version": escape(__version__),
        "style": style,
        "code": code,
        "data": data,
        "cover": _cover_address(cover),
        "facts": _facts(about, length),
        "people": _people(script, colours),
        "file": "" if sound else _file(source, about.labels),
        "length": str(length),
        "clock": short_clock(length),
        "wave": waveform(programme, colours, about.chapters),
        "chapters": _chapters(about),
        "links": _links(about),
        "missing": about.labels.filled("missing", file=f"<b>{escape(audio_name)}</b>"),
        "label_language": escape(about.labels.language),
        **{f"label_{name}": escape(words) for name, words in about.labels.words.items()},
    }
    long = {
        "audio": _inside(audio_name, sound) if sound else iter([escape(source)]),
        "transcript": transcript_markup(script, timeline, about.chapters, colours),
    }
    for part in re.split(r"\$(audio|transcript)\b", _part("page.html")):
        yield from long[part] if part in long else [Template(part).substitute(filled)]


def page_style() -> str:
    """Give the style of an episode's page, for pages of its family."""
    return _part("page.css")


def direction(language: str) -> str:
    """Give `rtl` for a language that is written from right to left, otherwise `ltr`."""
    return kept(("direction", language, version("langcodes")), lambda: _direction(language).encode()).decode()


def _direction(language: str) -> str:
    from langcodes import Language  # noqa: PLC0415 - 70 ms

    try:
        written = Language.get(language).maximize().script
    except ValueError:
        return "ltr"
    return "rtl" if written in _RIGHT_TO_LEFT else "ltr"


def _part(name: str) -> str:
    return (files("audio.publish.page") / "files" / name).read_text("utf-8")


def _speaker_colours(script: Script) -> dict[str, int]:
    """Give each person's colour, 1 to 5; the narrator has none."""
    return {speaker.name: number % _COLOURS + 1 for number, speaker in enumerate(script.speakers)}


def _cover_address(cover: Picture | Drawing) -> str:
    """Give the picture as a data address, small."""
    if isinstance(cover, Drawing):
        return _data_address(cover.sized(PAGE_SIDE))
    return _data_address(shrunk(cover, PAGE_SIDE, _COVER_QUALITY))


def _data_address(picture: Picture) -> str:
    return f"data:{picture.mime};base64,{_base64(picture.data)}"


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _inside(audio_name: str, sound: Path) -> Iterator[str]:
    """Give a sound as a data address."""
    yield f"data:audio/{_SOUND_TYPES[Path(audio_name).suffix]};base64,"
    with sound.open("rb") as file:
        while some := file.read(_AT_ONCE):
            yield _base64(some)


def _file(source: str, labels: Labels) -> str:
    return f' <a href="{escape(source)}" download>{escape(labels["audio_file"])}</a>'


def _facts(about: About, length: int) -> str:
    """Give the podcast, the day and the length, as far as they are known."""
    facts = [f'<span dir="auto">{escape(about.album)}</span>'] if about.album else []
    if about.date:
        facts.append(day_markup(about.date, about.language))
    return " · ".join([*facts, f'<span dir="ltr">{short_clock(length)}</span>'])


def day_told(day: dt.date, language: str) -> str:
    """Give a day as it is written in a language; as ISO 8601 has it where there are no words of that."""
    labels = labels_for(language)
    return labels.day(day) if labels.language == language else day.isoformat()


def day_markup(day: dt.date, language: str) -> str:
    """Give a day as HTML."""
    return f'<time datetime="{day.isoformat()}">{escape(day_told(day, language))}</time>'


def _people(script: Script, colours: Mapping[str, int]) -> str:
    if not script.speakers:
        return ""
    entries = []
    for speaker in script.speakers:
        more = f", {escape(speaker.description)}" if speaker.description else ""
        entries.append(
            f'<li dir="auto"><span class="dot s{colours[speaker.name]}"></span>'
            f"<b>{escape(speaker.name)}</b>{more}</li>"
        )
    return f'<ul class="people">{"".join(entries)}</ul>'


def _chapters(about: About) -> str:
    if not about.chapters:
        return ""
    heading = _heading("chapters", about.labels, "contents")
    entries = "\n".join(_chapter(number, mark, about.labels) for number, mark in enumerate(about.chapters, 1))
    return f'<nav class="chapters" aria-labelledby="contents">\n{heading}\n<ol>\n{entries}\n</ol>\n</nav>'


def _chapter(number: int, mark: ChapterMark, labels: Labels) -> str:
    """Give an entry of the list: time, picture and title lead into the sound, an arrow out to the address."""
    picture = link = ""
    if mark.picture:
        small = _data_address(shrunk(mark.picture.content, CHAPTER_SIDE, _COVER_QUALITY))
        picture = f'<img src="{small}" width="36" alt="">'
    if mark.link:
        says = escape(labels.filled("link_of", address=mark.link))
        link = (
            f'<a class="out" href="{escape(mark.link)}" rel="noopener noreferrer" '
            f'lang="{escape(labels.language)}" aria-label="{says}" title="{says}">↗</a>'
        )
    return (
        f'<li><a href="#c{number}" data-s="{mark.start}"><time>{short_clock(mark.start)}</time> {picture}'
        f'<span dir="auto">{escape(mark.title)}</span></a>{link}</li>'
    )


def _links(about: About) -> str:
    if not about.links:
        return ""
    entries = "\n".join(
        f'<li><a href="{escape(link.address)}" rel="noopener noreferrer" dir="auto">'
        f"{escape(link.words or link.address)}</a></li>"
        for link in about.links
    )
    heading = _heading("links", about.labels)
    return f'<section class="links">\n{heading}\n<ul dir="ltr">\n{entries}\n</ul>\n</section>'


def _heading(name: str, labels: Labels, anchor: str = "") -> str:
    """Give a heading in the words of the page's own."""
    place = f' id="{anchor}"' if anchor else ""
    return f'<h2{place} lang="{escape(labels.language)}">{escape(labels[name])}</h2>'
