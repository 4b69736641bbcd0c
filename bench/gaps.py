"""How long it takes until somebody else speaks, by kind of exchange, beside the figures of studies.

    python bench/gaps.py [SCRIPT] [ENGINE]        (the sample; hibari)

A rendered interview's gaps between turns of two speakers: how many, the 10th, 50th and 90th percentile and
the share that overlap. Measured on the timeline, whose takes are trimmed to what is heard. The last lines are
those of studies of conversation and the practice of produced shows, with their sources.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

from audio import library
from audio.mix import exchange_of, junctures, lay_out
from audio.speech import speak_segments

SAMPLE = Path(__file__).resolve().parents[1] / "seeds" / "mending-the-internet.txt"
STUDIES = (
    ("most often in conversation, ten languages", "0.00 to 0.20 s", "Stivers et al. 2009, PNAS 106:10587"),
    ("planning an answer of a word", "0.60 s", "Levinson and Torreira 2015, Front. Psychol. 6:731"),
    ("edited shows, practice", "0.30 to 0.80 s", "producers' advice, no study"),
)


def main() -> None:
    """Print the table."""
    script = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    plan = library.plan(script, options={"engine": sys.argv[2] if len(sys.argv) > 2 else "hibari"})
    takes = speak_segments(plan.segments)
    timeline = lay_out(takes, plan.script, plan.settings.pauses)
    heard = [event for event in timeline.events if event.length]
    gaps: dict[str, list[float]] = defaultdict(list)
    for before, after, juncture in zip(heard, heard[1:], junctures(takes), strict=True):
        if juncture.border == "speaker":
            for kind in (exchange_of(juncture), "all"):
                gaps[kind].append((after.start - before.end) / timeline.rate)
    for kind, seconds in sorted(gaps.items(), key=lambda pair: -len(pair[1])):
        low, middle, high = np.percentile(seconds, [10, 50, 90])
        over = sum(each < 0 for each in seconds) / len(seconds)
        print(f"{kind:20} {len(seconds):4}   {low:.2f} {middle:.2f} {high:.2f} s   overlapping {over:.0%}")
    for what, figure, source in STUDIES:
        print(f"{what:44} {figure:16} {source}")


if __name__ == "__main__":
    main()
