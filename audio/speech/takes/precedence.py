"""Precedence: whoever listens is spoken for first, and what nobody waits for goes on afterwards."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar

from audio.cast import Voice
from audio.speech.engines import Hastening, engine

_GLANCE = 0.05
"""Seconds between two looks at whether to stop."""
_changing = threading.Condition()
_listening = 0
_is_first: ContextVar[bool] = ContextVar("first", default=False)


@contextmanager
def first_in_line() -> Iterator[None]:
    """Have what is spoken in the block spoken before all that others in this process have yet to speak."""
    global _listening  # noqa: PLW0603 - one process, one queue
    mark = _is_first.set(True)
    with _changing:
        _listening += 1
    try:
        yield
    finally:
        _is_first.reset(mark)
        with _changing:
            _listening -= 1
            _changing.notify_all()


def hasten(voices: Iterable[Voice]) -> None:
    """Have engines load what these voices speak with, so that whoever listens hears them soon."""
    for voice in voices:
        with suppress(Exception):  # who has it speak is told
            speaker = engine(voice.engine)
            if isinstance(speaker, Hastening):
                speaker.hasten(voice)


def is_first() -> bool:
    """Tell whether somebody listens to what is spoken here."""
    return _is_first.get()


def give_way(stop: threading.Event) -> None:
    """Wait until nobody is first in line, or `stop` is set."""
    with _changing:
        while _listening and not stop.is_set():
            _changing.wait(_GLANCE)
