"""The studio: an interview heard, cast and mended in the browser, on this machine."""

from audio.studio.desk import Desk
from audio.studio.folder import open_place, taken

__all__ = ["Desk", "open_place", "taken"]
