"""PDF."""

from audio.script.readers.pdf import reader

READERS = {"pdf": reader}
