"""Turns heard before there is an episode: walked through on a terminal, or as soon as a file is saved."""

from audio.rehearsal.changes import POLLING, Files, changed_turns
from audio.rehearsal.hearing import NOT_PLAYED, Hearing
from audio.rehearsal.screen import Screen, lacking
from audio.rehearsal.session import Read, Session, reader_of

__all__ = [
    "NOT_PLAYED",
    "POLLING",
    "Files",
    "Hearing",
    "Read",
    "Screen",
    "Session",
    "changed_turns",
    "lacking",
    "reader_of",
]
