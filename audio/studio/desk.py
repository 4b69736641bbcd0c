"""The desk: the opened folder, the scripts that are open, and the jobs; what every address is answered from."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from audio.episode import render_episode, target_for
from audio.errors import InputError
from audio.speech import Allow
from audio.studio.events import Events
from audio.studio.folder import Listed, interviews, listed
from audio.studio.hearing import RATE, sound_of
from audio.studio.jobs import Jobs, Reporter
from audio.studio.sitting import Sitting


class Desk:
    """Everything that is open."""

    def __init__(self, folder: Path, first: Path | None, allow: Allow) -> None:
        self.folder = folder
        self.events = Events()
        self.jobs = Jobs(self.events)
        self._allow = allow
        self._first = None if first is None else listed(first)
        self._opening = threading.Lock()
        self._open: dict[str, Sitting] = {}
        self._finished: dict[tuple[str, str], Path] = {}

    def _listed(self) -> dict[str, Listed]:
        found = {one.id: one for one in interviews(self.folder)}
        return {**found, **({self._first.id: self._first} if self._first else {})}

    def folder_row(self) -> dict[str, Any]:
        """Give the interviews of the folder."""
        scripts = [
            {
                "id": one.id, "name": one.name, "title": self._open[one.id].document.head.title
                if one.id in self._open else "", "turns": None, "seconds": None, "episode": None,
            }
            for one in self._listed().values()
        ]  # fmt: skip
        return {
            "folder": str(self.folder.resolve()),
            "scripts": scripts,
            "open": self._first.id if self._first else None,
        }

    def sitting(self, script: str) -> Sitting:
        """Give an open script; it is opened where it is not. Raises `InputError` for a name of none."""
        with self._opening:
            if script not in self._open:
                about = self._listed().get(script)
                if about is None:
                    raise InputError("There is no such script in the folder that is open.")
                self._open[script] = Sitting(about, self.events)
            return self._open[script]

    def sound(self, script: str, turn: str, asked: dict[str, str]) -> tuple[Iterator[bytes], dict[str, str]]:
        """Give the sound of a turn as it is spoken, and what is known of it."""
        plan = self.sitting(script).turn_plan(turn)
        return sound_of(plan, self._allow), {"X-Rate": str(RATE)}

    def render(self, script: str, given: dict[str, Any]) -> dict[str, Any]:
        """Have an episode made."""
        sitting = self.sitting(script)
        options: dict[str, Any] = {"engine": "hibari"} if given.get("draft") else {}
        options["output.files"] = given.get("files")
        options["output.formats"] = [given["audio_format"]] if given.get("audio_format") else None

        def work(job: str) -> dict[str, Any]:
            plan = sitting.plan(options)
            spoken = [entry.id for entry in sitting.document.entries if entry.spoken]
            names = {number: name for number, name in enumerate(spoken, 1)}
            target = target_for(sitting.source(), self.folder / "out", draft=plan.draft)
            episode = render_episode(plan, target, allow=self._allow, watch=Reporter(self.jobs, job, names.get))
            files = []
            for file in episode.published.files:
                self._finished[script, file.name] = file
                files.append({"name": file.name, "href": f"/files/{script}/{file.name}"})
            page = episode.published.companions.get("page")
            return {
                "files": files, "page": f"/files/{script}/{page.name}" if page else None,
                "seconds": episode.published.seconds, "lufs": episode.published.lufs,
                "dbtp": episode.published.peak, "failed": [],
            }  # fmt: skip

        return asdict(self.jobs.add(script, "render", sitting.about.name, work))

    def job_rows(self) -> list[dict[str, Any]]:
        """Give all jobs."""
        return [asdict(job) for job in self.jobs.all()]

    def finished(self, script: str, name: str) -> Path:
        """Give a file that was made. Raises `InputError` for any other."""
        file = self._finished.get((script, name))
        if file is None or not file.is_file():
            raise InputError(f"There is no finished file {name}: render first.")
        return file
