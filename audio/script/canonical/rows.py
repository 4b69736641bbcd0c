"""A script as one JSON object, for machines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import asdict
from heapq import merge
from typing import Any

from audio.script.values import Chapter, Dropped, Lines, Paragraph, Script, Turn


def script_row(script: Script) -> dict[str, Any]:
    """Give the script as values that JSON knows.

    A turn of which nothing is spoken, such as laughter, stands among the turns in its place with `number`
    null and an empty text; `chapter` is the 1-based number of the chapter that the turn begins in, null
    where there is none.
    """
    silent = [_silent(item) for item in script.dropped if item.speaker and item.lines.first > 0]
    spoken = [_turn(turn, script.chapters) for turn in script.turns]
    return {
        "source": script.source,
        "title": script.title,
        "date": script.date.isoformat() if script.date else None,
        "language": script.language,
        "show": script.show,
        "speakers": [{**asdict(who), "labels": list(who.labels)} for who in script.speakers],
        "turns": list(merge(spoken, silent, key=lambda row: row["line"])),
        "chapters": [
            {"number": number, "title": chapter.title, "turn": chapter.turn, "kind": chapter.kind}
            for number, chapter in enumerate(script.chapters, 1)
        ],
        "dropped": [
            {**_place(item.lines), "text": item.text, "reason": item.reason} for item in script.dropped
        ],
        "labels": [asdict(each) for each in script.scores],
        "doubts": [{"line": doubt.line, "sentence": doubt.sentence} for doubt in script.doubts],
    }


def _place(lines: Lines) -> dict[str, int]:
    return {"line": lines.first, "end_line": lines.last}


def _turn(turn: Turn, chapters: Sequence[Chapter]) -> dict[str, Any]:
    chapter = bisect_right([(each.turn, each.paragraph) for each in chapters], (turn.number, 0)) or None
    return {
        "number": turn.number,
        "speaker": turn.speaker,
        "label": turn.label,
        **_place(Lines(turn.line, turn.paragraphs[-1].lines.last)),
        "narration": turn.narration,
        "chapter": chapter,
        "text": turn.text,
        "paragraphs": list(map(_paragraph, turn.paragraphs)),
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    """Give a paragraph; its links and directions are members where it has any."""
    row: dict[str, Any] = {**_place(paragraph.lines), "text": paragraph.text}
    if paragraph.links:
        row["links"] = [{"words": link.words, "address": link.address} for link in paragraph.links]
    if paragraph.directions:
        row["directions"] = [
            {"kind": each.kind, "start": each.start, "end": each.end}
            | ({"value": each.value} if each.value else {})
            for each in paragraph.directions
        ]
    return row


def _silent(item: Dropped) -> dict[str, Any]:
    return {
        "number": None,
        "speaker": item.speaker,
        "label": item.text.split(":", 1)[0],
        **_place(item.lines),
        "narration": False,
        "chapter": None,
        "text": "",
        "paragraphs": [],
    }
