"""Hearing: the sound of a turn as it is spoken, in pieces that a page can play at once."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from audio.episode import Plan, hear_turns
from audio.media import Block
from audio.speech import Allow

RATE = 44_100
"""Hz of every sound that a page is given."""
_AHEAD = 64
"""Pieces that may wait for the page to take them."""


class _StoppedError(Exception):
    """Nobody listens any more."""


@dataclass(frozen=True, slots=True)
class _Failed:
    error: BaseException


def sound_of(plan: Plan, allow: Allow) -> Iterator[bytes]:
    """Give the sound of what is planned as it is spoken: 16-bit mono at `RATE`, little-endian.

    The first piece is there before this returns. Raises whatever speaking may raise.
    """
    pieces: queue.Queue[bytes | _Failed | None] = queue.Queue(_AHEAD)
    stopped = threading.Event()

    def hear(block: Block, _: int) -> None:
        _put(pieces, as_pcm(block), stopped)

    def speak() -> None:
        try:
            hear_turns(plan, hear, allow=allow)
            _put(pieces, None, stopped)
        except _StoppedError:
            pass
        except BaseException as error:  # noqa: BLE001 - it is raised where the sound is taken
            _put(pieces, _Failed(error), stopped)

    threading.Thread(target=speak, name="vivavoce-hearing", daemon=True).start()
    first = pieces.get()
    if isinstance(first, _Failed):
        raise first.error
    return _rest(first, pieces, stopped)


def _rest(
    first: bytes | None, pieces: queue.Queue[bytes | _Failed | None], stopped: threading.Event
) -> Iterator[bytes]:
    try:
        piece: bytes | _Failed | None = first
        while piece is not None:
            if isinstance(piece, _Failed):
                raise piece.error
            yield piece
            piece = pieces.get()
    finally:
        stopped.set()


def _put(
    pieces: queue.Queue[bytes | _Failed | None], piece: bytes | _Failed | None, stopped: threading.Event
) -> None:
    while not stopped.is_set():
        try:
            return pieces.put(piece, timeout=0.2)
        except queue.Full:
            continue
    raise _StoppedError


def as_pcm(block: Block) -> bytes:
    """Give samples as 16-bit mono, little-endian."""
    mono = block.mean(axis=1) if block.ndim == 2 else block
    return (np.clip(mono, -1, 1) * 32_767).astype("<i2").tobytes()
