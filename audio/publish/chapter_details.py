"""What the settings add to a chapter: a picture and a web address, by its title or its number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from audio.cast import ChapterDetails, Settings
from audio.publish.chapters import ChapterMark, ChapterPicture
from audio.publish.pictures import for_chapter, read_picture


def with_details(marks: Sequence[ChapterMark], settings: Settings, stem: str) -> tuple[ChapterMark, ...]:
    """Give the chapters of the episode called `stem` with the pictures and addresses that the settings name.

    An address there takes the place of one that is written in the chapter. Raises `InputError` for a picture
    that cannot be used.
    """
    found = _by_place([mark.title for mark in marks], settings.chapters.details)
    return tuple(
        _with(mark, number, *found[number], settings, stem) if number in found else mark
        for number, mark in enumerate(marks, 1)
    )


def check_pictures(settings: Settings) -> None:
    """Read every picture of a chapter once. Raises `InputError` for one that cannot be used."""
    for key, details in settings.chapters.details.items():
        if details.image:
            read_picture(details.image, _setting(key))


def unknown_chapters(titles: Iterable[str], settings: Settings) -> list[str]:
    """Say which keys of a script's own front matter are the title or the number of no chapter.

    What the show's settings say may be meant for another episode.
    """
    details = settings.chapters.details
    used = {key for key, _ in _by_place(list(titles), details).values()}
    return [
        f"chapters.details names {key!r}, which is the title or number of no chapter here."
        for key in details
        if key not in used and _in_front_matter(key, settings)
    ]


def _in_front_matter(key: str, settings: Settings) -> bool:
    origins = (settings.origin("chapters", "details", key, name) for name in ("image", "url"))
    return any(origin is not None and origin.reason == "front matter" for origin in origins)


def _by_place(
    titles: Sequence[str], details: Mapping[str, ChapterDetails]
) -> dict[int, tuple[str, ChapterDetails]]:
    """Find the details of each chapter, by its number from 1; a title goes before a number.

    Capitals and blanks make no difference, and chapters of one title share what is said of it.
    """
    named = {_plain(key): key for key in details}
    found = {}
    for number, title in enumerate(titles, 1):
        key = named.get(_plain(title), named.get(str(number)))
        if key is not None:
            found[number] = (key, details[key])
    return found


def _plain(title: str) -> str:
    return " ".join(title.split()).casefold()


def _with(
    mark: ChapterMark, number: int, key: str, details: ChapterDetails, settings: Settings, stem: str
) -> ChapterMark:
    picture = None
    if details.image:
        content = for_chapter(read_picture(details.image, _setting(key)))
        name = f"{stem}.chapter-{number}{content.suffix}"
        base = settings.output.base_url
        picture = ChapterPicture(name, f"{base.rstrip('/')}/{quote(name)}" if base else quote(name), content)
    return replace(mark, link=details.url or mark.link, picture=picture)


def _setting(key: str) -> str:
    return f"chapters.details.{key}.image"
