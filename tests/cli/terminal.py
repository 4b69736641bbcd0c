"""The command on a terminal of its own, as a person has it."""

from __future__ import annotations

import os
import sys


def watched(columns: int, *arguments: str, typed: str = "", status: int = 0) -> str:
    """Run the command on a terminal so wide, where that is `typed`, and give all that it shows."""
    import pty  # noqa: PLC0415 - exists where there are pseudo-terminals

    process, terminal = pty.fork()
    if not process:
        environment = {**os.environ, "TERM": "xterm", "COLUMNS": str(columns), "LINES": "24"}
        os.execve(sys.executable, [sys.executable, "-m", "audio", *arguments], environment)  # noqa: S606
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
