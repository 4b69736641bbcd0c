"""DOCX."""

from audio.script.readers.word import reader

READERS = {"docx": reader}
