"""The command on a terminal of its own, as a person has it."""

from __future__ import annotations

import os
import select
import struct
import sys
import time

WAIT = 60
"""Seconds until what should come on a terminal is given up, however busy the machine."""


def started(columns: int, arguments: tuple[str, ...]) -> tuple[int, int]:
    """Run the command on a terminal so wide; give its process and the other end of the terminal."""
    import fcntl  # noqa: PLC0415 - these exist where there are pseudo-terminals
    import pty  # noqa: PLC0415
    import termios  # noqa: PLC0415

    process, terminal = pty.fork()
    if not process:
        environment = {**os.environ, "TERM": "xterm", "COLUMNS": str(columns), "LINES": "24"}
        os.execve(sys.executable, [sys.executable, "-m", "audio", *arguments], environment)  # noqa: S606
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    return process, terminal


def watched(columns: int, *arguments: str, typed: str = "", status: int = 0) -> str:
    """Run the command on a terminal so wide, where that is `typed`, and give all that it shows."""
    process, terminal = started(columns, arguments)
    os.write(terminal, typed.encode("utf-8"))
    shown = b""
    try:
        while block := os.read(terminal, 4096):
            shown += block
    except OSError:  # how Linux tells that the other end has gone
        pass
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == status, shown
    return shown.decode("utf-8").replace("\r\n", "\n")


class Terminal:
    """A command that goes on, on a terminal of 24 lines whose screen can be read."""

    def __init__(self, columns: int, *arguments: str) -> None:
        import pyte  # noqa: PLC0415 - only whoever reads a screen needs it

        self._screen = pyte.Screen(columns, 24)
        self._stream = pyte.ByteStream(self._screen)
        self._process, self._terminal = started(columns, arguments)

    @property
    def lines(self) -> list[str]:
        """Give what stands on the screen."""
        return [line.rstrip() for line in self._screen.display]

    def press(self, keys: str) -> None:
        """Press keys, one after the other."""
        os.write(self._terminal, keys.encode("utf-8"))

    def until(self, *texts: str, gone: bool = False) -> list[str]:
        """Wait until all texts stand on the screen, or until none does; give its lines."""
        ends = time.monotonic() + WAIT
        while any((text in "\n".join(self.lines)) == gone for text in texts):
            assert time.monotonic() < ends, f"{texts} is not so:\n" + "\n".join(self.lines)
            self._read()
        return self.lines

    def ended(self) -> int:
        """Wait until the command has ended; give its exit status."""
        while self._read():
            pass
        os.close(self._terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])

    def _read(self) -> bool:
        if not select.select([self._terminal], [], [], 0.2)[0]:
            return True
        try:
            self._stream.feed(os.read(self._terminal, 65_536))
        except OSError:  # how Linux tells that the other end has gone
            return False
        return True
