"""One deadline for everything that a session waits for: a connection, a handshake, a header, a body."""

from __future__ import annotations

import socket
import threading


class Deadline:
    """Ends every connection of a session when its time is up, whatever is being waited for on it."""

    def __init__(self, seconds: float) -> None:
        self.over = False
        self._sockets: list[socket.socket] = []
        self._changing = threading.Lock()
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def watch(self, opened: socket.socket) -> socket.socket:
        """Take note of a connection, by a second handle: its own is TLS's later. Gives it back."""
        with self._changing:
            self._sockets.append(opened.dup())
        if self.over:
            self._cut()
        return opened

    def end(self) -> None:
        """Watch no longer."""
        self._timer.cancel()
        with self._changing:
            while self._sockets:
                self._sockets.pop().close()

    def _cut(self) -> None:
        with self._changing:
            self.over = True
            for opened in self._sockets:
                try:
                    opened.shutdown(socket.SHUT_RDWR)
                except OSError:  # noqa: PERF203 - the other side has closed it already
                    continue
