"""What can be asked of the studio: its addresses, and what each does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Template
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from audio.errors import InputError
from audio.publish.page import episode_policy
from audio.studio.desk import Desk, Sound
from audio.studio.folder import ConflictError, MissingError
from audio.studio.hearing import peaks_of, seconds_of, words_of
from audio.studio.panels import (
    audition_row,
    cast,
    field_rows,
    kept,
    pronounce,
    set_field,
    voice_rows,
    ways_of,
    ways_row,
)
from audio.studio.sitting import Changed, Sitting
from audio.studio.turns import standing
from audio.studio.web.answers import json_answer, route
from audio.studio.web.page_files import kind_of, page_file, page_words
from audio.version import __version__

Given = dict[str, Any]
Asked = dict[str, str]
Call = Callable[..., Any]


class Routes:
    """The studio's addresses."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> list[BaseRoute]:
        """Give them."""
        script, turn = "/api/scripts/{script}", "/api/scripts/{script}/turns/{turn}"
        asked: dict[str, Call] = {
            "/page/{name}": self.part,
            "/api/folder": self.folder,
            script: self.document,
            f"{script}/audition": self.audition,
            f"{script}/waveform": self.waveform,
            f"{script}/pronunciations": self.ways,
            f"{script}/pronunciations/sound": self.sentence,
            f"{script}/sound-settings": self.fields,
            f"{turn}/sound": self.sound,
            f"{turn}/words": self.words,
            "/api/voices": self.voices,
            "/api/jobs": self.jobs,
            "/files/{script}/{name}": self.file,
        }
        given: dict[str, Call] = {
            f"{script}/edits": self.edit,
            f"{script}/undo": self.undo,
            f"{script}/redo": self.redo,
            f"{script}/disk": self.disk,
            f"{script}/cast": self.cast,
            f"{script}/pronunciations": self.pronounce,
            f"{script}/sound-settings": self.set_field,
            f"{script}/render": self.render,
            f"{turn}/retake": self.retake,
            f"{turn}/keep": self.keep,
            "/api/jobs/{job}/cancel": self.cancel,
        }
        return [
            Route("/", self.page),
            Route("/api/events", self.events),
            *(route(self._desk.attention, path, call) for path, call in asked.items()),
            *(route(self._desk.attention, path, call, "POST") for path, call in given.items()),
        ]

    async def page(self, request: Request) -> Response:
        """Give the page, in the language that the browser asks for."""
        language, words = page_words(request.headers.get("accept-language", ""))
        template = Template(page_file("index.html").decode(), autoescape=True)
        return HTMLResponse(template.render(version=__version__, language=language, words=words))

    async def events(self, _: Request) -> Response:
        """Tell what happens, as it happens."""
        return StreamingResponse(self._desk.events.listen(), media_type="text/event-stream")

    def part(self, name: str, asked: Asked) -> Response:  # noqa: ARG002 - as all
        """Give a style or a module of the page."""
        return Response(page_file(name), media_type=kind_of(name))

    def folder(self, asked: Asked) -> Any:  # noqa: ARG002
        """Give the interviews of the folder."""
        return self._desk.folder_row()

    def document(self, script: str, asked: Asked) -> Any:  # noqa: ARG002
        """Give an open script; opens it."""
        return self._desk.rows.document(self._desk.sitting(script))

    def edit(self, script: str, given: Given) -> Any:
        """Make an edit."""
        sitting = self._desk.sitting(script)
        revision = given.get("revision")
        if not isinstance(revision, int):
            raise InputError("An edit says of which revision it is.")
        try:
            return self._told(sitting, sitting.edit(given.get("edit"), revision))
        except ConflictError as error:
            return json_answer({"error": str(error), "document": self._desk.rows.document(sitting)}, 409)

    def undo(self, script: str, given: Given) -> Any:  # noqa: ARG002
        """Take an edit back."""
        sitting = self._desk.sitting(script)
        return self._told(sitting, sitting.undo())

    def redo(self, script: str, given: Given) -> Any:  # noqa: ARG002
        """Make an edit again."""
        sitting = self._desk.sitting(script)
        return self._told(sitting, sitting.redo())

    def disk(self, script: str, given: Given) -> Any:
        """Answer what is asked where the file was changed in the same turns."""
        if given.get("choose") not in ("mine", "theirs"):
            raise InputError("Choose `mine` or `theirs`.")
        sitting = self._desk.sitting(script)
        return self._told(sitting, sitting.choose(theirs=given["choose"] == "theirs"))

    def cast(self, script: str, given: Given) -> Any:
        """Change how somebody speaks."""
        sitting = self._desk.sitting(script)
        return self._told(sitting, cast(sitting, given))

    def voices(self, asked: Asked) -> Any:
        """Give the voices for a language."""
        return voice_rows(asked.get("language", ""))

    def audition(self, script: str, asked: Asked) -> Any:
        """Give voices to try for somebody, and the line that each says."""
        return audition_row(self._desk.sitting(script), asked.get("speaker", ""))

    def ways(self, script: str, asked: Asked) -> Any:
        """Give the ways in which a word of a turn may be said."""
        return ways_row(self._desk.sitting(script), asked.get("word", ""), asked.get("turn", ""))

    def sentence(self, script: str, asked: Asked) -> Response:
        """Give the sound of a word's sentence."""
        return _streamed(self._desk.sentence(script, asked))

    def pronounce(self, script: str, given: Given) -> Any:
        """Keep how a word is said."""
        sitting = self._desk.sitting(script)
        return self._told(sitting, pronounce(sitting, given))

    def fields(self, script: str, asked: Asked) -> Any:  # noqa: ARG002
        """Give the settings of the sound."""
        sitting = self._desk.sitting(script)
        return {"fields": field_rows(sitting), "measured": self._desk.renders.measured.get(script)}

    def set_field(self, script: str, given: Given) -> Any:
        """Change a setting of the sound."""
        sitting = self._desk.sitting(script)
        return {**self._told(sitting, set_field(sitting, given)), "fields": field_rows(sitting)}

    def sound(self, script: str, turn: str, asked: Asked) -> Response:
        """Give the sound of a turn, while it is spoken."""
        return _streamed(self._desk.sound(script, turn, asked))

    def words(self, script: str, turn: str, asked: Asked) -> Any:  # noqa: ARG002
        """Give when each word of a turn is heard."""
        sitting = self._desk.sitting(script)
        plan, text = standing(sitting, turn).plan(), sitting.text_of(turn)
        return {"seconds": seconds_of(plan), "words": words_of(plan, text)}

    def waveform(self, script: str, asked: Asked) -> Any:
        """Give how loud turns are: those that are named with commas, or all that are spoken."""
        sitting = self._desk.sitting(script)
        named = asked.get("turns", "").split(",") if asked.get("turns") else None
        spoken = [
            entry.id
            for entry in sitting.document.entries
            if (named is None or entry.id in named)
            and self._desk.examiner.known(sitting, entry.id).state in ("spoken", "doubtful")
        ]
        plans = ((name, standing(sitting, name).plan()) for name in spoken)
        rows = ((name, peaks_of(plan), seconds_of(plan)) for name, plan in plans)
        return {"turns": {name: {"seconds": s, "peaks": p} for name, p, s in rows if p is not None}}

    def retake(self, script: str, turn: str, given: Given) -> Any:
        """Have a turn said in other ways."""
        sitting, ways = self._desk.sitting(script), ways_of(given)

        def ended() -> None:
            self._desk.takes.asked(sitting, turn, ways)
            self._desk.refresh(script, turn)

        return {"job": self._desk.renders.retake(sitting, turn, ways, ended)}

    def keep(self, script: str, turn: str, given: Given) -> Any:
        """Keep a take of a turn."""
        sitting, take = self._desk.sitting(script), given.get("take")
        if not isinstance(take, int) or take < 1:
            raise InputError("Say which take is kept, by its number.")
        with sitting.lock:
            edit = kept(sitting.entry(turn), take)
            if edit["text"] == sitting.text_of(turn):
                return self._told(sitting, None)
            return self._told(sitting, sitting.edit(edit, sitting.revision))

    def render(self, script: str, given: Given) -> Any:
        """Begin to render."""
        return {"job": self._desk.renders.render(self._desk.sitting(script), given)}

    def jobs(self, asked: Asked) -> Any:  # noqa: ARG002
        """Give all jobs."""
        return self._desk.job_rows()

    def cancel(self, job: str, given: Given) -> Any:  # noqa: ARG002
        """End a job."""
        if self._desk.jobs.cancel(job) is None:
            raise MissingError(f"There is no job {job}.")
        return {}

    def file(self, script: str, name: str, asked: Asked) -> Response:  # noqa: ARG002
        """Give a finished file; nothing runs in a page but the player's own code."""
        file = self._desk.renders.finished(self._desk.about(script), name)
        policy = {"Content-Security-Policy": episode_policy()} if file.suffix == ".html" else {}
        return FileResponse(file, headers=policy)

    def _told(self, sitting: Sitting, changed: Changed | None) -> Any:
        if changed is None:  # no patch: another window's, still on its way, may have raised the revision
            return {"revision": sitting.revision}
        told = {"told": changed.told} if changed.told else {}
        return {**self._desk.tell(sitting, changed), **told}


def _streamed(sound: Sound) -> Response:
    samples, headers = sound
    return StreamingResponse(samples, media_type="application/octet-stream", headers=headers)
