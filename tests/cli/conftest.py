"""What the tests of the command share: a folder to work in, a cache of its own, the real command."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from prepared import Prepared
from terminal import Terminal

from audio.models import CACHE_VARIABLE

INTERVIEW = """\
3 May 2021

The Clockmaker of Mill Lane

Ada Stone visited a workshop in which nothing is ever on time.

Ada Stone: What is the first thing you do in the morning?

Ben Wray: I wind the big one. It sulks otherwise.

It has sulked since nineteen twelve, when my grandfather dropped it into the river and fished it out again
with a rake. He dried it beside the bread oven, a wheel at a time, and put it together from memory.
There were three wheels left over. I have them in a jar still.
To this day nobody knows what they were for, and I am not the one who will ask it.

AS: What is the last thing you do at night?

I stop the small one, so that I can sleep. It was made for a railway station, and it believes that everybody
in the house has a train to catch. My wife put a cushion over it for eleven years.
When we moved it out of the bedroom at last, neither of us could sleep without it, so now I stop it by hand,
and lie there waiting for the train.

-Ben Wray
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new_cache: Callable[[Path], Path]) -> Path:
    """An empty working folder with an interview in it; the cache is elsewhere and without takes."""
    monkeypatch.setenv(CACHE_VARIABLE, str(new_cache(tmp_path / "cache")))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    Path("clock.txt").write_text(INTERVIEW, encoding="utf-8")
    return work


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def vivavoce(forking: Prepared | None, started: Run) -> Run:
    """Run the command in a process of its own; output is captured."""

    def run(*arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        return forking.run(arguments, stdin) if forking else started(*arguments, stdin=stdin)

    return run


@pytest.fixture
def started() -> Run:
    """Run the command as a user does, in a Python that has imported nothing yet; output is captured."""

    def run(*arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "audio", *arguments],
            capture_output=True,
            encoding="utf-8",
            input=stdin,
            env={**os.environ, "PYTHONUTF8": "1"},
            check=False,
        )

    return run


@pytest.fixture
def on_terminal(forking: Prepared | None) -> Iterator[Callable[..., Terminal]]:
    """Give a function that runs the command on a terminal so wide."""
    if forking is None:
        pytest.skip("forking is safe on Linux alone")
    with ExitStack() as open_ones:

        def begun(columns: int, *arguments: str) -> Terminal:
            return open_ones.enter_context(closing(Terminal(forking, columns, arguments)))

        yield begun


@pytest.fixture
def watched(on_terminal: Callable[..., Terminal]) -> Callable[..., str]:
    """Give a function that runs the command so, where something is `typed`, and gives all that it shows."""

    def run(columns: int, *arguments: str, typed: str = "", status: int = 0) -> str:
        terminal = on_terminal(columns, *arguments)
        terminal.press(typed)
        assert terminal.ended() == status, terminal.shown
        return terminal.shown.decode("utf-8").replace("\r\n", "\n")

    return run
