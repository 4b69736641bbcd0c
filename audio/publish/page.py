"""The episode's page: one web page that plays, shows and follows the sound, made to be sent to people.

It loads nothing but the audio file beside it. All text is escaped, and a content security policy lets no
script and no style run but the page's own, whatever an interview holds.
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files
from string import Template
from urllib.parse import quote

from audio import __version__
from audio.errors import InputError
from audio.mix import Programme
from audio.publish.about import NOTICE, About
from audio.publish.chapters import ChapterMark, milliseconds
from audio.publish.drawing import draw_cover
from audio.publish.page_data import structured_data
from audio.publish.page_transcript import short_clock, transcript_markup
from audio.publish.page_waveform import waveform
from audio.publish.pictures import Cover, as_jpeg
from audio.script import Script

COVER_SIDE = 480
"""Pixels of the cover in the page, of which it shows half a side at most."""
_COVER_QUALITY = 78
_COLOURS = 5
"""Speakers with a colour of their own; those after them begin again with the first."""
_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})
"""Scripts, ISO 15924."""


def episode_page(
    script: Script, about: About, programme: Programme, cover: Cover | None, audio_name: str
) -> str:
    """Give the page of an episode as HTML; `audio_name` is the sound's file in the same folder.

    `cover` is the picture that the show gives; one is drawn without. The same episode gives the same page.
    Raises `InputError` for a damaged picture, `MixError` where a take cannot be read.
    """
    timeline = programme.timeline
    length = milliseconds(timeline.length, timeline.rate)
    source = "./" + quote(audio_name)
    colours = _speaker_colours(script)
    style, code = _part("page.css"), _part("page.js")
    data = structured_data(about, source, length)
    filled = {
        "policy": _policy(style, code),
        "language": escape(about.language),
        "direction": direction(about.language),
        "title": escape(about.title),
        "version": escape(__version__),
        "style": style,
        "code": code,
        "data": data,
        "cover": _cover_address(cover, about, programme),
        "facts": _facts(about, length),
        "people": _people(script, colours),
        "audio": escape(source),
        "audio_name": escape(audio_name),
        "length": str(length),
        "clock": short_clock(length),
        "wave": waveform(programme, colours, about.chapters),
        "chapters": _chapters(about.chapters),
        "transcript": transcript_markup(script, timeline, about.chapters, colours),
        "links": _links(about.links),
        "notice": escape(NOTICE),
    }
    return Template(_part("page.html")).substitute(filled)


def direction(language: str) -> str:
    """Give `rtl` for a language that is written from right to left, otherwise `ltr`."""
    from langcodes import Language  # noqa: PLC0415 - costs 30 ms, and only pages need it

    try:
        written = Language.get(language).maximize().script
    except ValueError:
        return "ltr"
    return "rtl" if written in _RIGHT_TO_LEFT else "ltr"


def _part(name: str) -> str:
    return (files("audio.publish") / "page_files" / name).read_text("utf-8")


def _policy(style: str, code: str) -> str:
    """Give a content security policy under which nothing runs but these two.

    The sound may be any file: `'self'` would not do for a page that is opened from a folder.
    """
    hashes = [
        base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
        for text in (style, code)
    ]
    return (
        "default-src 'none'; img-src data:; media-src * file:; "
        f"style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _speaker_colours(script: Script) -> dict[str, int]:
    """Give each person's colour, 1 to 5; the narrator has none."""
    return {speaker.name: number % _COLOURS + 1 for number, speaker in enumerate(script.speakers)}


def _cover_address(cover: Cover | None, about: About, programme: Programme) -> str:
    """Give the picture as a data address, small."""
    data = _thumbnail(cover) if cover else draw_cover(about, programme.timeline, COVER_SIDE).data
    return "data:image/jpeg;base64," + base64.b64encode(data).decode("ascii")


def _thumbnail(cover: Cover) -> bytes:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - costs 40 ms, and only pages need it

    try:
        with Image.open(io.BytesIO(cover.data)) as given:
            given.draft("RGB", (COVER_SIDE, COVER_SIDE))
            picture = given.convert("RGB")
    except (UnidentifiedImageError, OSError) as error:
        raise InputError("The cover in show.cover is damaged. Save the picture again.") from error
    picture.thumbnail((COVER_SIDE, COVER_SIDE), Image.Resampling.LANCZOS)
    return as_jpeg(picture, _COVER_QUALITY)


def _facts(about: About, length: int) -> str:
    """Give the podcast, the day and the length, as far as they are known."""
    facts = [f'<span dir="auto">{escape(about.album)}</span>'] if about.album else []
    if about.date:
        english = about.language.lower().startswith("en")
        shown = f"{about.date.day} {about.date:%B} {about.date.year}" if english else about.date.isoformat()
        facts.append(f'<time datetime="{about.date.isoformat()}">{shown}</time>')
    return " · ".join([*facts, f'<span dir="ltr">{short_clock(length)}</span>'])


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


def _chapters(chapters: Sequence[ChapterMark]) -> str:
    if not chapters:
        return ""
    entries = "\n".join(
        f'<li><a href="#c{number}" data-s="{mark.start}"><time>{short_clock(mark.start)}</time> '
        f'<span dir="auto">{escape(mark.title)}</span></a></li>'
        for number, mark in enumerate(chapters, 1)
    )
    return (
        '<nav class="chapters" aria-labelledby="contents">\n<h2 id="contents" lang="en">Chapters</h2>\n'
        f"<ol>\n{entries}\n</ol>\n</nav>"
    )


def _links(links: Sequence[str]) -> str:
    if not links:
        return ""
    entries = "\n".join(
        f'<li><a href="{escape(link)}" rel="noopener noreferrer">{escape(link)}</a></li>' for link in links
    )
    return f'<section class="links">\n<h2 lang="en">Links</h2>\n<ul dir="ltr">\n{entries}\n</ul>\n</section>'
