"""Hearing: the sound of a turn as it is spoken, in pieces that a page can play at once."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from audio.episode import Plan, hear_turns, heard_alone
from audio.media import Block
from audio.speech import Allow, first_in_line, read_take, takes_there, unspoken
from audio.studio.attention import Attention

RATE = 44_100
"""Hz of every sound that a page is given."""
_AHEAD = 64
"""Pieces that may wait for the page to take them."""


class _StoppedError(Exception):
    """Nobody listens any more."""


@dataclass(frozen=True, slots=True)
class _Failed:
    error: BaseException


_Piece = bytes | _Failed | None


class Hearings:
    """The sounds that are being made for somebody who listens."""

    def __init__(self, allow: Allow, attention: Attention) -> None:
        self._allow, self._attention = allow, attention

    def sound_of(self, plan: Plan, ended: Callable[[BaseException | None], None]) -> Iterator[bytes]:
        """Give the sound of what is planned as it is spoken: 16-bit mono at `RATE`, little-endian.

        The first piece is there before this returns; `ended` is called when all is spoken or it failed, and
        not where nobody listened to the end. Raises whatever speaking may raise.
        """
        pieces: queue.Queue[_Piece] = queue.Queue(_AHEAD)
        stopped = threading.Event()
        about = (plan, pieces, stopped, ended)
        with self._attention.somebody_waits():
            threading.Thread(target=self._speak, args=about, name="vivavoce-hearing", daemon=True).start()
            first = pieces.get()
        if isinstance(first, _Failed):
            raise first.error
        return _rest(first, pieces, stopped)

    def _speak(
        self,
        plan: Plan,
        pieces: queue.Queue[_Piece],
        stopped: threading.Event,
        ended: Callable[[BaseException | None], None],
    ) -> None:
        try:
            with first_in_line():
                hear_turns(plan, lambda block, _: _put(pieces, as_pcm(block), stopped), allow=self._allow)
        except _StoppedError:
            return
        except BaseException as error:
            ended(error)
            _put(pieces, _Failed(error), stopped)
        else:
            ended(None)
            _put(pieces, None, stopped)


def _rest(first: _Piece, pieces: queue.Queue[_Piece], stopped: threading.Event) -> Iterator[bytes]:
    try:
        piece = first
        while piece is not None:
            if isinstance(piece, _Failed):
                raise piece.error
            yield piece
            piece = pieces.get()
    finally:
        stopped.set()


def _put(pieces: queue.Queue[_Piece], piece: _Piece, stopped: threading.Event) -> None:
    while not stopped.is_set():
        with suppress(queue.Full):
            pieces.put(piece, timeout=0.2)
            return
    if not isinstance(piece, _Failed):
        raise _StoppedError


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
