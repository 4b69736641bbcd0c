"""Captions as WebVTT, the one transcript format that says who speaks (W3C WebVTT, `podcast:transcript`)."""

from __future__ import annotations

from collections.abc import Iterable

from audio.mix import Timeline
from audio.publish.chapters import milliseconds
from audio.publish.cues import Cue, cues


def web_vtt(timeline: Timeline) -> str:
    """Give the captions of a programme; each cue names its speaker, because readers forget it otherwise."""
    return "\n".join(["WEBVTT\n", *(_cue(cue, timeline.rate) for cue in cues(timeline))])


def _cue(cue: Cue, rate: int) -> str:
    start, end = milliseconds(cue.start, rate), milliseconds(cue.end, rate)
    text = "\n".join(escaped(line) for line in cue.lines)
    # A cue must end after it starts; one of less than a millisecond gets one.
    return f"{_clock(start)} --> {_clock(max(end, start + 1))}\n<v {_voice(cue.speaker)}>{text}</v>\n"


def escaped(text: str) -> str:
    """Give text in which nothing can be taken for a tag, a character reference or an arrow."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _voice(name: str) -> str:
    """Give a name that every reader takes for one: some do not see a name with a character reference."""
    return " ".join(_without(name.replace("&", " and "), "<>").split())


def _without(text: str, characters: Iterable[str]) -> str:
    return "".join(character for character in text if character not in characters)


def _clock(ms: int) -> str:
    """Give `HH:MM:SS.mmm`; hours may take more than two digits."""
    seconds, ms = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{ms:03d}"
