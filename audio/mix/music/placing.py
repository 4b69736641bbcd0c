"""Which music there is, and where a piece of it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audio.mix.values import Event, MusicEvent, MusicRole, Tune


@dataclass(frozen=True, slots=True)
class Score:
    """The music of an episode, each piece at the timeline's rate; None where there is none."""

    intro: Tune | None = None
    outro: Tune | None = None
    sting: Tune | None = None
    bed: Tune | None = None


def once(role: MusicRole, tune: Tune, start: int) -> MusicEvent:
    """Give a tune played from its start to its end."""
    return MusicEvent(role, tune, start, tune.length, tune.fade_in, tune.fade_out)


def bed(tune: Tune, events: Sequence[Event]) -> list[MusicEvent]:
    """Give a bed under `events`: it rises before the first word and falls after the last.

    A tune that is too short is played again, each time fading into the last quarter of the time before. Where
    there are no events there is no bed.
    """
    if not events or not tune.length:
        return []
    at = max(0, events[0].start - tune.fade_in)
    end = events[-1].end + tune.fade_out
    placed = [MusicEvent("bed", tune, at, min(tune.length, end - at), tune.fade_in, tune.fade_out)]
    seam = tune.length // 4
    while placed[-1].end < end:
        last = placed.pop()
        at = last.end - seam
        placed.append(_faded(last, last.fade_in, seam))
        length = min(tune.length, end - at)
        placed.append(MusicEvent("bed", tune, at, length, seam, tune.fade_out))
    last = placed.pop()
    return [*placed, _faded(last, last.fade_in, tune.fade_out)]


def _faded(piece: MusicEvent, fade_in: int, fade_out: int) -> MusicEvent:
    """Give a piece with fades that fit into it."""
    fade_out = min(fade_out, piece.length)
    fade_in = min(fade_in, piece.length - fade_out)
    return MusicEvent(piece.role, piece.tune, piece.start, piece.length, fade_in, fade_out)
