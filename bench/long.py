"""Whether long episodes cost time in a straight line and no more memory: with the test engine.

    python bench/long.py [HOURS...]          (0.1667 1; 10 and 100 take their time and room on the disk)

Each is a process of its own with a cache of its own, which is removed after it. The figures are seconds, of
the processor too, and the peak of memory, each also as a multiple of what the shortest needs for as long.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from processes import environment

SENTENCE = "Number {number} winds the clock on the tower by hand, and nobody thanks it for what it does. "
SECONDS_A_CHARACTER = 0.05
"""Of the test engine."""
PARAGRAPH = 4
"""Sentences."""


def script_of(hours: float) -> str:
    """Give an interview of two people that the test engine speaks in so many hours."""
    sentences = round(hours * 3600 / (SECONDS_A_CHARACTER * len(SENTENCE)))
    said = []
    for first in range(0, sentences, PARAGRAPH):
        words = "".join(SENTENCE.format(number=number) for number in range(first, first + PARAGRAPH))
        said.append(f"{'Ada Stone' if first % (2 * PARAGRAPH) else 'Ben Wray'}: {words}")
    return "\n\n".join(said) + "\n"


class Cost(NamedTuple):
    """What a render took, in seconds of wall and processor and MB, and how many seconds came of it."""

    wall: float
    processor: float
    peak: float
    sound: float


def render(hours: float) -> Cost:
    """Render so many hours."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "long.txt").write_text(script_of(hours), "utf-8")
        command = [sys.executable, "-m", "audio", "render", "long.txt", "--engine", "tone", "--json", "-q"]
        env = environment(folder / "cache")
        began = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=env, cwd=folder) as running:
            told = running.stdout.read() if running.stdout else b""
            _, status, used = os.wait4(running.pid, 0)
            running.returncode = os.waitstatus_to_exitcode(status)
        wall, processor = time.perf_counter() - began, used.ru_utime + used.ru_stime
        return Cost(wall, processor, used.ru_maxrss / 1000, json.loads(told)["seconds"])


def main() -> None:
    """Print a line for each."""
    base: Cost | None = None
    for hours in map(float, sys.argv[1:] or ("0.1667", "1")):
        cost = render(hours)
        base = base or cost
        longer = cost.sound / base.sound
        wall, processor = cost.wall / base.wall / longer, cost.processor / base.processor / longer
        print(
            f"{hours:g} h: {cost.sound:.0f} s of sound in {cost.wall:.1f} s, {cost.sound / cost.wall:.0f} "
            f"times real time ({wall:.2f} of a straight line), {cost.processor:.1f} s of the processor "
            f"({processor:.2f}), peak {cost.peak:.0f} MB ({cost.peak / base.peak:.2f})",
            flush=True,
        )


if __name__ == "__main__":
    main()
