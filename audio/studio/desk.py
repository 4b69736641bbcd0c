"""The desk: the opened folder, the scripts that are open, and who looks after them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from audio.episode import Plan
from audio.speech import Allow
from audio.studio.attention import Attention
from audio.studio.events import Events
from audio.studio.folder import Listed, MissingError, interviews, listed
from audio.studio.hearing import RATE, Hearings, seconds_of
from audio.studio.jobs import Jobs
from audio.studio.panels import Takes, line_plan, sentence_plan, take_plan
from audio.studio.rendering import Renders
from audio.studio.rows import Rows
from audio.studio.sitting import Changed, Sitting
from audio.studio.tending import Tender
from audio.studio.turns import Examiner, standing

Sound = tuple[Iterator[bytes], dict[str, str]]
"""Samples as they are spoken, and the headers that tell of them."""


class Desk:
    """Everything that is open."""

    def __init__(self, folder: Path, first: Path | None, allow: Allow) -> None:
        self.folder = folder
        self.events = Events()
        self.jobs = Jobs(self.events)
        self.attention = Attention()
        self.hearings = Hearings(allow, self.attention)
        self.examiner = Examiner(self.events, self.attention)
        self.takes = Takes()
        self.rows = Rows(self.examiner, self.takes)
        self.renders = Renders(folder, self.jobs, self.examiner, allow, self.attention)
        self._first = None if first is None else listed(first)
        self._opening = threading.Lock()
        self._open: dict[str, Sitting] = {}
        self._tender = Tender(self.events, lambda: tuple(self._open.values()), self.tell)

    def hush(self) -> None:
        """Say goodbye to whoever listens, to events or to a sound."""
        self.events.close()
        self.hearings.close()

    def close(self) -> None:
        """End all jobs, and write what is to be written."""
        self.hush()
        self.jobs.close()
        self.renders.close()
        self.examiner.close()
        self._tender.close()

    def tell(self, sitting: Sitting, changed: Changed) -> dict[str, Any]:
        """Tell every page of a change, and have looked at what it touched; give the change as it was told."""
        entries = sitting.document.entries
        if changed.settings:
            self.examiner.want(sitting, [entry.id for entry in entries], soon=False)
        self.examiner.changed(sitting, [one for one in entries if one.turn.speaker in changed.recast])
        self.examiner.changed(sitting, changed.step.added if changed.step else ())
        told = {"revision": changed.revision, "patch": self.rows.patch(sitting, changed)}
        self.events.publish("document", {"script": sitting.about.id, **told})
        return told

    def refresh(self, script: str, name: str) -> dict[str, Any]:
        """Tell every page of a turn whose takes are others now."""
        sitting = self.sitting(script)
        told = self.tell(sitting, sitting.noted(name))
        self.examiner.want(sitting, [name])
        return told

    def folder_row(self) -> dict[str, Any]:
        """Give the interviews of the folder."""
        found = self._listed().values()
        return {
            "folder": str(self.folder.resolve()),
            "scripts": [self._listed_row(one) for one in found],
            "open": self._first.id if self._first else None,
        }

    def _listed_row(self, one: Listed) -> dict[str, Any]:
        sitting = self._open.get(one.id)
        document = sitting.document if sitting else None
        return {
            "id": one.id,
            "name": one.name,
            "title": document.head.title if document else "",
            "turns": sum(entry.spoken for entry in document.entries) if document else None,
            "seconds": None,
            "episode": self.renders.episode_row(one),
        }

    def _listed(self) -> dict[str, Listed]:
        found = {one.id: one for one in interviews(self.folder)}
        return {**found, **({self._first.id: self._first} if self._first else {})}

    def about(self, script: str) -> Listed:
        """Give an interview of the folder. Raises `MissingError` for a name of none."""
        about = self._listed().get(script)
        if about is None:
            raise MissingError("There is no such script in the folder that is open.")
        return about

    def sitting(self, script: str) -> Sitting:
        """Give an open script; it is opened where it is not. Raises `MissingError` for a name of none."""
        with self._opening:
            if script not in self._open:
                sitting = self._open[script] = Sitting(self.about(script))
                self.hearings.warm(member.voice for member in sitting.cast.members)
                self.examiner.want(sitting, [entry.id for entry in sitting.document.entries], soon=False)
            return self._open[script]

    def sound(self, script: str, turn: str, asked: dict[str, str]) -> Sound:
        """Give the sound of a turn as it is spoken; in another voice, or another take, where asked."""
        sitting = self.sitting(script)
        plan = standing(sitting, turn).plan()
        if voice := asked.get("voice"):
            return self._sound(line_plan(plan, sitting.entry(turn).turn.speaker, voice))
        if take := asked.get("take"):
            return self._sound(take_plan(plan, int(take) if take.isdecimal() else 0))

        def ended(error: BaseException | None) -> None:
            if error is not None:
                self.examiner.failed(sitting, turn, str(error))
            else:
                self.renders.fill(sitting, turn)

        return self._sound(plan, ended)

    def sentence(self, script: str, asked: dict[str, str]) -> Sound:
        """Give the sound of the sentence in which a word stands, said in a way."""
        around = standing(self.sitting(script), asked.get("turn", ""))
        return self._sound(sentence_plan(around, asked.get("word", ""), asked.get("say", "")))

    def _sound(self, plan: Plan, ended: Any = lambda _: None) -> Sound:
        seconds = seconds_of(plan)
        headers = {"X-Rate": str(RATE), **({} if seconds is None else {"X-Seconds": f"{seconds:.3f}"})}
        return self.hearings.sound_of(plan, ended), headers

    def job_rows(self) -> list[dict[str, Any]]:
        """Give all jobs."""
        return [asdict(job) for job in self.jobs.all()]
