"""The podcast's picture: the one that the show gives, or one drawn instead."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from audio.publish import Picture, for_host, read_picture, shrunk
from audio.publish.page import draw_show_cover
from audio.show.folder import ShowFolder
from audio.show.made import Made

COVER = "show/cover.jpg"
"""Where it lies in the out folder."""
_SMALL = {"show/cover-480.jpg": 480, "show/icon.jpg": 96}
"""Smaller ones for the site, and their pixels a side."""


def write_cover(show: ShowFolder, made: Made) -> str:
    """Have the picture there, a JPEG of at most 3000 pixels a side, and give its name.

    Raises `InputError` for a picture that is none, `PublishError` where it cannot be written.
    """
    settings = show.settings.show
    given: Picture | None = read_picture(settings.cover, "show.cover") if settings.cover else None

    @cache
    def whole() -> Picture:
        return for_host(given or draw_show_cover(settings.title, settings.author))

    about = given.data if given else (settings.title, settings.author)
    made.file(COVER, about, lambda: whole().data)
    for name, side in _SMALL.items():
        made.file(name, (about, side), partial(_shrunk, whole, side))
    return COVER


def _shrunk(whole: Callable[[], Picture], side: int) -> bytes:
    return shrunk(whole(), side).data
