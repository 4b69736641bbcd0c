"""A script that is open: what it says now, who says it, and every change of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from audio.cast import Cast, Settings
from audio.episode import Plan, Request, plan_to_publish
from audio.errors import InputError, PublishError
from audio.script import turn_text
from audio.source import Source
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
from audio.studio.governing import Governing
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
    told: str = ""
    """What somebody has to know of it: what could not be taken back, or that another program made it."""

    @property
    def settings(self) -> bool:
        """Tell whether settings are others now, of which any turn may hear."""
        if self.step is None or self.step.settings is not None:
            return True
        heads = self.step.heads
        return heads is not None and heads[0][1].settings != heads[1][1].settings


class Sitting:
    """An open script. Any thread may call it; it is the only one that writes the script."""

    def __init__(self, about: Listed) -> None:
        self.about = about
        self.lock = threading.RLock()
        self.began = self.revision = time.time_ns() // 1_000_000
        """Counted on from the clock: no sitting gives a number that one before it gave."""
        self.saved_revision = 0
        """The revision that was written last."""
        self.question: FromDisk | None = None
        """What was changed in the file where somebody has to say whose it is to be."""
        self._changed_at: dict[str, int] = {}
        self._edited = 0.0
        self._rendered = False
        self.keeper = Keeper(about)
        self.history, found = self.keeper.open()
        self.governing = Governing(about, self.document.script())
        if found is not None:
            self._from_disk(found)

    @property
    def document(self) -> Document:
        """Give what the script says now."""
        return self.history.document

    @property
    def cast(self) -> Cast:
        """Give who speaks in which voice."""
        return self.governing.cast

    @property
    def settings(self) -> Settings:
        """Give the settings that hold."""
        return self.governing.settings

    @property
    def unsaved(self) -> bool:
        """Tell whether the file says something else."""
        return self.document is not self.keeper.written

    def recast(self) -> Changed | None:
        """Take in what was made of the settings, in another script or program; None where nothing was.

        Raises `InputError` where they are wrong.
        """
        with self.lock:
            governing, now = self.governing, self.document
            if not governing.look_is_another():
                return None
            voices, foreign = governing.voices(), governing.is_left_by_another()
            governing.settle(now.script())
            self.revision += 1
            told = "The settings were changed in another program." if foreign else ""
            return Changed(self.revision, now, now, None, governing.others(voices), told)

    def noted(self, name: str) -> Changed:
        """Note that a turn is to be told anew, though it says the same."""
        with self.lock:
            self.revision += 1
            at = self.document.place(name)
            same = () if at is None else (self.document.entries[at],)
            step = Step("", at or 0, same, same)
            return Changed(self.revision, self.document, self.document, step)

    def edit(self, given: Any, revision: int) -> Changed:
        """Make an edit that was made when the document had a revision.

        Raises `ConflictError` where what it is about has changed since, `InputError` where it cannot be made,
        `PublishError` where it cannot be kept.
        """
        edit = edit_of(given)
        with self.lock:
            self._check_untouched(touched(edit), revision)
            before = self.document
            return self._step(between(before, applied(before, edit), told(before, edit)))

    def _check_untouched(self, turns: Sequence[str], revision: int) -> None:
        if turns and revision < self.began:
            raise ConflictError("The studio was started again since this page was loaded: try once more.")
        if any(self._changed_at.get(turn, 0) > revision for turn in turns):
            raise ConflictError("That turn was changed meanwhile, in another window or in the file.")

    def set_in_script(self, where: tuple[str, ...], value: str, words: str) -> Changed:
        """Change a setting in the script's front matter, where its comments stay. Raises as `edit` does."""
        with self.lock:
            before = self.document
            return self._step(between(before, with_setting(before, where, value), words))

    def set_in_settings(self, words: str, change: Callable[[Path], None]) -> Changed | None:
        """Have the settings' file changed, as an edit that can be taken back; None where it said that before.

        Raises `InputError` where it cannot be, `PublishError` where it cannot be kept.
        """
        with self.lock:
            rewrite = self.governing.change(change)
            if rewrite is None:
                return None
            try:
                return self._step(Step(words, 0, (), (), settings=rewrite))
            except PublishError:
                self.governing.bring_back(rewrite.inverse())
                raise

    def undo(self) -> Changed | None:
        """Take the last edit back; None where there is none."""
        with self.lock:
            history, journal = self.history, self.keeper.journal
            if not history.done:
                return None
            return self._again(history.done[-1].inverse(), history.undo(), journal.undo)

    def redo(self) -> Changed | None:
        """Make the edit again that was taken back last; None where there is none."""
        with self.lock:
            history, journal = self.history, self.keeper.journal
            if not history.undone:
                return None
            return self._again(history.undone[-1], history.redo(), journal.redo)

    def _again(self, step: Step, history: History, note: Callable[[], None]) -> Changed:
        kept = () if step.settings is None else self.governing.bring_back(step.settings)
        try:
            note()
        except PublishError:
            if step.settings is not None:
                self.governing.bring_back(step.settings.inverse())
            raise
        return self._went(step, history, step.words_of_kept(kept))

    def _step(self, step: Step) -> Changed:
        self.keeper.journal.step(step)
        return self._went(step, self.history.made(step))

    def _went(self, step: Step, history: History, told: str = "") -> Changed:
        before, voices = self.document, self.governing.voices()
        self.history = history
        self.revision += 1
        self._edited = time.monotonic()
        for entry in (*step.removed, *step.added):
            self._changed_at[entry.id] = self.revision
        people = _people(step.removed) != _people(step.added)
        if step.heads is not None or step.settings is not None or people:
            self.governing.settle_if_right(self.document.script())
        return Changed(self.revision, before, self.document, step, self.governing.others(voices), told)

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
            self.saved_revision = self.revision
            return True

    def leave(self) -> None:
        """Leave nothing of a script that was only looked at: what is edited in its source holds again."""
        with self.lock:
            if not (self.history.done or self.history.undone or self._rendered):
                self.keeper.forget()

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
        self._rendered = True
        return plan_to_publish(Request(self.source(), options=options))


def _people(entries: Iterable[Entry]) -> list[str]:
    return [entry.turn.speaker for entry in entries if entry.spoken]
