"""A script that is open: what it says now, who says it, and every change of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from audio.cast import Cast, Settings, cast_script, effective_settings, find_settings
from audio.episode import Plan, Request, plan_to_publish
from audio.errors import InputError
from audio.files import write_text
from audio.script import Script, read_bytes
from audio.source import Source, open_source
from audio.speech import Segment, catalogue, segment_script, without_marks
from audio.studio.document import (
    Document,
    Entry,
    History,
    Step,
    applied,
    between,
    canonical_text,
    edit_of,
    read_document,
    told,
    touched,
)
from audio.studio.events import Events
from audio.studio.folder import Listed

_QUIET = 0.5
"""Seconds without an edit after which the script is written."""


class ConflictError(InputError):
    """An edit of a turn that has changed since."""


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change made of the document."""

    revision: int
    before: Document
    after: Document
    step: Step


class Sitting:
    """An open script. Any thread may call it; it is the only one that writes the script."""

    def __init__(self, about: Listed, events: Events) -> None:
        self.about = about
        self.events = events
        self.lock = threading.RLock()
        self.revision = 1
        self.saved_at: float | None = None
        self._saving: threading.Timer | None = None
        self._changed_at: dict[str, int] = {}
        text = _text_of(about)
        self.history = History(read_document(text, str(about.script)))
        self._settle()

    def _settle(self) -> None:
        """Read the settings and cast the script anew."""
        script = self.document.script()
        self.settings_file = find_settings(self.about.script)
        entries = catalogue()
        self.settings: Settings = effective_settings(self.settings_file, script, catalogue=entries)
        self.cast: Cast = cast_script(script, self.settings, entries)

    @property
    def document(self) -> Document:
        """Give what the script says now."""
        return self.history.document

    def edit(self, given: Any, revision: int) -> Changed:
        """Make an edit that was made when the document had a revision.

        Raises `ConflictError` where what it is about has changed since, `InputError` where it cannot be made.
        """
        edit = edit_of(given)
        with self.lock:
            if any(self._changed_at.get(turn, 0) > revision for turn in touched(edit)):
                raise ConflictError("That turn was changed meanwhile, in another window or in the file.")
            before = self.document
            step = between(before, applied(before, edit), told(before, edit))
            return self._went(before, step, self.history.made(step))

    def undo(self) -> Changed | None:
        """Take the last edit back; None where there is none."""
        with self.lock:
            before, history = self.document, self.history
            return self._went(before, history.done[-1].inverse(), history.undo()) if history.done else None

    def redo(self) -> Changed | None:
        """Make the edit again that was taken back last; None where there is none."""
        with self.lock:
            before, history = self.document, self.history
            return self._went(before, history.undone[-1], history.redo()) if history.undone else None

    def _went(self, before: Document, step: Step, history: History) -> Changed:
        self.history = history
        self.revision += 1
        for entry in (*step.removed, *step.added):
            self._changed_at[entry.id] = self.revision
        if {entry.turn.speaker for entry in step.added} - {who.speaker for who in self.cast.members}:
            self._settle()
        self._save_soon()
        return Changed(self.revision, before, self.document, step)

    def _save_soon(self) -> None:
        if self._saving is not None:
            self._saving.cancel()
        self._saving = threading.Timer(_QUIET, self.save)
        self._saving.daemon = True
        self._saving.start()

    def save(self) -> None:
        """Write the script."""
        with self.lock:
            write_text(self.about.script, self.document.text())
            self.saved_at = time.time()
        self.events.publish("saved", {"script": self.about.id, "at": self.saved_words()})

    def saved_words(self) -> str | None:
        """Give when the script was written last, such as `12:03`."""
        return None if self.saved_at is None else time.strftime("%H:%M", time.localtime(self.saved_at))

    def entry(self, name: str) -> Entry:
        """Give a turn. Raises `InputError` where there is none of that name."""
        at = self.document.place(name)
        if at is None:
            raise InputError("That turn is not there any more: it was joined to another or taken out.")
        return self.document.entries[at]

    def source(self) -> Source:
        """Give the script as it would be read from its file now."""
        path = self.about.script
        return Source(str(path), self.document.text().encode(), path)

    def plan(self, options: dict[str, Any]) -> Plan:
        """Plan the episode. Raises what `plan_to_publish` raises."""
        return plan_to_publish(Request(self.source(), options=options))

    def turn_plan(self, name: str, voice: str = "") -> Plan:
        """Plan one turn, where it stands; `voice` speaks it instead of the speaker's own."""
        with self.lock:
            around = _around(self.document, name)
            cast, settings = self.cast, self.settings
        script, number = around
        segments = tuple(one for one in segment_script(script, cast, settings.pronunciations) if one.turn == number)
        segments = tuple(replace(one, number=at) for at, one in enumerate(segments, 1))
        alone = replace(script, turns=tuple(turn for turn in script.turns if turn.number == number), chapters=())
        request = Request(Source(str(self.about.script), b"", self.about.script))
        return Plan(request, without_marks(alone), settings, self.settings_file, cast, segments)


def _text_of(about: Listed) -> str:
    """Give the canonical script; it is made where there is none yet."""
    file = about.script if about.script.is_file() else about.source
    source = open_source(file)
    text = canonical_text(source.data, read_bytes(source.data, source.name))
    if file != about.script:
        write_text(about.script, text)
    return text


def _around(document: Document, name: str) -> tuple[Script, int]:
    """Give a script of a turn with its neighbours, and the turn's number in it."""
    at = document.place(name)
    if at is None:
        raise InputError("That turn is not there any more: it was joined to another or taken out.")
    entries = document.entries
    before = next((one for one in reversed(entries[:at]) if one.spoken), None)
    after = next((one for one in entries[at + 1 :] if one.spoken), None)
    some = tuple(one for one in (before, replace(entries[at], spoken=True), after) if one is not None)
    return replace(document, entries=some).script(), 1 + (before is not None)
