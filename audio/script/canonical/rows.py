"""A script as one JSON object, for machines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import chain

from audio.script.values import Chapter, Dropped, Paragraph, Script, Turn


def script_row(script: Script) -> dict[str, object]:
    """Give the script as values that JSON knows.

    A turn of which nothing is spoken, such as laughter, stands among the turns in its place with `number`
    null and an empty text; `chapter` is the 1-based number of the chapter that the turn begins in, null
    where there is none.
    """
    silent = [item for item in script.dropped if item.speaker and item.lines.first > 0]
    rows = chain(
        ((turn.line, 0, _turn(turn, script.chapters)) for turn in script.turns),
        ((item.lines.first, 1, _silent(item)) for item in silent),
    )
    ordered = sorted(rows, key=lambda row: row[:2]) if silent else list(rows)
    return {
        "source": script.source,
        "title": script.title,
        "date": script.date.isoformat() if script.date else None,
        "language": script.language,
        "show": script.show,
        "speakers": [
            {"name": who.name, "labels": list(who.labels), "description": who.description}
            for who in script.speakers
        ],
        "turns": [row for _, _, row in ordered],
        "chapters": [
            {"number": number, "title": chapter.title, "turn": chapter.turn, "kind": chapter.kind}
            for number, chapter in enumerate(script.chapters, 1)
        ],
        "dropped": [
            {"line": item.lines.first, "end_line": item.lines.last, "text": item.text, "reason": item.reason}
            for item in script.dropped
        ],
        "labels": [{"label": each.label, "line": each.line, "score": each.score} for each in script.scores],
        "doubts": [{"line": doubt.line, "sentence": doubt.sentence} for doubt in script.doubts],
    }


def _turn(turn: Turn, chapters: Sequence[Chapter]) -> dict[str, object]:
    chapter = bisect_right([(each.turn, each.paragraph) for each in chapters], (turn.number, 0)) or None
    return {
        "number": turn.number,
        "speaker": turn.speaker,
        "label": turn.label,
        "line": turn.line,
        "end_line": turn.paragraphs[-1].lines.last,
        "narration": turn.narration,
        "chapter": chapter,
        "text": turn.text,
        "paragraphs": [
            {"line": p.lines.first, "end_line": p.lines.last, "text": p.text, **_links(p), **_directions(p)}
            for p in turn.paragraphs
        ],
    }


def _links(paragraph: Paragraph) -> dict[str, object]:
    """Give a paragraph's links as a member, where it has any."""
    links = [{"words": link.words, "address": link.address} for link in paragraph.links]
    return {"links": links} if links else {}


def _directions(paragraph: Paragraph) -> dict[str, object]:
    """Give how parts of a paragraph are to be said, as a member, where it is directed."""
    asked = [
        {
            "kind": each.kind,
            "start": each.start,
            "end": each.end,
            **({"value": each.value} if each.value else {}),
        }
        for each in paragraph.directions
    ]
    return {"directions": asked} if asked else {}


def _silent(item: Dropped) -> dict[str, object]:
    return {
        "number": None,
        "speaker": item.speaker,
        "label": item.text.split(":", 1)[0],
        "line": item.lines.first,
        "end_line": item.lines.last,
        "narration": False,
        "chapter": None,
        "text": "",
        "paragraphs": [],
    }
