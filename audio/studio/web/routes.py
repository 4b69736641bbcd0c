"""What can be asked of the studio."""

from __future__ import annotations

from typing import Any

from jinja2 import Template
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from audio.errors import InputError
from audio.studio.desk import Desk
from audio.studio.rows import document_row, patch_row
from audio.studio.sitting import Changed, ConflictError
from audio.studio.web.answers import MissingError, json_answer, route
from audio.studio.web.page_files import page_file, page_words
from audio.version import __version__

_KINDS = {
    ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml",
    ".html": "text/html", ".png": "image/png", ".woff2": "font/woff2",
}  # fmt: skip


class Routes:
    """The studio's addresses."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> list[BaseRoute]:
        """Give them."""
        script, turn = "/api/scripts/{script}", "/api/scripts/{script}/turns/{turn}"
        return [
            Route("/", self.page),
            route("/page/{name}", self.part),
            route("/api/folder", self.folder),
            route(script, self.document),
            route(f"{script}/edits", self.edit, "POST"),
            route(f"{script}/undo", self.undo, "POST"),
            route(f"{script}/redo", self.redo, "POST"),
            route(f"{turn}/sound", self.sound),
            route(f"{script}/render", self.render, "POST"),
            route("/api/jobs", self.jobs),
            route("/api/jobs/{job}/cancel", self.cancel, "POST"),
            route("/files/{script}/{name}", self.file),
            Route("/api/events", self.events),
        ]

    async def page(self, request: Request) -> Response:
        """Give the page, in the language that the browser asks for."""
        language, words = page_words(request.headers.get("accept-language", ""))
        template = Template(page_file("index.html").decode(), autoescape=True)
        return HTMLResponse(template.render(version=__version__, language=language, words=words))

    def part(self, name: str, asked: dict[str, str]) -> Response:
        """Give a style or a module of the page."""
        suffix = name[name.rfind(".") :]
        if suffix not in _KINDS:
            raise MissingError(f"The page has no {name}.")
        return Response(page_file(name), media_type=_KINDS[suffix])

    def folder(self, asked: dict[str, str]) -> Any:
        """Give the interviews of the folder."""
        return self._desk.folder_row()

    def document(self, script: str, asked: dict[str, str]) -> Any:
        """Give an open script; opens it."""
        return document_row(self._desk.sitting(script))

    def edit(self, script: str, given: dict[str, Any]) -> Any:
        """Make an edit."""
        sitting = self._desk.sitting(script)
        revision = given.get("revision")
        if not isinstance(revision, int):
            raise InputError("An edit says of which revision it is.")
        try:
            return self._told(script, sitting.edit(given.get("edit"), revision))
        except ConflictError as error:
            return json_answer({"error": str(error), "document": document_row(sitting)}, 409)

    def undo(self, script: str, given: dict[str, Any]) -> Any:
        """Take an edit back."""
        return self._told(script, self._desk.sitting(script).undo())

    def redo(self, script: str, given: dict[str, Any]) -> Any:
        """Make an edit again."""
        return self._told(script, self._desk.sitting(script).redo())

    def _told(self, script: str, changed: Changed | None) -> Any:
        sitting = self._desk.sitting(script)
        if changed is None:
            return {"revision": sitting.revision, "patch": {}}
        told = {"revision": changed.revision, "patch": patch_row(sitting, changed)}
        self._desk.events.publish("document", {"script": script, **told})
        return told

    def sound(self, script: str, turn: str, asked: dict[str, str]) -> Response:
        """Give the sound of a turn, while it is spoken."""
        sound, headers = self._desk.sound(script, turn, asked)
        return StreamingResponse(sound, media_type="application/octet-stream", headers=headers)

    def render(self, script: str, given: dict[str, Any]) -> Any:
        """Begin to render."""
        return {"job": self._desk.render(script, given)}

    def jobs(self, asked: dict[str, str]) -> Any:
        """Give all jobs."""
        return self._desk.job_rows()

    def cancel(self, job: str, given: dict[str, Any]) -> Any:
        """End a job."""
        if self._desk.jobs.cancel(job) is None:
            raise MissingError(f"There is no job {job}.")
        return {}

    def file(self, script: str, name: str, asked: dict[str, str]) -> Response:
        """Give a finished file."""
        return FileResponse(self._desk.finished(script, name))

    async def events(self, _: Request) -> Response:
        """Tell what happens, as it happens."""
        return StreamingResponse(self._desk.events.listen(), media_type="text/event-stream")
