"""Chapters as Podcasting 2.0 wants them: JSON chapters 1.2.0, served as `application/json+chapters`."""

from __future__ import annotations

import json

from audio.mix import Timeline
from audio.publish.about import About


def milliseconds(samples: int, rate: int) -> int:
    """Give whole milliseconds, rounded down: the one way in which times leave the house."""
    return samples * 1000 // rate


def json_chapters(timeline: Timeline, about: About, file_name: str) -> str:
    """Give the chapter file of the episode in `file_name`; times are seconds with milliseconds.

    Format: https://github.com/Podcastindex-org/podcast-namespace, `docs/examples/chapters/jsonChapters.md`.
    """
    described = {
        "title": about.title,
        "author": about.artist,
        "podcastName": about.album,
        "fileName": file_name,
    }
    chapters = [
        {
            "startTime": milliseconds(mark.start, timeline.rate) / 1000,
            "title": mark.title,
            "endTime": milliseconds(mark.end, timeline.rate) / 1000,
        }
        for mark in timeline.chapters
    ]
    whole = {
        "version": "1.2.0",
        **{key: text for key, text in described.items() if text},
        "chapters": chapters,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
