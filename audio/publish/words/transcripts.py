"""The transcript in the written form: as text, for the web, as JSON, and word by word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import chain
from typing import Any

from audio.mix import Timeline
from audio.publish.about import About
from audio.publish.chapters import milliseconds, short_clock
from audio.publish.heard import by_paragraph, turns_heard
from audio.publish.pieces import joined, json_pieces
from audio.publish.words.captions import spoken_times
from audio.publish.words.cues import cues
from audio.publish.words.times import written_words
from audio.script import Script


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph, who says it and when."""

    speaker: str
    text: str
    start: int | None
    """Milliseconds; None where nothing of it is heard."""
    first: bool
    """True for the first one of its turn."""


def transcript_text(script: Script) -> Iterator[str]:
    """Give the transcript as plain text: `Name: ` before each turn, blank lines between paragraphs."""
    said = (f"{turn.speaker}: {turn.text}" for turn in script.turns)
    yield from joined("\n\n", chain(filter(None, [script.title]), said))
    yield "\n"


def transcript_html(script: Script, about: About, timeline: Timeline) -> Iterator[str]:
    """Give the transcript as a web page of `cite`, `time` and `p`, as `podcast:transcript` describes it."""
    yield f'<!DOCTYPE html>\n<html lang="{escape(about.language)}">\n<head>\n<meta charset="utf-8">\n'
    yield f"<title>{escape(about.title)}</title>\n</head>\n"
    yield f'<body dir="auto">\n<h1>{escape(about.title)}</h1>\n'
    for paragraph in _paragraphs(script, timeline):
        if paragraph.first:
            yield f"<cite>{escape(paragraph.speaker)}:</cite>\n"
        if paragraph.start is not None:
            yield f"<time>{short_clock(paragraph.start)}</time>\n"
        yield f"<p>{escape(paragraph.text)}</p>\n"
    yield f"<footer>{escape(about.notice)}</footer>\n</body>\n</html>\n"


def transcript_json(timeline: Timeline) -> Iterator[str]:
    """Give the transcript of `podcast:transcript`, type application/json, version 1.0.0; times are seconds.

    A segment is a caption's worth of text: never empty, never longer than seven seconds.
    """
    return json_pieces({"version": "1.0.0", "segments": _segments(timeline)})


def _segments(timeline: Timeline) -> Iterator[dict[str, Any]]:
    for cue in cues(timeline):
        start, end = spoken_times(cue, timeline.rate)
        if cue.text:
            times = {"startTime": start / 1000, "endTime": end / 1000}
            yield {"speaker": cue.speaker, **times, "body": cue.text}


def words_json(timeline: Timeline) -> Iterator[str]:
    """Give when each written word is heard, in seconds, and who says so: `engine` or `proportion`."""
    yield '{"version": 1, "words": [\n'
    yield from joined(",\n", (json.dumps(word, ensure_ascii=False) for word in _words(timeline)))
    yield "\n]}\n"


def _words(timeline: Timeline) -> Iterator[dict[str, Any]]:
    for event in timeline.events:
        segment = event.take.segment
        for word in written_words(event.take) if event.length else ():
            start, end = (
                milliseconds(event.start + at * timeline.rate // event.take.rate, timeline.rate)
                for at in (word.start, word.end)
            )
            place = {"turn": segment.turn, "paragraph": segment.paragraph, "speaker": segment.speaker}
            times = {"start": start / 1000, "end": end / 1000, "timing": word.timing}
            yield {"text": word.text, **times, **place}


def _paragraphs(script: Script, timeline: Timeline) -> Iterator[_Paragraph]:
    for turn, events in turns_heard(script, timeline):
        said = zip(turn.paragraphs, by_paragraph(turn, events), strict=True)
        for number, (paragraph, own) in enumerate(said):
            heard = (event for event in own if event.length)
            start = next((milliseconds(event.start, timeline.rate) for event in heard), None)
            yield _Paragraph(turn.speaker, paragraph.text, start, first=not number)
