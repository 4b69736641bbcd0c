"""Sound that is played: while it is made, or from a file."""

from __future__ import annotations

import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import numpy as np

from audio.media import Block

PLAYERS = ("afplay", "pw-play", "paplay", "aplay")
"""Programs that play a WAV file and end; the first one found is used. Windows has its own way."""
_STREAMING = {
    "pw-play": ("--format", "s16", "--rate", "{rate}", "--channels", "{channels}", "-"),
    "paplay": ("--raw", "--format", "s16le", "--rate", "{rate}", "--channels", "{channels}"),
    "aplay": ("-q", "-t", "raw", "-f", "S16_LE", "-r", "{rate}", "-c", "{channels}"),
}
"""Those that play 16-bit samples from their standard input, and how they are asked to."""

Hear = Callable[[Block, int], None]
"""Takes the next samples, shape (frames, channels), and their rate in Hz."""


class Player:
    """Plays samples as they come, in a thread of its own. A context manager: it ends when all is heard.

    Another thread may stop it; then no more is heard, at once.
    """

    def __init__(self) -> None:
        self.played = False
        """Whether everything was heard; false where no program plays samples as they come."""
        self._program = next(filter(None, map(shutil.which, _STREAMING)), None)
        self._waiting: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def streams(self) -> bool:
        """Whether there is a program that plays samples as they come."""
        return self._program is not None

    def __enter__(self) -> Player:
        return self

    def hear(self, block: Block, rate: int) -> None:
        """Take the next samples; the first ones start the program."""
        if self._stopped.is_set():
            return
        if self._program and self._thread is None:
            name = Path(self._program).name
            asked = [part.format(rate=rate, channels=block.shape[1]) for part in _STREAMING[name]]
            self._thread = threading.Thread(target=self._play, args=([self._program, *asked],))
            self._thread.start()
        self._waiting.put((np.clip(block, -1, 1) * 32_767).round().astype("<i2").tobytes())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:  # nobody wants to hear the rest
            self._forget()
        self._waiting.put(None)
        if self._thread:
            self._thread.join()

    def play(self, path: Path) -> bool:
        """Play a WAV file as `play` does, until it is stopped."""
        return play(path, self._run)

    def stop(self) -> None:
        """Play no more, whatever is left."""
        self._stopped.set()
        self._forget()
        self._waiting.put(None)
        if self._running:
            self._running.terminate()

    def _forget(self) -> None:
        with suppress(queue.Empty):
            while True:
                self._waiting.get_nowait()

    def _run(self, *command: str) -> bool:
        if self._stopped.is_set():
            return True  # no other program is to be tried
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as self._running:  # noqa: S603 - a player
            if self._stopped.is_set():  # while it started
                self._running.terminate()
            return self._running.wait() == 0 or self._stopped.is_set()

    def _play(self, command: Sequence[str]) -> None:
        with (
            suppress(OSError),  # it ended, since it has no sound device or was stopped
            subprocess.Popen(  # noqa: S603 - a player
                command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            ) as player,
        ):
            self._running = player
            assert player.stdin  # noqa: S101 - asked for
            while (samples := self._waiting.get()) is not None:
                player.stdin.write(samples)
                player.stdin.flush()
            player.stdin.close()
            self.played = player.wait() == 0


def _succeeds(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603 - a player


def play(path: Path, run: Callable[..., bool] = _succeeds) -> bool:
    """Play a WAV file to its end. Gives False where there is no sound device or no program to play it.

    `run` runs a program to its end, and says whether it did what it should.
    """
    if sys.platform == "win32":
        import winsound  # noqa: PLC0415 - exists on Windows only

        winsound.PlaySound(str(path), winsound.SND_FILENAME)
        return True
    for name in PLAYERS:
        program = shutil.which(name)
        if program and run(program, str(path)):
            return True
    return False
