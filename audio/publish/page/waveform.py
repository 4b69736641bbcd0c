"""The waveform of an episode as SVG: how loud it really gets, and who speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audio.mix import Programme, sound_of
from audio.publish.chapters import ChapterMark, milliseconds

BARS = 320
"""Columns over the whole length."""
_STEP, _WIDTH = 4, 3
"""Units of the drawing from bar to bar, and of a bar."""
_HALF = 50
"""Units from the middle to the top."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is heard in each of a number of equal parts of an episode."""

    peaks: NDArray[np.float32]
    """Highest sample of each part before encoding, 0 to 1; shape (parts,)."""
    speakers: tuple[str, ...]
    """Who is heard longest in each part; empty where nobody is."""


def envelope(programme: Programme, parts: int = BARS) -> Envelope:
    """Measure an episode from its takes and its music at the programme's gains, none above its ceiling.

    Of the takes it takes what was measured for their level. Raises `SpeechError` where one cannot be read.
    """
    timeline = programme.timeline
    peaks = np.zeros(parts, dtype=np.float32)
    shares: list[dict[str, int]] = [{} for _ in range(parts)]
    for event in timeline.events:
        if not event.length:
            continue
        segment = event.take.segment
        gain = programme.speaker_gains[segment.speaker] + programme.take_gains.get(segment.number, 0.0)
        gain += segment.voice.gain_db + programme.gain_db
        known = sound_of(event.take)
        heard = known.peaks * np.float32(10 ** (gain / 20))
        first, edges = _edges(event.start, event.length, timeline.length, parts)
        _raise(peaks, first, heard, edges * len(heard) // event.length)
        for number, share in enumerate(np.diff([*edges, event.length]), first):
            shares[number][segment.speaker] = shares[number].get(segment.speaker, 0) + int(share)
    if timeline.music:
        start = 0
        for block in programme.music():
            first, edges = _edges(start, len(block), timeline.length, parts)
            _raise(peaks, first, block.max(axis=1, initial=0.0), edges)
            start += len(block)
    longest = tuple(max(share, key=share.__getitem__, default="") for share in shares)
    return Envelope(np.minimum(peaks, np.float32(10 ** (programme.ceiling_db / 20))), longest)


def waveform(programme: Programme, colours: Mapping[str, int], chapters: Sequence[ChapterMark]) -> str:
    """Give an SVG of the waveform, each bar in the colour of who speaks, with a line at each chapter.

    `colours` gives each person's number. Whatever has been played is drawn over it, as wide as the page's
    script makes the rectangle `played`.
    """
    heard = envelope(programme)
    most = max(float(heard.peaks.max(initial=0.0)), 1e-9)
    paths: dict[int, list[str]] = {}
    for number, (peak, speaker) in enumerate(zip(heard.peaks, heard.speakers, strict=True)):
        half = max(1, round(_HALF * float(peak) / most))
        bar = f"M{number * _STEP} {_HALF - half}h{_WIDTH}v{2 * half}h-{_WIDTH}z"
        paths.setdefault(colours.get(speaker, 0), []).append(bar)
    drawn = "".join(
        f'<path class="s{colour}" d="{"".join(bars)}"/>' for colour, bars in sorted(paths.items())
    )
    width, length = BARS * _STEP, milliseconds(programme.timeline.length, programme.timeline.rate)
    lines = "".join(f"M{mark.start * width / max(length, 1):.1f} 0v100" for mark in chapters if mark.start)
    return (
        f'<svg viewBox="0 0 {width} 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<defs><g id="bars">{drawn}</g>'
        '<clipPath id="past"><rect id="played" width="0" height="100"/></clipPath></defs>'
        f'<use href="#bars" class="ahead"/><use href="#bars" clip-path="url(#past)"/>'
        f'<path class="borders" d="{lines}"/></svg>'
    )


def _edges(start: int, length: int, whole: int, parts: int) -> tuple[int, NDArray[np.int64]]:
    """Give the part in which a stretch begins, and where in the stretch that and each later part begins."""
    first, last = start * parts // whole, (start + length - 1) * parts // whole
    borders = -(-np.arange(first + 1, last + 1, dtype=np.int64) * whole // parts)
    return first, np.concatenate([[0], borders - start]).astype(np.int64)


def _raise(
    peaks: NDArray[np.float32], first: int, samples: NDArray[np.float32], edges: NDArray[np.int64]
) -> None:
    """Raise the parts from `first` on to what they hold of the samples."""
    starts = np.minimum(edges, len(samples) - 1)
    found = np.maximum.reduceat(np.abs(samples), starts)
    peaks[first : first + len(found)] = np.maximum(peaks[first : first + len(found)], found)
