"""Sources known by name: what exporters put around a conversation, and other markups, is a table, not code."""

from audio.script.readers.exports.known import read, read_paragraphs, recognise
