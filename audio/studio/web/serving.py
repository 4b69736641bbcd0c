"""The server: a socket on this machine, and the application behind it."""

from __future__ import annotations

import asyncio
import errno
import socket
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from anyio import to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from audio.errors import InputError
from audio.studio.desk import Desk
from audio.studio.web.answers import json_answer
from audio.studio.web.guarding import Gate
from audio.studio.web.routes import Routes

FIRST_PORT = 8420
_FOR_ALL = 1024
"""The first port that any user may listen on."""
_PORTS = 20
"""How many ports are tried, where none was named."""


def open_socket(host: str = "127.0.0.1", port: int | None = None) -> socket.socket:
    """Give a listening socket; a port that is taken means the next one. 0 takes any that is free.

    Raises `InputError` where none is to be had, or the system does not let this user have the one named.
    """
    first = FIRST_PORT if port is None else port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for tried in range(first, min(first + (_PORTS if first else 1), 65_536)):
        # Named as TCP, so that asyncio sends without delay: an answer of two pieces took 40 ms otherwise.
        opened = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            opened.bind((host, tried))
            opened.listen(64)
        except OSError as error:
            opened.close()
            if error.errno == errno.EACCES and tried == port:
                raise InputError(
                    f"The system does not let you listen on port {port}: those below {_FOR_ALL} are for its "
                    f"administrator. Name one from {_FOR_ALL} on with --port, or none."
                ) from error
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise InputError(f"The studio cannot listen on {host}: {error.strerror}.") from error
            continue
        return opened
    raise InputError(f"Every port from {first} on is taken: name another one with --port.")


def address_of(opened: socket.socket) -> str:
    """Give the address of a studio that listens there."""
    host, port = opened.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def application(desk: Desk, host: str, port: int) -> Gate:
    """Give the studio as an ASGI application that listens there."""

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        yield
        await to_thread.run_sync(desk.close)

    handlers = {HTTPException: _refused}
    return Gate(Starlette(routes=Routes(desk).all(), lifespan=life, exception_handlers=handlers), host, port)


async def _refused(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return json_answer({"error": "The studio has nothing at that address, or not for that method."}, status)


class _Server(uvicorn.Server):
    """Says goodbye to whoever listens before it waits for them to go."""

    def __init__(self, config: uvicorn.Config, desk: Desk) -> None:
        super().__init__(config)
        self._desk = desk

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End, and cut off whoever still listens to news then."""
        self._desk.hush()
        await super().shutdown(sockets)
        for connection in tuple(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)  # in which they are closed


class Serving:
    """A studio that answers, in the thread that runs it."""

    def __init__(self, desk: Desk, opened: socket.socket) -> None:
        host, port = opened.getsockname()[:2]
        self._socket = opened
        self.gate = application(desk, host, port)
        self.address = address_of(opened)
        config = uvicorn.Config(
            self.gate, log_level="warning", access_log=False, server_header=False, date_header=False,
            timeout_graceful_shutdown=2, timeout_keep_alive=75, h11_max_incomplete_event_size=65_536,
        )  # fmt: skip
        self._server = _Server(config, desk)

    @property
    def first_address(self) -> str:
        """Give the address that opens the studio, once."""
        return f"{self.address}?token={self.gate.token}"

    def run(self) -> None:
        """Answer until `stop` is called, or Ctrl-C."""
        with self._socket:  # uvicorn leaves it open where it is stopped before it has begun
            self._server.run(sockets=[self._socket])

    def stop(self) -> None:
        """Answer nothing more."""
        self._server.should_exit = True

    def started(self) -> threading.Thread:
        """Answer in a thread of its own."""
        thread = threading.Thread(target=self.run, name="vivavoce-studio", daemon=True)
        thread.start()
        return thread
