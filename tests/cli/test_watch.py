"""`vivavoce preview --watch`: what changes is spoken when the file is saved."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

TALK = "**Ada:** Who winds it?\n\n**Ben:** Nobody does.\n\n**Ada:** And the small one?\n"
WAIT = 60
"""Seconds until a line that should come is given up, however busy the machine."""


class Watching:
    """The command that goes on, and the lines that it prints as they come."""

    def __init__(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "audio", "preview", "talk.md", "--watch", "--no-play", *arguments]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._reading = threading.Thread(target=self._read)
        self._reading.start()

    def __enter__(self) -> Watching:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self._reading.join()
        assert self.process.stdout
        self.process.stdout.close()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put(line.rstrip("\n"))

    def line(self) -> str:
        """Give the next line."""
        return self._lines.get(timeout=WAIT)


@pytest.fixture
def talk(folder: Path) -> Path:
    """An interview of three turns."""
    Path("talk.md").write_text(TALK, "utf-8")
    return Path("talk.md")


@pytest.fixture
def watching(talk: Path) -> Iterator[Watching]:
    """The command, watching, with its first line read."""
    with Watching("--engine", "tone") as command:
        first = "talk.md is watched: what changes is spoken when you save it. Ctrl-C ends that."
        assert command.line() == first
        yield command


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has another way to interrupt")
def test_what_changes_is_spoken_whatever_was_saved_and_a_slip_does_not_end_it(talk, watching):
    talk.write_text(TALK.replace("Nobody does", "Somebody does"), "utf-8")
    assert watching.line() == "out/previews/talk.turn-2.wav"
    talk.write_text("**Ben:** Well.\n\n" + TALK.replace("Nobody does", "Somebody does"), "utf-8")
    assert watching.line() == "out/previews/talk.turn-1.wav"
    Path("voices.yaml").write_text("speakers: 5\n", "utf-8")
    assert "voices.yaml:1: speakers is 5" in watching.line()
    Path("voices.yaml").write_text("speakers:\n  Ben: {speed: 0.8}\n", "utf-8")
    assert watching.line() == "out/previews/talk.turn-1+3.wav"
    Path("voices.yaml").write_text("speakers:\n  Ben: {speed: 0.80}\n", "utf-8")
    assert watching.line() == "Nothing that is said has changed."
    watching.process.send_signal(signal.SIGINT)
    assert watching.process.wait(WAIT) == 0


def test_turns_that_are_named_are_spoken_at_once_and_only_their_changes_later(talk):
    with Watching("Ada", "--engine", "tone") as command:
        assert command.line() == "out/previews/talk.turn-1+3.wav"
        assert command.line().startswith("talk.md is watched")
        talk.write_text(TALK.replace("Nobody", "Somebody").replace("the small", "a small"), "utf-8")
        assert command.line() == "out/previews/talk.turn-3.wav"


def test_what_is_no_file_cannot_be_watched(folder, vivavoce):
    done = vivavoce("preview", "-", "--watch", stdin=TALK)
    assert done.returncode == 2
    assert "is no file that can be watched" in done.stderr
