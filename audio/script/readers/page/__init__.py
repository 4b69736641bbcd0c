"""Web pages."""

from audio.script.readers.page import reader
from audio.script.readers.page.reader import read_all

READERS = {"html": reader}
