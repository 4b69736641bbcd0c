"""The timeline written out, for an editor instead of a render."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from audio.files import seen_from
from audio.mix.values import Event, MusicEvent, Timeline
from audio.script import Script

_LABEL = 60
"""Most characters of a take's text in a label."""


def timeline_json(timeline: Timeline, script: Script, folder: Path) -> str:
    """Give a timeline as JSON, version 1: takes, music and chapters in their places.

    `start` is the first sample and `end` the one after the last, at `rate`, for words too. `clip` is the
    take's WAV in the cache; it and the music's files are named as they are seen from `folder`, where the JSON
    is going to be.
    """
    whole = {
        "version": 1,
        "title": script.title,
        "rate": timeline.rate,
        "length": timeline.length,
        "takes": [_take(event, timeline.rate, folder) for event in timeline.events],
        "music": [_music(piece, folder) for piece in timeline.music],
        "chapters": [
            {"title": mark.title, "start": mark.start, "end": mark.end} for mark in timeline.chapters
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def audacity_labels(timeline: Timeline) -> str:
    """Give a label track: each chapter as a point, each take as a stretch with its speaker and first words.

    A line is start and end in seconds and the label, parted by tabs, as Audacity imports and exports them
    (https://manual.audacityteam.org/man/importing_and_exporting_labels.html).
    """
    chapters = [(mark.start, mark.start, f"Chapter: {mark.title}") for mark in timeline.chapters]
    takes = [(event.start, event.end, _label(event)) for event in timeline.events if event.length]
    lines = (
        f"{start / timeline.rate:.6f}\t{end / timeline.rate:.6f}\t{' '.join(label.split())}\n"
        for start, end, label in sorted(chapters + takes)
    )
    return "".join(lines)


def _label(event: Event) -> str:
    text = event.take.segment.written
    shown = text if len(text) <= _LABEL else f"{text[: _LABEL - 1]}…"
    return f"{event.take.segment.speaker}: {shown}"


def _take(event: Event, rate: int, folder: Path) -> dict[str, Any]:
    take = event.take
    words = [
        {
            "text": word.text,
            "start": event.start + word.start * rate // take.rate,
            "end": event.start + word.end * rate // take.rate,
        }
        for word in take.words
    ]
    return {
        "start": event.start,
        "end": event.end,
        "speaker": take.segment.speaker,
        "turn": take.segment.turn,
        "paragraph": take.segment.paragraph,
        "text": take.segment.written,
        "voice": str(take.voice),
        "clip": seen_from(folder, str(take.clip)),
        "words": words,
    }


def _music(piece: MusicEvent, folder: Path) -> dict[str, Any]:
    return {
        "start": piece.start,
        "end": piece.end,
        "role": piece.role,
        "file": seen_from(folder, str(piece.tune.path)),
        "skipped": piece.tune.skipped,
        "gain_db": piece.tune.gain_db,
        "fade_in": piece.fade_in,
        "fade_out": piece.fade_out,
        "duck_db": piece.tune.duck_db,
    }
