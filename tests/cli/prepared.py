"""A process that has imported the command's modules and forks for every run of it, which saves seconds each.

It has planned an episode and read English too, so that tables which a command makes once are made. A run is
a process like a user's, with arguments, a folder, an environment, streams and an exit status of its own; only
what it has loaded is not taken apart at its end. What is asked for is a line of JSON on standard input; the
exit status is the answer.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import importlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ALSO = (
    "audio.publish.page", "audio.publish.tags.id3", "audio.publish.tags.mp4", "audio.publish.tags.vorbis",
    "av", "emoji", "lxml.html", "numpy.fft", "numpy.random", "PIL.ImageDraw", "PIL.ImageFont",
    "PIL.JpegImagePlugin", "pydub", "requests", "rich.console",
)  # fmt: skip
"""What commands import when they come to need it."""
TALK = b"""3 May 2021

The Clock

Ada Stone visited a workshop.

Ada Stone: Who winds it?

Ben Wray: I do.

AS: And who stops it?

Nobody does. Most of them stop by themselves.

-Ben Wray
"""
"""A talk with a head, an introduction and a signature: patterns for these are compiled once."""


class Prepared:
    """The process, seen from the tests."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self._process, self._folder = process, folder

    def run(self, arguments: tuple[str, ...], stdin: str | None) -> subprocess.CompletedProcess[str]:
        """Run the command in the folder and the environment that the test is in."""
        streams = [self._folder / name for name in ("stdin", "stdout", "stderr")]
        streams[0].write_text(stdin or "", encoding="utf-8")
        self.begin(arguments, *map(str, streams))
        status = self.ended()
        said = (path.read_text(encoding="utf-8") for path in streams[1:])
        return subprocess.CompletedProcess(arguments, status, *said)

    def begin(self, arguments: tuple[str, ...], *streams: str, **more: str) -> None:
        """Begin to run it so, with files or a terminal as its three streams, and more in its environment."""
        asked = {
            "arguments": arguments,
            "folder": os.getcwd(),  # noqa: PTH109 - a string for JSON
            "environment": {**os.environ, **more},
            "streams": streams,
        }
        assert self._process.stdin
        print(json.dumps(asked), file=self._process.stdin, flush=True)

    def ended(self) -> int:
        """Wait until it has ended; give its exit status."""
        return int(self.answers.readline())

    @property
    def answers(self) -> IO[str]:
        """Where the exit status can be read once it has ended."""
        assert self._process.stdout
        return self._process.stdout


@contextmanager
def prepared(folder: Path) -> Iterator[Prepared]:
    """Start the process and end it afterwards; the streams of its runs are files in the folder."""
    with subprocess.Popen(
        [sys.executable, __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={
            **os.environ,
            "PYTHONUTF8": "1",
            "VIVAVOCE_CACHE": str(folder / "cache"),
            "XDG_CONFIG_HOME": str(folder / "config"),
        },
    ) as process:
        yield Prepared(process, folder)
        assert process.stdin
        process.stdin.close()


def _serve() -> bool:
    """Fork for each line; tell whether this is a process in which the command shall be run."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _become(**json.loads(line))
            return True
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)  # noqa: T201 - the answer
    return False


def _become(arguments: list[str], folder: str, environment: dict[str, str], streams: list[str]) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    os.setsid()  # a terminal among the streams is then its own
    for number, name in enumerate(streams):
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC if number else os.O_RDONLY
        os.dup2(os.open(name, flags), number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - the old one has read ahead
    sys.stdout.reconfigure(line_buffering=sys.stdout.isatty())
    sys.argv = ["vivavoce", *arguments]


def _end(status: object) -> None:
    """End as a process does, with threads and what is due at the exit, but leave modules to the system."""
    if isinstance(status, int):
        threading._shutdown()
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        ctypes.CDLL(None).exit(status)


def _prepare() -> None:
    """Plan an episode, and read English in both accents."""
    from audio.episode import Request, plan_episode  # noqa: PLC0415 - not in the process of the tests
    from audio.source import Source  # noqa: PLC0415
    from audio.speech.engines import read_english  # noqa: PLC0415

    plan_episode(Request(Source("talk.txt", TALK), options={"engine": "tone"}))
    for british in (False, True):
        read_english("Who winds it?", british=british)


if __name__ == "__main__":
    from audio.cli.app import COMMANDS, main

    for module in (*(entry.module for entry in COMMANDS.values()), *ALSO):
        importlib.import_module(module)
    _prepare()
    gc.collect()
    gc.freeze()  # a collection in a run would copy all of this into its memory
    if _serve():
        try:
            main()
        except SystemExit as ended:
            _end(ended.code)
            raise
