"""The podcast's picture: the one that the show gives, or one drawn instead."""

from __future__ import annotations

from audio.publish import Picture, draw_show_cover, for_host, read_picture
from audio.show.folder import ShowFolder
from audio.show.made import Made

COVER = "show/cover.jpg"
"""Where it lies in the out folder."""


def write_cover(show: ShowFolder, made: Made) -> str:
    """Have the picture there, a JPEG of at most 3000 pixels a side, and give its name.

    Raises `InputError` for a picture that is none, `PublishError` where it cannot be written.
    """
    settings = show.settings.show
    given: Picture | None = read_picture(settings.cover, "show.cover") if settings.cover else None

    def make() -> bytes:
        return for_host(given or draw_show_cover(settings.title, settings.author)).data

    made.file(COVER, given.data if given else (settings.title, settings.author), make)
    return COVER
