"""The transcript in the written form: as text, for the web, as JSON, and word by word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from audio.mix import Timeline
from audio.publish.about import About
from audio.publish.chapters import milliseconds, short_clock
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


def transcript_text(script: Script) -> str:
    """Give the transcript as plain text: `Name: ` before each turn, blank lines between paragraphs."""
    turns = (f"{turn.speaker}: {turn.text}" for turn in script.turns)
    return "\n\n".join(filter(None, [script.title, *turns])) + "\n"


def transcript_html(script: Script, about: About, timeline: Timeline) -> str:
    """Give the transcript as a web page of `cite`, `time` and `p`, as `podcast:transcript` describes it."""
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(about.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f"<title>{escape(about.title)}</title>",
        "</head>",
        '<body dir="auto">',
        f"<h1>{escape(about.title)}</h1>",
    ]
    for paragraph in _paragraphs(script, timeline):
        if paragraph.first:
            lines.append(f"<cite>{escape(paragraph.speaker)}:</cite>")
        if paragraph.start is not None:
            lines.append(f"<time>{short_clock(paragraph.start)}</time>")
        lines.append(f"<p>{escape(paragraph.text)}</p>")
    return "\n".join([*lines, f"<footer>{escape(about.notice)}</footer>", "</body>", "</html>", ""])


def transcript_json(timeline: Timeline) -> str:
    """Give the transcript of `podcast:transcript`, type application/json, version 1.0.0; times are seconds.

    A segment is a caption's worth of text: never empty, never longer than seven seconds.
    """
    segments = []
    for cue in cues(timeline):
        start, end = spoken_times(cue, timeline.rate)
        if cue.text:
            times = {"startTime": start / 1000, "endTime": end / 1000}
            segments.append({"speaker": cue.speaker, **times, "body": cue.text})
    return json.dumps({"version": "1.0.0", "segments": segments}, ensure_ascii=False, indent=1) + "\n"


def words_json(timeline: Timeline) -> str:
    """Give when each written word is heard, in seconds, and who says so: `engine` or `proportion`."""
    words = []
    for event in timeline.events:
        segment = event.take.segment
        for word in written_words(event.take) if event.length else ():
            start, end = (
                milliseconds(event.start + at * timeline.rate // event.take.rate, timeline.rate)
                for at in (word.start, word.end)
            )
            place = {"turn": segment.turn, "paragraph": segment.paragraph, "speaker": segment.speaker}
            times = {"start": start / 1000, "end": end / 1000, "timing": word.timing}
            words.append({"text": word.text, **times, **place})
    lines = ",\n".join(json.dumps(word, ensure_ascii=False) for word in words)
    return f'{{"version": 1, "words": [\n{lines}\n]}}\n'


def _paragraphs(script: Script, timeline: Timeline) -> Iterator[_Paragraph]:
    starts: dict[tuple[int, int], int] = {}
    for event in timeline.events:
        if event.length:
            place = (event.take.segment.turn, event.take.segment.paragraph)
            starts.setdefault(place, milliseconds(event.start, timeline.rate))
    for turn in script.turns:
        for number, paragraph in enumerate(turn.paragraphs):
            start = starts.get((turn.number, number))
            yield _Paragraph(turn.speaker, paragraph.text, start, first=not number)
