"""Everybody equally loud, and evenly: one gain for each speaker, a small one for each take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from audio.media import Block, resample, resampled_length
from audio.mix.level.loudness import SHORTEST, SILENCE, STEP, Meter, integrated
from audio.mix.level.rumble import without_rumble
from audio.mix.values import Event
from audio.speech import Take, read_take

VOICE_LEVEL = -36.0
"""LUFS that every speaker is brought to; so low that no clip reaches full scale before the whole is."""
MOST = 4.0
"""dB that one take is brought nearer to the others of its speaker at most: a whisper stays a whisper."""
TELLING = 3.0
"""Seconds from which a take's loudness says how loud it was spoken, not what words it has."""
TOLERANCE = 0.5
"""LU that a shorter take may be louder or softer than its speaker: so any two are within one."""

ASIDE = 1.0
"""dB that a shorter take is made louder at most: one far softer than the rest is meant to be."""


@dataclass(frozen=True, slots=True)
class Levels:
    """Gains in dB."""

    speakers: Mapping[str, float]
    """By name."""
    takes: Mapping[int, float] = field(default_factory=dict)
    """On top of the speaker's, by the number of the take's segment; 0 where there is none."""
    silent: bool = False
    """Whether nothing is heard of anybody."""


def levels(events: Iterable[Event]) -> Levels:
    """Give the gains that make all speakers as loud as `VOICE_LEVEL`, each with all their takes together.

    Takes are brought to the loudness of the others of their speaker as far as `MOST`; those of less than
    `TELLING` seconds to within `TOLERANCE` of it, one that is too soft as far as `ASIDE`. Somebody of whom
    nothing is heard gets 0.
    """
    theirs: dict[str, dict[int, Take]] = {}
    for event in events:
        segment = event.take.segment
        theirs.setdefault(segment.speaker, {})[segment.number] = event.take
    speakers: dict[str, float] = {}
    silent = True
    gains: dict[int, float] = {}
    for speaker, takes in theirs.items():
        heard = _moments(list(takes.values()))
        usual = integrated(np.concatenate(heard))
        own = [
            _take_gain(take, integrated(one) - usual) for take, one in zip(takes.values(), heard, strict=True)
        ]
        gains |= {number: gain for number, gain in zip(takes, own, strict=True) if gain}
        evened = integrated(np.concatenate([one + gain for one, gain in zip(heard, own, strict=True)]))
        speakers[speaker] = 0.0 if usual <= SILENCE else VOICE_LEVEL - evened
        silent = silent and usual <= SILENCE
    return Levels(speakers, gains, silent)


def _take_gain(take: Take, louder: float) -> float:
    """Give the gain of a take that is `louder` LU louder than the rest of its speaker."""
    if take.length >= TELLING * take.rate:
        return min(max(-louder, -MOST), MOST)
    beyond = louder - min(max(louder, -TOLERANCE), TOLERANCE)
    return min(max(-beyond, -MOST), ASIDE)


def _moments(takes: Sequence[Take]) -> list[NDArray[np.float64]]:
    """Give the loudness of every gating block of each take, from one meter that hears all of them."""
    rate = max(take.rate for take in takes)
    step, window = round(STEP * rate), round(SHORTEST / STEP)
    counts = [max(-(-resampled_length(take.length, take.rate, rate) // step), window) for take in takes]
    with Meter(rate, 1, "none") as meter:
        padded = (_padded(take, rate, count * step) for take, count in zip(takes, counts, strict=True))
        for block in without_rumble(padded, rate, 1):
            meter.feed(block)
        meter.result()
        heard = meter.moments()
    # A window that ends within the first steps of a take has heard the one before it as well.
    ends = np.cumsum(counts)
    return [heard[end - count + window - 1 : end] for end, count in zip(ends, counts, strict=True)]


def _padded(take: Take, rate: int, length: int) -> Block:
    """Give a take as a block of `length` frames at `rate`, silence at its end."""
    samples = resample(read_take(take), take.rate, rate)
    padded = np.zeros((length, 1), dtype=np.float32)
    padded[: len(samples), 0] = samples
    return padded
