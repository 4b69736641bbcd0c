"""Who is heard: turns sorted by what their voice sounds like, and compared with who should speak them.

A recogniser of words cannot tell voices, so this goes by pitch and spectrum (`timbre`). Turns are first
sorted into voices without looking at their speakers. What that can find: a turn in another voice than its
speaker's other turns; two speakers whose voices are exchanged throughout, where it is known how each should
sound. What it cannot: a turn of less than a second of voiced speech, two voices that sound alike, one voice
for all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from audio.verify.hearing.timbre import Timbre
from audio.verify.values import Fault, TurnScore

SAME_VOICE = 3.2
"""Distance up to which two stretches are one voice. Measured: turns of one voice lie within 2.4 of their
middle, the middles of Kokoro's voices at least 4 apart."""
_STRANGE, _LONG = 6.0, 3.0
"""Distance and seconds from which a turn is in another voice than its speaker's, even if nobody else has that
one: a short turn, or one that is nothing but names, lies up to 5 from the middle of its own voice."""
_SEMITONE, _COEFFICIENT = 1.0, 0.17
"""What counts as one unit of distance: semitones of pitch, and the spread of a cepstral coefficient between
turns of one voice."""


@dataclass(frozen=True, slots=True)
class VoiceCheck:
    """What the voices show."""

    faults: tuple[Fault, ...]
    remarks: tuple[str, ...]


def distance(one: Timbre, other: Timbre) -> float:
    """Give how far apart two voices sound; 1 is the usual spread within a voice."""
    pitch = 12 * np.log2(one.pitch / other.pitch) / _SEMITONE
    shape = (one.shape - other.shape) / _COEFFICIENT
    return float(np.sqrt(np.mean(np.square([pitch, *shape]))))


def check_voices_heard(
    turns: Sequence[TurnScore], timbres: Mapping[int, Timbre], wanted: Mapping[str, Timbre]
) -> VoiceCheck:
    """Compare who speaks with who should. `timbres`: by turn; `wanted`: by speaker, where it is known."""
    measured = [turn for turn in turns if turn.number in timbres]
    longest_first = sorted(measured, key=lambda turn: -_length(turn))
    voice_of = _sorted_into_voices({turn.number: timbres[turn.number] for turn in longest_first})
    own = _own_voices(measured, voice_of)
    usual = {
        name: middle(
            [timbres[t.number] for t in measured if t.speaker == name and voice_of[t.number] == voice]
        )
        for name, voice in own.items()
    }
    found = (_fault(turn, timbres[turn.number], usual) for turn in measured)
    faults = [fault for fault in found if fault is not None]
    return VoiceCheck((*faults, *_exchanged(usual, wanted, measured)), tuple(_remarks(usual, turns, timbres)))


def middle(timbres: Sequence[Timbre]) -> Timbre:
    """Give the median of some stretches of one voice."""
    return Timbre(
        float(np.median([timbre.pitch for timbre in timbres])),
        np.median(np.stack([timbre.shape for timbre in timbres]), axis=0),
    )


def _length(turn: TurnScore) -> float:
    return (turn.end or 0.0) - (turn.start or 0.0)


def _sorted_into_voices(timbres: Mapping[int, Timbre]) -> dict[int, int]:
    """Give each turn the number of its voice: the nearest found so far, or a new one. Longest turns first."""
    voices: list[list[Timbre]] = []
    voice_of: dict[int, int] = {}
    for turn, timbre in timbres.items():
        near = [distance(timbre, middle(voice)) for voice in voices]
        best = int(np.argmin(near)) if near else -1
        if best < 0 or near[best] > SAME_VOICE:
            best = len(voices)
            voices.append([])
        voices[best].append(timbre)
        voice_of[turn] = best
    return voice_of


def _own_voices(turns: Sequence[TurnScore], voice_of: Mapping[int, int]) -> dict[str, int]:
    """Give each speaker the voice that speaks most of their turns, in seconds; of equals, the first."""
    seconds: dict[str, dict[int, float]] = {}
    for turn in turns:
        voices = seconds.setdefault(turn.speaker, {})
        voices[voice_of[turn.number]] = voices.get(voice_of[turn.number], 0.0) + _length(turn)
    return {name: max(voices, key=lambda voice: voices[voice]) for name, voices in seconds.items()}


def _fault(turn: TurnScore, timbre: Timbre, usual: Mapping[str, Timbre]) -> Fault | None:
    """Give the fault of a turn that sounds much more like somebody else, or like nobody at all."""
    own = distance(timbre, usual[turn.speaker])
    others = {name: distance(timbre, theirs) for name, theirs in usual.items() if name != turn.speaker}
    nearest = min(others, key=lambda name: others[name], default=None)
    if own <= SAME_VOICE:
        return None
    if nearest is not None and others[nearest] <= min(SAME_VOICE, own / 2):
        sentence = f"Turn {turn.number} ({turn.speaker}) is heard in the voice of {nearest}."
    elif own > _STRANGE and _length(turn) >= _LONG:
        sentence = f"Turn {turn.number} ({turn.speaker}) is heard in another voice than {turn.speaker}’s."
    else:
        return None
    return Fault("swapped voices", turn.number, turn.start, sentence)


def _exchanged(
    usual: Mapping[str, Timbre], wanted: Mapping[str, Timbre], turns: Sequence[TurnScore]
) -> list[Fault]:
    """Find pairs of speakers of whom each sounds as the other should."""
    faults = []
    for one, other in combinations([name for name in usual if name in wanted], 2):
        right = max(distance(usual[one], wanted[one]), distance(usual[other], wanted[other]))
        wrong = max(distance(usual[one], wanted[other]), distance(usual[other], wanted[one]))
        if wrong <= SAME_VOICE < right:
            first = next(turn for turn in turns if turn.speaker in {one, other})
            sentence = f"{one} and {other} are heard in each other’s voices throughout."
            faults.append(Fault("swapped voices", first.number, first.start, sentence))
    return faults


def _remarks(
    usual: Mapping[str, Timbre], turns: Sequence[TurnScore], timbres: Mapping[int, Timbre]
) -> list[str]:
    """Say what could not be told."""
    groups: list[list[str]] = []
    for name, timbre in usual.items():
        group = next((g for g in groups if any(distance(timbre, usual[o]) <= SAME_VOICE for o in g)), None)
        if group is None:
            groups.append([name])
        else:
            group.append(name)
    remarks = [
        f"{', '.join(group[:-1])} and {group[-1]} sound alike: "
        "whether one speaks for another cannot be heard."
        for group in groups
        if len(group) > 1
    ]
    short = [str(turn.number) for turn in turns if turn.number not in timbres and turn.start is not None]
    if short:
        plural = "s" if len(short) > 1 else ""
        remarks.append(f"Too short to tell by whom they are spoken: turn{plural} {', '.join(short)}.")
    return remarks
