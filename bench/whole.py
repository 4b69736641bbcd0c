"""What all around the model costs: a whole render beside the model alone on the same pieces, in turn.

    python bench/whole.py [--pairs N] [SCRIPT]       (`seeds/mending-the-internet.txt`, 3 pairs)

Alone, the pieces are read before, as many threads as a render has give them to Kokoro's graph, and nothing is
made of what comes back. A render is a whole process with an empty cache of takes. The models are there.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from processes import environment, make_cache

SAMPLE = Path(__file__).resolve().parents[1] / "seeds" / "mending-the-internet.txt"
ALONE = """
import sys, time
from concurrent.futures import ThreadPoolExecutor
import numpy as np
from audio.library import plan
from audio.speech.engines import engine
from audio.speech.engines.kokoro.model import Model
from audio.speech.takes.room import callers_for

asked, run = [], Model.run

def read(model, inputs, way):
    asked.append((model, inputs, way))
    size = inputs["tokens"].size
    return np.zeros(size * 600, np.float32), np.ones(size, np.int64)

segments = plan(sys.argv[1]).segments
Model.run = read
for segment in segments:
    engine("kokoro").speak_shaped(segment.spoken, segment.voice, segment.shapes)
model, inputs, way = asked[0]
run(model, inputs, way)  # loads it
with ThreadPoolExecutor(callers_for(engine("kokoro"))) as callers:
    began = time.perf_counter()
    said = sum(len(samples) for samples, _ in callers.map(lambda one: run(*one), asked))
    print(time.perf_counter() - began, said / 24_000)
"""


def alone(script: Path, cache: Path) -> tuple[float, float]:
    """Give the seconds that the model takes, and how many of sound come of it."""
    command = [sys.executable, "-c", ALONE, str(script)]
    done = subprocess.run(command, check=True, env=environment(cache), stdout=subprocess.PIPE, text=True)
    seconds, sound = map(float, done.stdout.split()[-2:])
    return seconds, sound


def whole(script: Path, folder: Path) -> float:
    """Give the seconds of a render from the start of its process to its end."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        cache = Path(name) / "cache"
        make_cache(cache)
        command = [
            *(sys.executable, "-m", "audio", "render", str(script)),
            *("--engine", "kokoro", "-o", name, "-q"),
        ]
        began = time.perf_counter()
        subprocess.run(command, check=True, env=environment(cache), stdout=subprocess.DEVNULL)
        return time.perf_counter() - began


def main(script: Path, pairs: int) -> None:
    """Print each pair and the median of their ratios."""
    ratios = []
    with tempfile.TemporaryDirectory() as name:
        make_cache(Path(name) / "cache")
        for _ in range(pairs):
            seconds, sound = alone(script, Path(name) / "cache")
            render = whole(script, Path(name))
            ratios.append(render / seconds)
            print(
                f"the model {seconds:.1f} s for {sound:.0f} s of sound, a render {render:.1f} s", flush=True
            )
    print(f"a render takes {statistics.median(ratios):.2f} times as long as the model alone")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("script", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("--pairs", type=int, default=3)
    given = parser.parse_args()
    main(given.script, given.pairs)
