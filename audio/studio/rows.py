"""What a page is told of a script: plain values, as JSON has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from audio.cast import ALIKE, CastMember, distance
from audio.script import NARRATOR, turn_text
from audio.studio.document import Document, Entry, Step
from audio.studio.panels import Takes
from audio.studio.sitting import Changed, Sitting
from audio.studio.tending import asked_words, saved_words
from audio.studio.turns import Examiner, state_row

_NO_STEP = Step("", 0, (), ())


class Rows:
    """Writes scripts as rows."""

    def __init__(self, examiner: Examiner, takes: Takes) -> None:
        self._examiner, self._takes = examiner, takes

    def document(self, sitting: Sitting) -> dict[str, Any]:
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
                **_history(sitting),
                "asks": asked_words(sitting),
                "speakers": speaker_rows(sitting),
                "chapters": _chapters(document),
                "turns": self.turns(sitting, document.entries),
                "findings": self._examiner.findings(sitting),
            }

    def patch(self, sitting: Sitting, changed: Changed) -> dict[str, Any]:
        """Give what is not as it was."""
        with sitting.lock:
            before, after = changed.before, changed.after
            step = changed.step or _NO_STEP
            old, new = step.removed, step.added
            kept = {entry.id for entry in new}
            moved = [(one.id, one.spoken) for one in old] != [(one.id, one.spoken) for one in new]
            chapters = [one.headings for one in old] != [one.headings for one in new]
            people = changed.settings or _people(old) != _people(new) or step.heads is not None
            return {
                "turns": self.turns(sitting, new),
                "removed": [entry.id for entry in old if entry.id not in kept],
                "order": [entry.id for entry in after.entries] if moved else None,
                "chapters": _chapters(after) if chapters or moved else None,
                "speakers": speaker_rows(sitting) if people else None,
                "settings": changed.settings,
                "findings": None,
                "title": after.head.title if after.head.title != before.head.title else None,
                **_history(sitting),
            }

    def turns(self, sitting: Sitting, entries: Iterable[Entry]) -> list[dict[str, Any]]:
        """Give turns with their numbers among the spoken ones."""
        numbers: dict[str, int] = {}
        for entry in sitting.document.entries:
            if entry.spoken:
                numbers[entry.id] = len(numbers) + 1
        return [self._turn(sitting, entry, numbers.get(entry.id)) for entry in entries]

    def _turn(self, sitting: Sitting, entry: Entry, number: int | None) -> dict[str, Any]:
        return {
            "id": entry.id,
            "number": number,
            "speaker": entry.turn.speaker,
            "text": turn_text(entry.turn),
            "narration": entry.turn.narration,
            "spoken": entry.spoken,
            **state_row(self._examiner.known(sitting, entry.id)),
            "takes": self._takes.rows(sitting, entry),
        }


def _people(entries: Iterable[Entry]) -> list[str]:
    return [entry.turn.speaker for entry in entries]


def _history(sitting: Sitting) -> dict[str, Any]:
    """Give what can be taken back and made again, and when the script was written."""
    done, undone = sitting.history.done, sitting.history.undone
    return {
        "undo": done[-1].words if done else "",
        "redo": undone[-1].words if undone else "",
        "saved": saved_words(sitting),
        "unsaved": sitting.unsaved,
    }


def _chapters(document: Document) -> list[dict[str, Any]]:
    return [
        {"turn": entry.id, "title": one.title, "kind": one.kind, "paragraph": one.paragraph}
        for entry in document.entries
        for one in entry.headings
    ]


def speaker_rows(sitting: Sitting) -> list[dict[str, Any]]:
    """Give the cast; the narrator's colour is 0, the others' are 1 and up."""
    members = sitting.cast.members
    others = [member.speaker for member in members if member.speaker != NARRATOR]
    return [
        {
            "name": member.speaker,
            "colour": 1 + others.index(member.speaker) if member.speaker in others else 0,
            "voice": str(member.voice),
            "why": member.why,
            "pinned": member.reason != "automatic",
            "speed": member.voice.speed,
            "gain_db": member.voice.gain_db,
            "pan": member.voice.pan,
            "expression": member.voice.expression,
            "like": _like(member, members),
        }
        for member in members
    ]


def _like(member: CastMember, members: Iterable[CastMember]) -> str:
    """Say whom somebody sounds like; empty for nobody."""
    for other in members:
        if other.speaker != member.speaker:
            one, two = str(member.voice), str(other.voice)
            far = distance(one, two)
            if one == two or (far is not None and far < ALIKE):
                return f"sounds like {other.speaker}"
    return ""
