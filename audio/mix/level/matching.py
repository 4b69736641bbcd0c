"""Everybody equally loud, and evenly: one gain for each speaker, a small one for each take.

All gains are whole steps, and of most takes their own loudness alone decides how much louder they become: so
a changed word changes few gains beside its own, and what was encoded of other takes can be used again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from audio.media import Block, versions
from audio.mix.level.energy import SILENCE, Energies, Powers, energies, gating_blocks, loudness_of
from audio.mix.level.rumble import without_rumble
from audio.mix.values import Event
from audio.speech import Take, read_take
from audio.tasks import kept

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
FINE, COARSE = 0.05, 0.25
"""dB of which gains, and LU of which a speaker's usual loudness, are whole multiples."""

_FRAMES = 40
"""Frames a second in which a take is measured."""
PARTS = 10
"""Parts of a frame of which the peaks are known."""
_VERSION = 1
"""Of what is kept of a take; a change here measures it anew."""


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
        parts = [_blocks(take) for take in takes.values()]
        whole = np.concatenate(parts)
        parts = np.split(whole, np.cumsum([len(part) for part in parts])[:-1])
        loudness = loudness_of(whole)
        silent = silent and loudness <= SILENCE
        usual = stepped(loudness, COARSE)
        own = [
            stepped(_take_gain(take, loudness_of(part) - usual))
            for take, part in zip(takes.values(), parts, strict=True)
        ]
        gains |= {number: gain for number, gain in zip(takes, own, strict=True) if gain}
        for part, gain in zip(parts, own, strict=True):
            np.multiply(part, np.float32(10 ** (gain / 10)), out=part)
        off = stepped(loudness_of(whole) - usual)
        speakers[speaker] = 0.0 if loudness <= SILENCE else VOICE_LEVEL - usual - off
    return Levels(speakers, gains, silent)


def _take_gain(take: Take, louder: float) -> float:
    """Give the gain of a take that is `louder` LU louder than the rest of its speaker."""
    if take.length >= TELLING * take.rate:
        return min(max(-louder, -MOST), MOST)
    beyond = louder - min(max(louder, -TOLERANCE), TOLERANCE)
    return min(max(-beyond, -MOST), ASIDE)


def stepped(value: float, step: float = FINE) -> float:
    """Give the nearest whole number of steps."""
    return round(round(value / step) * step, 4)


@dataclass(frozen=True, slots=True)
class TakeSound:
    """What is known of a take's sound, frame by frame."""

    energies: Energies
    """Without rumble, at the take's own level."""
    peaks: NDArray[np.float32]
    """Highest sample of each of the `PARTS` of each frame, 0 to 1."""
    frame: int
    """Samples of a frame, at the take's rate."""


def sound_of(take: Take) -> TakeSound:
    """Measure a take, unless that was done before. Raises `SpeechError` where it cannot be read."""
    frame = take.rate // (_FRAMES * PARTS) * PARTS
    about = ("take", _VERSION, PARTS, versions(), take.sha256, frame) if take.sha256 else None
    both = np.frombuffer(kept(about, lambda: _measured(take, frame)), "<f4").reshape(-1, 1 + PARTS)
    return TakeSound(both[:, 0], both[:, 1:].ravel(), frame)


def _measured(take: Take, frame: int) -> bytes:
    samples = read_take(take)
    padded: Block = np.append(samples, np.zeros(-len(samples) % frame, np.float32))[:, np.newaxis]
    heard = energies(without_rumble([padded] if len(padded) else [], take.rate, 1), take.rate, 1, frame)
    peaks = np.abs(padded).reshape(-1, PARTS, frame // PARTS).max(axis=2, initial=0.0)
    return np.concatenate([heard[:, np.newaxis], peaks], axis=1).astype("<f4").tobytes()


def _blocks(take: Take) -> Powers:
    """Give the power of every gating block of a take."""
    sound = sound_of(take)
    return gating_blocks([sound.energies], take.rate, sound.frame)
