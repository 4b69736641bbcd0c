"""Rendering: episodes and retakes as jobs, and the files that were made."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

from audio.cast import AudioFormat, Companion
from audio.episode import Episode, Speaking, render_episode, spoken_takes, target_for
from audio.errors import InputError, sentence_of
from audio.speech import Allow, Progress, unspoken
from audio.studio.attention import Attention
from audio.studio.folder import Listed, MissingError, inside
from audio.studio.jobs import Jobs, Reporter
from audio.studio.panels import all_takes
from audio.studio.sitting import Sitting
from audio.studio.turns import Examiner, standing

logger = logging.getLogger(__name__)

DRAFT_ENGINE = "hibari"
OUTPUT = "out"
"""Where episodes go, in the folder that is open."""
_STILL = 1.0
"""Seconds without a click after which what was heard is spoken as a whole: whoever clicks goes first."""


class Renders:
    """Makes episodes, one after the other, and knows their files."""

    def __init__(
        self, folder: Path, jobs: Jobs, examiner: Examiner, allow: Allow, attention: Attention
    ) -> None:
        self._folder, self._jobs, self._examiner, self._allow = folder, jobs, examiner, allow
        self._attention = attention
        self._to_fill: queue.SimpleQueue[tuple[Sitting, str] | None] = queue.SimpleQueue()
        self._closing = threading.Event()
        threading.Thread(target=self._run, name="vivavoce-filling", daemon=True).start()
        self.measured: dict[str, dict[str, Any]] = {}
        """What the last render of each script came to."""

    def render(self, sitting: Sitting, given: dict[str, Any]) -> dict[str, Any]:
        """Have an episode made. Raises `InputError` for files that there are none of."""
        options = _options(given)
        inside(self._folder / OUTPUT)

        def work(job: str) -> dict[str, Any]:
            plan = sitting.plan(options)
            names = _names(sitting)
            numbers = {one.turn for one in unspoken(plan.segments)}
            self._examiner.waiting(sitting, [names[number] for number in numbers if number in names])
            target = target_for(sitting.source(), self._folder / OUTPUT, draft=plan.draft)
            target = target.with_suffix(f".{plan.settings.output.formats[0]}")
            watch = _Telling(self._jobs, job, names, sitting, self._examiner)
            try:
                return self._result(sitting, render_episode(plan, target, Speaking(self._allow, watch)))
            finally:
                self._examiner.waiting(sitting, ())

        return asdict(self._jobs.add(sitting.about.id, "render", sitting.about.name, work))

    def _result(self, sitting: Sitting, episode: Episode) -> dict[str, Any]:
        script, published = sitting.about.id, episode.published
        page = published.companions.get("page")
        self.measured[script] = {
            "lufs": round(published.lufs, 2),
            "dbtp": round(published.peak, 2),
            "seconds": round(published.seconds, 3),
        }
        return {
            "files": [{"name": file.name, "href": _address(script, file)} for file in published.files],
            "page": _address(script, page) if page else None,
            **self.measured[script],
            "warnings": list(episode.warnings),
            "failed": [],
        }

    def retake(self, sitting: Sitting, name: str, ways: int, ended: Any) -> dict[str, Any]:
        """Have a turn said in other ways."""
        plan = all_takes(standing(sitting, name).plan(), ways)

        def work(job: str) -> dict[str, Any]:
            spoken_takes(plan, Speaking(self._allow, Reporter(self._jobs, job, lambda _: name)))
            ended()
            return {}

        return asdict(self._jobs.add(sitting.about.id, "retake", sitting.about.name, work))

    def fill(self, sitting: Sitting, name: str) -> None:
        """Have spoken what is missing of a turn that was heard: its first piece was cut short to be quick.

        That is done one turn after the other, once nobody has waited for anything for a moment.
        """
        self._to_fill.put((sitting, name))

    def close(self) -> None:
        """Fill nothing more."""
        self._closing.set()
        self._to_fill.put(None)

    def _run(self) -> None:
        while (asked := self._to_fill.get()) is not None:
            while self._attention.silence() < _STILL and not self._closing.wait(_STILL / 10):
                pass
            if not self._closing.is_set():
                self._fill(*asked)

    def _fill(self, sitting: Sitting, name: str) -> None:
        try:
            plan = standing(sitting, name).plan()
            if unspoken(plan.segments):
                spoken_takes(plan, Speaking(self._allow))
        except Exception as error:  # the turn fails, the thread goes on
            logger.debug("Turn %s could not be spoken as a whole.", name, exc_info=True)
            self._examiner.failed(sitting, name, sentence_of(error))
        self._examiner.want(sitting, [name])

    def episode_row(self, about: Listed) -> dict[str, Any] | None:
        """Give what is known of the episode that was made of a script last; None where there is none."""
        found = [file for file in self._files(about) if file.suffix[1:] in get_args(AudioFormat)]
        if not found:
            return None
        newest = max(found, key=lambda file: file.stat().st_mtime)
        made = time.strftime("%Y-%m-%d %H:%M", time.localtime(newest.stat().st_mtime))
        seconds = self.measured.get(about.id, {}).get("seconds")
        return {"file": newest.name, "href": _address(about.id, newest), "seconds": seconds, "made": made}

    def finished(self, about: Listed, name: str) -> Path:
        """Give a finished file of a script. Raises `MissingError` for any other."""
        for file in self._files(about):
            if file.name == name:
                return file
        raise MissingError("There is no such finished file: render first.")

    def _files(self, about: Listed) -> Iterable[Path]:
        """Give the finished files of a script: those in the output folder that begin with its name."""
        folder = self._folder / OUTPUT
        if folder.is_symlink() or not folder.is_dir():
            return ()
        start = f"{about.name}."
        return [one for one in folder.iterdir() if one.name.startswith(start) and _is_plain(one)]


class _Telling(Reporter):
    """Has a turn looked at as soon as it is spoken, too."""

    def __init__(
        self, jobs: Jobs, job: str, names: dict[int, str], sitting: Sitting, examiner: Examiner
    ) -> None:
        super().__init__(jobs, job, names.get)
        self._sitting, self._examiner, self._names = sitting, examiner, names

    def on_progress(self, spoken: Progress) -> None:
        """Tell of a take, and have its turn looked at."""
        super().on_progress(spoken)
        if not spoken.cached and (name := self._names.get(spoken.segment.turn)):
            self._examiner.want(self._sitting, [name])


def _options(given: dict[str, Any]) -> dict[str, Any]:
    files, kind = given.get("files"), given.get("audio_format")
    if files is not None and (
        not isinstance(files, list) or any(one not in get_args(Companion) for one in files)
    ):
        raise InputError(f"The files are some of {', '.join(get_args(Companion))}.")
    if kind is not None and kind not in get_args(AudioFormat):
        raise InputError(f"The format is one of {', '.join(get_args(AudioFormat))}.")
    return {
        "engine": DRAFT_ENGINE if given.get("draft") else None,
        "output.files": files,
        "output.formats": None if kind is None else [kind],
    }


def _names(sitting: Sitting) -> dict[int, str]:
    with sitting.lock:
        spoken = [entry.id for entry in sitting.document.entries if entry.spoken]
    return dict(enumerate(spoken, 1))


def _address(script: str, file: Path) -> str:
    return f"/files/{script}/{file.name}"


def _is_plain(file: Path) -> bool:
    return file.is_file() and not file.is_symlink()
