"""A script that is open: what it says now, who says it, and every change of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from audio.cast import (
    Cast,
    OpenCatalogue,
    Settings,
    cast_script,
    effective_settings,
    find_settings,
    mistyped_names,
)
from audio.episode import Plan, Request, plan_to_publish
from audio.errors import InputError
from audio.files import look_of
from audio.script import Script, turn_text
from audio.source import Source
from audio.speech import catalogue
from audio.studio.document import (
    Document,
    Entry,
    History,
    Step,
    applied,
    between,
    edit_of,
    told,
    touched,
    with_setting,
)
from audio.studio.folder import ConflictError, Listed
from audio.studio.keeping import FromDisk, Keeper

QUIET = 0.5
"""Seconds without an edit after which the script is written."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A change that was made."""

    revision: int
    before: Document
    after: Document
    step: Step | None
    """None where the script is the same, and something else is not: the cast, the settings."""
    recast: frozenset[str] = frozenset()
    """Who speaks in another voice, or in another way."""

    @property
    def settings(self) -> bool:
        """Tell whether settings are others now, of which any turn may hear."""
        if self.step is None:
            return True
        heads = self.step.heads
        return heads is not None and heads[0][1].settings != heads[1][1].settings


class Sitting:
    """An open script. Any thread may call it; it is the only one that writes the script."""

    def __init__(self, about: Listed) -> None:
        self.about = about
        self.lock = threading.RLock()
        self.revision = 1
        self.question: FromDisk | None = None
        """What was changed in the file where somebody has to say whose it is to be."""
        self._changed_at: dict[str, int] = {}
        self._edited = 0.0
        self.keeper = Keeper(about)
        self.history, found = self.keeper.open()
        self.settings_file: Path | None = None
        self.settings: Settings
        self.cast: Cast
        self.near_misses: tuple[tuple[str, str], ...] = ()
        """Who speaks, and the name in the settings that is nearly theirs."""
        self._settings_look: tuple[int, ...] = ()
        self.settle()
        if found is not None:
            self._from_disk(found)

    @property
    def document(self) -> Document:
        """Give what the script says now."""
        return self.history.document

    @property
    def unsaved(self) -> bool:
        """Tell whether the file says something else."""
        return self.document is not self.keeper.written

    def settle(self) -> None:
        """Read the settings and cast the script anew. Raises `InputError` where they are wrong."""
        script = self.document.script()
        self.settings_file = find_settings(self.about.script)
        self._settings_look = look_of(self.settings_file)
        entries = catalogue()
        self._cast_by(effective_settings(self.settings_file, script, catalogue=entries), script, entries)

    def _cast_by(self, settings: Settings, script: Script, entries: OpenCatalogue) -> None:
        self.cast = cast_script(script, settings, entries)
        self.settings, self.near_misses = settings, tuple(mistyped_names(script, settings))

    def recast(self) -> Changed:
        """Note that the settings were changed, after `settle`."""
        with self.lock:
            before = {member.speaker: member.voice for member in self.cast.members}
            self.settle()
            self.revision += 1
            others = (one.speaker for one in self.cast.members if before.get(one.speaker) != one.voice)
            return Changed(self.revision, self.document, self.document, None, frozenset(others))

    def noted(self, name: str) -> Changed:
        """Note that a turn is to be told anew, though it says the same."""
        with self.lock:
            self.revision += 1
            at = self.document.place(name)
            same = () if at is None else (self.document.entries[at],)
            step = Step("", at or 0, same, same)
            return Changed(self.revision, self.document, self.document, step)

    def settings_changed(self) -> bool:
        """Tell whether the settings' file looks otherwise than when it was read."""
        return look_of(find_settings(self.about.script)) != self._settings_look

    def edit(self, given: Any, revision: int) -> Changed:
        """Make an edit that was made when the document had a revision.

        Raises `ConflictError` where what it is about has changed since, `InputError` where it cannot be made,
        `PublishError` where it cannot be kept.
        """
        edit = edit_of(given)
        with self.lock:
            if any(self._changed_at.get(turn, 0) > revision for turn in touched(edit)):
                raise ConflictError("That turn was changed meanwhile, in another window or in the file.")
            before = self.document
            return self._step(between(before, applied(before, edit), told(before, edit)))

    def set_in_script(self, where: tuple[str, ...], value: str, words: str) -> Changed:
        """Change a setting in the script's front matter, where its comments stay. Raises as `edit` does."""
        with self.lock:
            before = self.document
            return self._step(between(before, with_setting(before, where, value), words))

    def undo(self) -> Changed | None:
        """Take the last edit back; None where there is none."""
        with self.lock:
            history = self.history
            if not history.done:
                return None
            self.keeper.journal.undo()
            return self._went(history.done[-1].inverse(), history.undo())

    def redo(self) -> Changed | None:
        """Make the edit again that was taken back last; None where there is none."""
        with self.lock:
            history = self.history
            if not history.undone:
                return None
            self.keeper.journal.redo()
            return self._went(history.undone[-1], history.redo())

    def _step(self, step: Step) -> Changed:
        self.keeper.journal.step(step)
        return self._went(step, self.history.made(step))

    def _went(self, step: Step, history: History) -> Changed:
        before = self.document
        self.history = history
        self.revision += 1
        self._edited = time.monotonic()
        for entry in (*step.removed, *step.added):
            self._changed_at[entry.id] = self.revision
        if step.heads is not None or _people(step.removed) != _people(step.added):
            look = self._settings_look
            try:
                self.settle()
            except InputError:  # the edit is made, and the settings are told of when next looked at
                self._settings_look = look
                self._cast_by(self.settings, self.document.script(), catalogue())
        return Changed(self.revision, before, self.document, step)

    def look(self) -> Changed | None:
        """Take in what somebody else made of the file; None where there is nothing, or nothing certain.

        Then `question` says what is to be asked. Raises `ScriptError` where the file cannot be read now.
        """
        with self.lock:
            found = self.keeper.changed(self.document)
            return None if found is None else self._from_disk(found)

    def _from_disk(self, found: FromDisk) -> Changed | None:
        if found.step is None:
            self.question = found
            return None
        self.question = None
        self.keeper.took(found.theirs)
        return self._step(found.step)

    def choose(self, *, theirs: bool) -> Changed | None:
        """Answer the question: the file as it is, or the document. The other can be had back by undoing."""
        with self.lock:
            question, mine = self.question, self.document
            if question is None:
                return None
            self.question = None
            self.keeper.took(question.theirs)
            named = enumerate(question.theirs.entries, mine.following)
            entries = tuple(replace(entry, id=f"t{number}") for number, entry in named)
            into = replace(question.theirs, entries=entries, following=mine.following + len(entries))
            changed = self._step(between(mine, into, "what was changed in the file"))
            return changed if theirs else self.undo()

    def save_if_due(self, *, now: bool = False) -> bool:
        """Write the script where it is to be written; tell whether it was. Raises `PublishError`."""
        with self.lock:
            still = now or time.monotonic() - self._edited >= QUIET
            if not self.unsaved or self.question is not None or not still:
                return False
            self.keeper.save(self.document)
            return True

    def entry(self, name: str) -> Entry:
        """Give a turn. Raises `InputError` where there is none of that name."""
        at = self.document.place(name)
        if at is None:
            raise InputError("That turn is not there any more: it was joined to another or taken out.")
        return self.document.entries[at]

    def text_of(self, name: str) -> str:
        """Give what a turn says, with its marks. Raises `InputError` where there is none of that name."""
        return turn_text(self.entry(name).turn)

    def source(self) -> Source:
        """Give the script as it would be read from its file now."""
        path = self.about.script
        return Source(str(path), self.document.text().encode(), path)

    def plan(self, options: dict[str, Any]) -> Plan:
        """Plan the episode. Raises what `plan_to_publish` raises."""
        return plan_to_publish(Request(self.source(), options=options))


def _people(entries: Iterable[Entry]) -> list[str]:
    return [entry.turn.speaker for entry in entries if entry.spoken]
