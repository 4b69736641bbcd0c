"""What a page is told of a script: plain values, as JSON has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from audio.script import turn_text
from audio.studio.document import Document, Entry
from audio.studio.sitting import Changed, Sitting


def document_row(sitting: Sitting) -> dict[str, Any]:
    """Give everything about an open script."""
    with sitting.lock:
        document, about = sitting.document, sitting.about
        return {
            "id": about.id,
            "name": about.name,
            "title": document.head.title,
            "language": document.head.language,
            "revision": sitting.revision,
            "source": about.source.name if about.source != about.script else None,
            **history_row(sitting),
            "speakers": speaker_rows(sitting),
            "chapters": chapter_rows(document),
            "turns": turn_rows(sitting, document.entries),
            "findings": [],
        }


def history_row(sitting: Sitting) -> dict[str, Any]:
    """Give what can be taken back and made again, and when the script was written."""
    done, undone = sitting.history.done, sitting.history.undone
    return {
        "undo": done[-1].words if done else "",
        "redo": undone[-1].words if undone else "",
        "saved": sitting.saved_words(),
    }


def turn_rows(sitting: Sitting, entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Give turns with their numbers among the spoken ones."""
    numbers: dict[str, int] = {}
    for entry in sitting.document.entries:
        if entry.spoken:
            numbers[entry.id] = len(numbers) + 1
    return [_turn_row(entry, numbers.get(entry.id)) for entry in entries]


def _turn_row(entry: Entry, number: int | None) -> dict[str, Any]:
    return {
        "id": entry.id,
        "number": number,
        "speaker": entry.turn.speaker,
        "text": turn_text(entry.turn),
        "narration": entry.turn.narration,
        "spoken": entry.spoken,
        "state": "new",
        "why": "",
        "seconds": None,
        "take": 1,
        "takes": [],
        "said": [],
    }


def speaker_rows(sitting: Sitting) -> list[dict[str, Any]]:
    """Give the cast."""
    return [
        {
            "name": member.speaker,
            "colour": at,
            "voice": str(member.voice),
            "why": member.why,
            "pinned": member.reason == "settings",
            "speed": member.voice.speed,
            "gain_db": member.voice.gain_db,
            "pan": member.voice.pan,
            "expression": member.voice.expression,
            "like": "",
        }
        for at, member in enumerate(sitting.cast.members)
    ]


def chapter_rows(document: Document) -> list[dict[str, Any]]:
    """Give where chapters begin."""
    return [
        {"turn": entry.id, "title": one.title, "kind": one.kind, "paragraph": one.paragraph}
        for entry in document.entries
        for one in entry.headings
    ]


def patch_row(sitting: Sitting, changed: Changed) -> dict[str, Any]:
    """Give what is not as it was."""
    with sitting.lock:
        before, after, step = changed.before, changed.after, changed.step
        kept = {entry.id for entry in step.added}
        moved = [entry.id for entry in step.removed] != [entry.id for entry in step.added] or [
            entry.spoken for entry in step.removed
        ] != [entry.spoken for entry in step.added]
        chapters = [one.headings for one in step.removed] != [one.headings for one in step.added]
        return {
            "turns": turn_rows(sitting, step.added),
            "removed": [entry.id for entry in step.removed if entry.id not in kept],
            "order": [entry.id for entry in after.entries] if moved else None,
            "chapters": chapter_rows(after) if chapters or moved else None,
            "speakers": speaker_rows(sitting),
            "findings": None,
            "title": after.head.title if after.head.title != before.head.title else None,
            **history_row(sitting),
        }
