"""Web pages."""

from audio.script.readers.page import reader

READERS = {"html": reader}
