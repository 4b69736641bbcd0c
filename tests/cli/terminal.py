"""The command on a terminal of its own, as a person has it."""

from __future__ import annotations

import os
import select
import struct
import time

from prepared import Prepared

WAIT = 60
"""Seconds until what should come on a terminal is given up, however busy the machine."""


class Terminal:
    """A command on a terminal so wide, of 24 lines, whose screen can be read while it goes on."""

    def __init__(self, forking: Prepared, columns: int, arguments: tuple[str, ...]) -> None:
        import fcntl  # noqa: PLC0415 - these exist where there are pseudo-terminals
        import pty  # noqa: PLC0415
        import termios  # noqa: PLC0415

        import pyte  # noqa: PLC0415 - only whoever reads a screen needs it

        self._forking = forking
        self._screen = pyte.Screen(columns, 24)
        self._stream = pyte.ByteStream(self._screen)
        self.shown = b""
        """All that it has shown."""
        self._status: int | None = None
        self._terminal, self._theirs = pty.openpty()
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        name = os.ttyname(self._theirs)
        forking.begin(arguments, name, name, name, TERM="xterm", COLUMNS=str(columns), LINES="24")

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
        assert self._status is not None
        return self._status

    def close(self) -> None:
        """Take the terminal away, which ends a command that goes on."""
        os.close(self._terminal)
        os.close(self._theirs)
        if self._status is None:
            self._forking.ended()

    def _read(self) -> bool:
        """Read what comes within a moment; tell whether the command goes on, or there was more to read."""
        ready = select.select([self._terminal, self._forking.answers], [], [], 0.2)[0]
        if self._terminal in ready:
            block = os.read(self._terminal, 65_536)
            self.shown += block
            self._stream.feed(block)
        elif ready and self._status is None:
            self._status = self._forking.ended()
        return self._status is None or self._terminal in ready
