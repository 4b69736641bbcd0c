"""Web pages."""

from audio.script.readers.page import reader, written
from audio.script.readers.page.reader import Marks, read_all, read_page

READERS = {"html": reader}
