"""How far people's pitch goes and how much their pace varies, measured as `expression.py` measures voices.

    python bench/talk.py FOLDER [...]

A folder holds WAV files and, in RTTM, who speaks when (https://github.com/nryant/dscore). Only stretches in
which one person speaks alone are measured. Pitch: standard deviation in semitones of the voiced frames of a
person in a recording. Pace: standard deviation of syllables a second from phrase to phrase of a recording,
as a share of their mean; Whisper base writes what is said, and a forced aligner (PocketSphinx) finds its
words. Printed with the mean over recordings and its 95 % interval from a bootstrap. Needs the
extra `verify`, and `pip install librosa pandas speechmos pocketsphinx`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import librosa
import numpy as np
from cue_times import aligned
from expression import interval, paces, pitches
from numpy.typing import NDArray

from audio.verify import RATE, ready_model, transcribe

_SHORTEST = 1.0
"""Seconds of a stretch in which one speaks alone."""
_LEAST = 5.0
"""Seconds of a person in a recording."""
_AROUND = 0.2
"""Seconds around a stretch of words that the aligner hears too."""
_SILENCE = np.zeros(RATE, np.float32)


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks from when to when, in seconds."""

    start: float
    end: float
    person: str


def turns_in(folder: Path) -> dict[str, list[Turn]]:
    """Give the turns of each recording, by its name."""
    found: dict[str, list[Turn]] = {}
    for file in sorted(folder.glob("*.rttm")):
        for line in file.read_text(encoding="utf-8").splitlines():
            _, name, _, start, length, _, _, person, *_ = line.split()
            found.setdefault(name, []).append(Turn(float(start), float(start) + float(length), person))
    return found


def alone(turns: Sequence[Turn]) -> Iterator[Turn]:
    """Give the stretches in which one person speaks and nobody else."""
    edges = sorted({edge for turn in turns for edge in (turn.start, turn.end)})
    for start, end in pairwise(edges):
        people = {turn.person for turn in turns if turn.start <= start and end <= turn.end}
        if len(people) == 1 and end - start >= _SHORTEST:
            yield Turn(start, end, people.pop())


def words_in(samples: NDArray[np.float32]) -> Iterator[tuple[str, float, float]]:
    """Give the words that are heard in a stretch and found in it, with their seconds."""
    heard = transcribe(np.r_[samples, _SILENCE], ready_model(), "en")
    ends = [
        at
        for at, (word, after) in enumerate(pairwise(heard), 1)
        if word.text.strip()[-1:] in ",.;:?!" or after.start - word.end >= _AROUND
    ]
    for first, last in pairwise(sorted({0, *ends, len(heard)})):
        said = " ".join(word.text.strip() for word in heard[first:last])
        start = max(0.0, heard[first].start - _AROUND)
        part = samples[round(start * RATE) : round((heard[last - 1].end + _AROUND) * RATE)]
        for word in aligned(part, said):
            yield word.text, start + word.start, start + word.end


def measured(recording: Path, turns: Sequence[Turn]) -> tuple[list[float], list[float]]:
    """Give the pitch deviation of each person of a recording, and the paces of its phrases."""
    samples, _ = librosa.load(recording, sr=RATE)
    stretches = list(alone(turns))
    deviations = []
    for person in sorted({each.person for each in stretches}):
        own = [_cut(samples, each) for each in stretches if each.person == person]
        if sum(map(len, own)) >= _LEAST * RATE:
            deviations.append(float(np.std(np.concatenate(list(map(pitches, own))))))
    return deviations, [pace for each in stretches for pace in paces(words_in(_cut(samples, each)))]


def _cut(samples: NDArray[np.float32], turn: Turn) -> NDArray[np.float32]:
    return samples[round(turn.start * RATE) : round(turn.end * RATE)]


def main(folders: Iterable[str]) -> None:
    """Print the figures of every recording and their means."""
    pitch: list[float] = []
    pace: list[float] = []
    for folder in map(Path, folders):
        turns = turns_in(folder)
        for recording in sorted(folder.glob("*.wav")):
            deviations, phrases = measured(recording, turns.get(recording.stem, ()))
            varied = 100 * float(np.std(phrases) / np.mean(phrases)) if len(phrases) > 3 else np.nan
            people = " ".join(f"{each:.2f}" for each in deviations)
            print(
                f"{recording.stem:12} pitch {people or '–'} st  pace {varied:.1f} % of {len(phrases)}",
                flush=True,
            )
            pitch += deviations
            pace += [] if np.isnan(varied) else [varied]
    for name, unit, found in (("pitch", "st", pitch), ("pace", "%", pace)):
        mean, low, high = interval(found)
        print(f"{name}: {mean:.2f} {unit} ({low:.2f} to {high:.2f}), {len(found)}")


if __name__ == "__main__":
    main(sys.argv[1:])
