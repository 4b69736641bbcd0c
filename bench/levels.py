"""How alike takes are in level: those of one speaker, and the speakers, before and after matching.

    python bench/levels.py [SCRIPT] [ENGINE]        (the sample; every voice as the settings have it)

Integrated loudness (BS.1770-4) of each take in its place, measured before the limiter; takes of three seconds
and more apart from the shorter ones.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from audio import library
from audio.cast import Loudness
from audio.mix import Programme, lay_out, master, measure
from audio.speech import speak_segments

SAMPLE = Path(__file__).resolve().parents[1] / "seeds" / "mending-the-internet.txt"
LONG = 3.0
"""Seconds."""


def loudness(programme: Programme) -> dict[str, list[tuple[float, float]]]:
    """Give seconds and LUFS of every take of each speaker."""
    sound = np.concatenate(list(programme.unmastered()))
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for event in programme.timeline.events:
        if event.length:
            lufs = measure([sound[event.start : event.end]], programme.rate, programme.channels, "none").lufs
            found[event.take.segment.speaker].append((event.length / programme.rate, lufs))
    return found


def row(name: str, about: str, figures: Sequence[float], middle: float) -> None:
    """Print how far figures are from the middle, and from each other."""
    if figures:
        low, high = min(figures) - middle, max(figures) - middle
        print(
            f"{name:20} {about:24} {len(figures):4}   {low:+5.2f} to {high:+5.2f}   apart {high - low:.2f} LU"
        )


def main() -> None:
    """Print the table."""
    script = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    options = {"engine": sys.argv[2]} if len(sys.argv) > 2 else {}
    plan = library.plan(script, options=options)
    timeline = lay_out(speak_segments(plan.segments), plan.script, plan.settings.pauses)
    matched = master(timeline, Loudness(room_tone="none"))
    alone = replace(matched, take_gains={})
    for when, programme in (("each speaker as one", alone), ("takes matched too", matched)):
        print(when)
        middles = []
        for speaker, takes in loudness(programme).items():
            long = [lufs for seconds, lufs in takes if seconds >= LONG]
            short = [lufs for seconds, lufs in takes if seconds < LONG]
            middles.append(float(np.median(long or short)))
            row(speaker[:20], f"takes of {LONG:g} s and more", long, middles[-1])
            row(speaker[:20], "shorter takes", short, middles[-1])
        row("all", "speakers", middles, float(np.median(middles)))


if __name__ == "__main__":
    main()
