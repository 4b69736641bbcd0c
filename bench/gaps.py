"""How long it takes until somebody else speaks, by kind of exchange, beside the figures of studies.

    python bench/gaps.py [SCRIPT ...] [--engine NAME]        (the three samples; hibari)

Rendered interviews' gaps between turns of two speakers: how many, the 10th, 50th and 90th percentile and
the share that overlap. Measured on the timeline, whose takes are trimmed to what is heard. The last lines are
those of studies of conversation and the practice of produced shows, with their sources.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np

from audio import library
from audio.mix import exchange_of, junctures, lay_out
from audio.speech import speak_segments

SAMPLES = Path(__file__).resolve().parents[1] / "seeds"
STUDIES = (
    ("most often in conversation, ten languages", "0.00 to 0.20 s", "Stivers et al. 2009, PNAS 106:10587"),
    ("planning an answer of a word", "0.60 s", "Levinson and Torreira 2015, Front. Psychol. 6:731"),
    ("edited shows, practice", "0.30 to 0.80 s", "producers' advice, no study"),
)


def gaps(script: Path, engine: str) -> Iterator[tuple[str, float]]:
    """Give the kind of each exchange between two speakers of an interview, and the seconds between them."""
    plan = library.plan(script, options={"engine": engine})
    takes = speak_segments(plan.segments)
    timeline = lay_out(takes, plan.script, plan.settings.pauses)
    heard = [event for event in timeline.events if event.length]
    for (before, after), juncture in zip(pairwise(heard), junctures(takes), strict=True):
        if juncture.border == "speaker":
            yield exchange_of(juncture), (after.start - before.end) / timeline.rate


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("scripts", nargs="*", type=Path, default=sorted(SAMPLES.glob("*.*")))
    parser.add_argument("--engine", default="hibari")
    asked = parser.parse_args()
    found: dict[str, list[float]] = defaultdict(list)
    for script in asked.scripts:
        for kind, seconds in gaps(script, asked.engine):
            found[kind].append(seconds)
            found["all"].append(seconds)
    for kind, seconds in sorted(found.items(), key=lambda pair: -len(pair[1])):
        low, middle, high = np.percentile(seconds, [10, 50, 90])
        over = sum(each < 0 for each in seconds) / len(seconds)
        print(f"{kind:20} {len(seconds):4}   {low:.2f} {middle:.2f} {high:.2f} s   overlapping {over:.0%}")
    for what, figure, source in STUDIES:
        print(f"{what:44} {figure:16} {source}")


if __name__ == "__main__":
    main()
