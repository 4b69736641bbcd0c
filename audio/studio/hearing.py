"""Hearing: the sound of a turn as it is spoken, in pieces that a page can play at once."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from weakref import WeakSet

import numpy as np

from audio.cast import Voice
from audio.episode import Plan, hear_turns, heard_alone
from audio.errors import VivavoceError
from audio.media import Block
from audio.speech import (
    Allow,
    catalogue,
    engine,
    first_in_line,
    hasten,
    is_here,
    read_take,
    takes_there,
    unspoken,
)
from audio.studio.attention import Attention

RATE = 44_100
"""Hz of every sound that a page is given."""
_AHEAD = 64
"""Pieces that may wait for the page to take them."""
_GLANCE = 0.2
"""Seconds between two looks at whether the other side has gone."""


class _StoppedError(Exception):
    """Nobody listens any more."""


@dataclass(frozen=True, slots=True)
class _Failed:
    error: BaseException


class _Pieces:
    """Pieces of a sound on their way from who speaks to who listens; either may go away."""

    def __init__(self) -> None:
        self._queue: queue.Queue[bytes | _Failed | None] = queue.Queue(_AHEAD)
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Take no more, and give no more."""
        self._stopped.set()

    def put(self, piece: bytes | _Failed | None) -> None:
        """Hand on a piece, an error, or None for the end. Raises `_StoppedError`."""
        while not self._stopped.is_set():
            with suppress(queue.Full):
                return self._queue.put(piece, timeout=_GLANCE)
        raise _StoppedError

    def take(self) -> bytes | None:
        """Give the next piece; None for the end. Raises the error that was handed on."""
        while not self._stopped.is_set():
            with suppress(queue.Empty):
                piece = self._queue.get(timeout=_GLANCE)
                if isinstance(piece, _Failed):
                    raise piece.error
                return piece
        return None


class Hearings:
    """The sounds that are being made for somebody who listens."""

    def __init__(self, allow: Allow, attention: Attention) -> None:
        self._allow, self._attention = allow, attention
        self._open: WeakSet[_Pieces] = WeakSet()

    def close(self) -> None:
        """Let nobody hear any more."""
        for pieces in tuple(self._open):
            pieces.stop()

    def warm(self, voices: Iterable[Voice]) -> None:
        """Load in another thread what these voices need and is here, so that a click is heard soon."""
        local = [voice for voice in voices if not engine(voice.engine).online]
        wanted = set(map(str, local))
        here = {str(entry) for entry in catalogue() if str(entry) in wanted and is_here(entry)}
        ready = [voice for voice in local if str(voice) in here]
        each = tuple({voice.engine: voice for voice in ready}.values())
        threading.Thread(target=_speak_once, args=(each,), name="vivavoce-warming", daemon=True).start()

    def sound_of(self, plan: Plan, ended: Callable[[BaseException | None], None]) -> Iterator[bytes]:
        """Give the sound of what is planned as it is spoken: 16-bit mono at `RATE`, little-endian.

        The first piece is there before this returns; `ended` is called when all is spoken or it failed, and
        not where nobody listened to the end. Raises whatever speaking may raise.
        """
        pieces = _Pieces()
        self._open.add(pieces)
        about = (plan, pieces, ended)
        with self._attention.somebody_waits():
            threading.Thread(target=self._speak, args=about, name="vivavoce-hearing", daemon=True).start()
            first = pieces.take()
        return _rest(first, pieces)

    def _speak(self, plan: Plan, pieces: _Pieces, ended: Callable[[BaseException | None], None]) -> None:
        with suppress(_StoppedError):
            try:
                with first_in_line():
                    hear_turns(plan, lambda block, _: pieces.put(as_pcm(block)), allow=self._allow)
            except _StoppedError:
                raise
            except BaseException as error:
                pieces.put(_Failed(error))
                ended(error)
            else:
                pieces.put(None)
                ended(None)


def _rest(first: bytes | None, pieces: _Pieces) -> Iterator[bytes]:
    try:
        piece = first
        while piece is not None:
            yield piece
            piece = pieces.take()
    finally:
        pieces.stop()


def _speak_once(voices: Sequence[Voice]) -> None:
    hasten(voices)
    for voice in voices:
        with suppress(VivavoceError):  # whoever clicks is told
            engine(voice.engine).speak("Here we are.", voice)


def as_pcm(block: Block) -> bytes:
    """Give samples as 16-bit mono, little-endian."""
    mono = block.mean(axis=1) if block.ndim == 2 else block
    return (np.clip(mono, -1, 1) * 32_767).astype("<i2").tobytes()


def seconds_of(plan: Plan) -> float | None:
    """Give how long the sound of what is planned is; None where it is yet to be spoken."""
    if unspoken(plan.segments):
        return None
    timelines = (heard_alone(plan, take) for take in takes_there(plan.segments) if take and take.length)
    return sum(timeline.length / timeline.rate for timeline in timelines)


def words_of(plan: Plan, text: str) -> list[tuple[float, float, int, int]]:
    """Give when each word of a turn is heard, in seconds, and where it stands in `text`, as offsets.

    A word that is said otherwise than it is written stands where the words around it leave room. Empty where
    the turn is yet to be spoken, or the engine does not tell.
    """
    found: list[tuple[float, float, int, int]] = []
    begin, at = 0.0, 0
    for take in takes_there(plan.segments):
        if take is None:
            return []
        if not take.length:
            continue
        timeline = heard_alone(plan, take)
        start = begin + timeline.events[0].start / timeline.rate
        where = text.find(take.segment.written[:20], at)
        at = max(at, where)
        end = at + len(take.segment.written)
        for word in take.words:
            place = text.find(word.text, at, end + 40)
            if place >= 0:
                at = place + len(word.text)
            first = place if place >= 0 else at
            found.append((start + word.start / take.rate, start + word.end / take.rate, first, at))
        begin += timeline.length / timeline.rate
    return [(round(a, 3), round(b, 3), c, d) for a, b, c, d in found if d > c]


def peaks_of(plan: Plan) -> list[int] | None:
    """Give how loud a turn is, 0 to 100, four times a second; None where it is yet to be spoken."""
    peaks: list[int] = []
    for take in takes_there(plan.segments):
        if take is None:
            return None
        if not take.length:
            continue
        samples = np.abs(read_take(take))
        borders = [*range(0, len(samples), take.rate // 4), len(samples)]
        peaks += [round(100 * float(samples[a:b].max(initial=0))) for a, b in pairwise(borders)]
        peaks += [0] * round(4 * getattr(plan.settings.pauses, take.segment.pause_after))
    return peaks
