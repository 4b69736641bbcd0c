"""Captions: WebVTT, which says who speaks (W3C WebVTT, `podcast:transcript`), and SRT for the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from audio.mix import Timeline
from audio.publish.chapters import clock, milliseconds
from audio.publish.pieces import joined
from audio.publish.words.cues import NARROW, Cue, cues

_COLON = "\u2236"
"""A ratio sign, which looks like a colon."""


def web_vtt(timeline: Timeline) -> Iterator[str]:
    """Give the captions of a programme; each cue names its speaker, because readers forget it otherwise."""
    return joined("\n", chain(["WEBVTT\n"], (_vtt_cue(cue, timeline.rate) for cue in cues(timeline))))


def srt(timeline: Timeline) -> Iterator[str]:
    """Give the captions as SRT, two lines of 32 characters; a name stands where the speaker changes."""
    cards = (
        f"{number}\n{_times(cue, timeline.rate).replace('.', ',')}\n{_srt_text(cue)}\n"
        for number, cue in enumerate(cues(timeline, NARROW), 1)
    )
    return joined("\n", cards)


def escaped(text: str) -> str:
    """Give text in which nothing can be taken for a tag, a character reference or an arrow."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def spoken_times(cue: Cue, rate: int) -> tuple[int, int]:
    """Give when a cue comes and goes, milliseconds; it stays for one at least."""
    start, end = milliseconds(cue.start, rate), milliseconds(cue.end, rate)
    return start, max(end, start + 1)


def _vtt_cue(cue: Cue, rate: int) -> str:
    text = "\n".join(escaped(line) for line in cue.lines)
    return f"{_times(cue, rate)}\n<v {_voice(cue.speaker)}>{text}</v>\n"


def _srt_text(cue: Cue) -> str:
    """Give the lines of a cue, in which only the colon after a speaker's name looks like one to a reader.

    AntennaPod takes what stands before a colon and a space for a name; and once it has found one, it drops
    what follows the next colon. SRT has no way to say that a `<` or an arrow is one, so they look alike too.
    """
    plain = "\n".join(cue.lines).replace("-->", "→").replace("<", "‹").replace(">", "›")
    if not cue.name:
        return re.sub(r":(?=\s|$)", _COLON, plain)
    length = len(cue.name) + 1
    return plain[:length] + plain[length:].replace(":", _COLON)


def _voice(name: str) -> str:
    """Give a name that every reader takes for one: some do not see a name with a character reference."""
    return " ".join(name.replace("&", " and ").replace("<", "").replace(">", "").split())


def _times(cue: Cue, rate: int) -> str:
    start, end = spoken_times(cue, rate)
    return f"{clock(start)} --> {clock(end)}"
