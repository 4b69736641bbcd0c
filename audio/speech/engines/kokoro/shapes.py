"""Words that are said longer or higher: found among those that are read, and handed to the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from audio.speech.engines.kokoro.builds import LENGTH, PITCH
from audio.speech.engines.phoneme_times import MARKS
from audio.speech.engines.phonemes import Reading, without_pronunciations
from audio.speech.values import Shape

_AHEAD = 40
"""Characters within which the next word is looked for; what is read otherwise than written is not found."""


def shaped(readings: Sequence[Reading], text: str, shapes: Sequence[Shape]) -> tuple[Reading, ...]:
    """Give readings of a text with the shapes of its words: of several, the one that has most of the word.

    A word that is read otherwise than written stands where its neighbours leave room.
    """
    if not shapes:
        return tuple(readings)
    return tuple(
        replace(reading, length=most.length, pitch=most.pitch) if (most := _most(shapes, *span)) else reading
        for reading, span in zip(readings, _spans(readings, without_pronunciations(text)), strict=True)
    )


def factors(batch: Sequence[Reading], known: Mapping[str, int]) -> dict[str, NDArray[np.float32]]:
    """Give the model's inputs for the shapes of a batch; none where nothing is shaped.

    `known` is the model's alphabet. Marks last as ever: what a word gains is no pause.
    """
    if all(reading.length == 1 and reading.pitch == 1 for reading in batch):
        return {}
    rows = [(1.0, 1.0)]  # the padding
    for reading in (each for each in batch if each.phonemes):
        said = [phoneme for phoneme in reading.phonemes if phoneme in known]
        rows += [(1.0 if phoneme in MARKS else reading.length, reading.pitch) for phoneme in said]
        rows.append((1.0, reading.pitch))  # the space behind it, or the padding
    length, pitch = np.array(rows, np.float32).T
    return {LENGTH: length[None], PITCH: pitch[None]}


def _spans(readings: Sequence[Reading], text: str) -> Iterator[tuple[int, int]]:
    """Give where each reading stands in the text."""
    found: list[tuple[int, int] | None] = []
    at = 0
    for reading in readings:
        start = text.find(reading.text, at, at + len(reading.text) + _AHEAD) if reading.text else -1
        found.append((start, start + len(reading.text)) if start >= 0 else None)
        at = start + len(reading.text) if start >= 0 else at
    at = 0
    for number, span in enumerate(found):
        following = next((each[0] for each in found[number:] if each), len(text))
        yield span or (at, following)
        at = span[1] if span else at


def _most(shapes: Sequence[Shape], start: int, end: int) -> Shape | None:
    """Give the shape that has most of a stretch; None where none has any of it."""
    shares = [(min(each.end, end) - max(each.start, start), each) for each in shapes]
    share, most = max(shares, key=lambda pair: pair[0])
    return most if share > 0 else None
