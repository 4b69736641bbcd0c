"""A browser's side of the studio, without the browser."""

from __future__ import annotations

import json
import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from audio.speech import NOTHING
from audio.studio import Desk
from audio.studio.web import Serving, open_socket

PATIENCE = 20.0
TALK = """---
vivavoce: script
title: Clocks
language: en
speakers:  # who they are
  Ada Stone:
  Ben Wray:
---

## Introduction <!-- introduction -->

> Two people talk about clocks.

## Winding <!-- heading -->

**Ada Stone:** Who winds the clock?

**Ben Wray:** I do. It sulks otherwise.

It has sulked twice this year.

**Ada Stone:** And who oils it?

**Ben Wray:** Nobody has oiled it since my father did.
"""


class Client:
    """Asks the studio as its page does."""

    def __init__(self, serving: Serving, desk: Desk) -> None:
        self.serving, self.desk = serving, desk
        self.address = serving.address.rstrip("/")
        self.http = requests.Session()
        self.http.headers["Origin"] = self.address
        self.http.get(serving.first_address, timeout=PATIENCE)
        self._told: queue.SimpleQueue[tuple[str, dict[str, Any]]] = queue.SimpleQueue()

    def get(self, path: str, **more: Any) -> requests.Response:
        return self.http.get(self.address + path, timeout=PATIENCE, **more)

    def post(self, path: str, about: Any = None, **more: Any) -> requests.Response:
        return self.http.post(
            self.address + path, json={} if about is None else about, timeout=PATIENCE, **more
        )

    def script(self, name: str = "talk") -> str:
        listed = self.get("/api/folder").json()["scripts"]
        return next(f"/api/scripts/{one['id']}" for one in listed if one["name"] == name)

    def document(self, name: str = "talk") -> dict[str, Any]:
        return self.get(self.script(name)).json()

    def edit(self, name: str = "talk", *, revision: int | None = None, **edit: Any) -> requests.Response:
        now = self.document(name)["revision"] if revision is None else revision
        return self.post(f"{self.script(name)}/edits", {"revision": now, "edit": edit})

    def listen(self) -> None:
        """Take note of events from now on."""
        answer = self.http.get(self.address + "/api/events", stream=True, timeout=PATIENCE)
        lines = answer.iter_lines()
        next(lines)  # from here on nothing is missed

        def take() -> None:
            kind = ""
            try:
                for line in lines:
                    if line.startswith(b"event: "):
                        kind = line[7:].decode()
                    elif line.startswith(b"data: "):
                        self._told.put((kind, json.loads(line[6:])))
            except (requests.RequestException, AttributeError):
                return

        threading.Thread(target=take, daemon=True).start()

    def told(self, kind: str) -> dict[str, Any]:
        """Give the next event of a kind."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found, about = self._told.get(timeout=PATIENCE)
            if found == kind:
                return about
        raise AssertionError(f"no event {kind}")

    def job(self, name: str) -> dict[str, Any]:
        """Give a job when it has ended."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            job = next(job for job in self.get("/api/jobs").json() if job["id"] == name)
            if job["state"] not in ("waiting", "running"):
                return job
            time.sleep(0.02)
        raise AssertionError(f"{name} does not end")


@contextmanager
def opened(folder: Path) -> Iterator[Client]:
    """Give a studio that has a folder open."""
    desk = Desk(folder, None, NOTHING)
    serving = Serving(desk, open_socket(port=0))
    thread = serving.started()
    try:
        yield Client(serving, desk)
    finally:
        serving.stop()
        thread.join(PATIENCE)


def until(true: Any, patience: float = PATIENCE) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end, "it does not become true"
        time.sleep(0.02)
