"""Everybody equally loud: one gain for each speaker, from all that they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from audio.mix.clips import read_take, resample
from audio.mix.loudness import SILENCE, Block, measure
from audio.mix.values import Event
from audio.speech import Take

VOICE_LEVEL = -36.0
"""LUFS that every speaker is brought to; so low that no clip reaches full scale before the whole is."""


def speaker_gains(events: Iterable[Event]) -> Mapping[str, float]:
    """Give each speaker's gain in dB that makes all their takes together as loud as `VOICE_LEVEL`.

    Takes are measured together because a short one says little: an evenly spoken voice stays even, and a
    whispered aside stays one. Somebody of whom nothing is heard gets 0.
    """
    takes: dict[str, list[Take]] = {}
    for event in events:
        takes.setdefault(event.take.segment.speaker, []).append(event.take)
    return {speaker: _gain(theirs) for speaker, theirs in takes.items()}


def _gain(takes: list[Take]) -> float:
    rate = max(take.rate for take in takes)
    lufs = measure(_sound(takes, rate), rate, 1, peak="none").lufs
    return 0.0 if lufs <= SILENCE else VOICE_LEVEL - lufs


def _sound(takes: list[Take], rate: int) -> Iterator[Block]:
    for take in takes:
        yield resample(read_take(take), take.rate, rate).reshape(-1, 1)
