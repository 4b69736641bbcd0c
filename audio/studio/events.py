"""Events: what every open page is told, as it happens."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from typing import Any

_MOST_WAITING = 2_000
"""Events that a page may have yet to take; one that is further behind is cut off, and asks for all anew."""
_STILL = 15.0
"""Seconds of silence after which a page is told that nothing has happened, so that a dead one is noticed."""


class Events:
    """Passes events on to everybody who listens. Any thread may publish."""

    def __init__(self) -> None:
        self._changing = threading.Lock()
        self._listeners: dict[asyncio.Queue[bytes | None], asyncio.AbstractEventLoop] = {}

    def publish(self, kind: str, about: dict[str, Any]) -> None:
        """Tell everybody who listens now."""
        told = _written(kind, about)
        with self._changing:
            for queue, loop in self._listeners.items():
                if not loop.is_closed():
                    loop.call_soon_threadsafe(_give, queue, told)

    async def listen(self) -> AsyncIterator[bytes]:
        """Give events as server-sent events are written (WHATWG HTML, 9.2), until the studio is closed.

        The first is `here`: of what happens from then on nothing is missed.
        """
        queue: asyncio.Queue[bytes | None] = asyncio.Queue(_MOST_WAITING)
        with self._changing:
            self._listeners[queue] = asyncio.get_running_loop()
        try:
            yield b"retry: 1000\n" + _written("here", {})
            while True:
                try:
                    told = await asyncio.wait_for(queue.get(), _STILL)
                except asyncio.TimeoutError:
                    told = b": still here\n\n"
                if told is None:
                    return
                yield told
        finally:
            with self._changing:
                self._listeners.pop(queue, None)

    def close(self) -> None:
        """Say goodbye to everybody."""
        self.publish("bye", {})
        with self._changing:
            for queue, loop in self._listeners.items():
                if not loop.is_closed():
                    loop.call_soon_threadsafe(_end, queue)


def _written(kind: str, about: dict[str, Any]) -> bytes:
    return f"event: {kind}\ndata: {json.dumps(about, ensure_ascii=False)}\n\n".encode()


def _give(queue: asyncio.Queue[bytes | None], told: bytes) -> None:
    if queue.full():
        _end(queue)
    else:
        queue.put_nowait(told)


def _end(queue: asyncio.Queue[bytes | None]) -> None:
    while queue.full():
        queue.get_nowait()
    queue.put_nowait(None)
