"""Sources known by name: what exporters put around a conversation, and other markups, as a table."""

from audio.script.readers.exports.known import read, read_paragraphs, recognise
