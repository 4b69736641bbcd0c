"""How joining takes grows with their number: streamed as here, and with pydub's `+=` as is usual.

    python bench/join.py [MINUTES ...]

Each way runs in a process of its own. Prints wall time and peak memory for episodes of 10, 40 and 120 minutes
(one take of 10.5 s, over and over), and the ratios. The long one of `+=` takes about a minute.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
import warnings
import wave
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from audio.cast import Loudness, Pauses, Voice
from audio.mix import RATE, clip_of, lay_out, master
from audio.script import Script
from audio.speech import Segment, Take

SECONDS = 10.5
TAKE_RATE = 24_000


def a_take(folder: Path) -> Take:
    """Write one take of noise with syllables."""
    at = np.arange(round(SECONDS * TAKE_RATE)) / TAKE_RATE
    noise = np.random.default_rng(1).standard_normal(len(at))
    sound = 4000 * noise * np.clip(np.sin(2 * np.pi * 4 * at), 0, 1)
    clip = folder / "take.wav"
    with wave.open(str(clip), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(TAKE_RATE)
        file.writeframes(np.clip(sound, -32768, 32767).astype("<i2").tobytes())
    segment = Segment(1, 1, 0, "Ada", "Hum.", "Hum.", Voice("tone", "ada"), "speaker", 1)
    return Take(segment, clip, TAKE_RATE, len(sound))


def streamed(take: Take, count: int) -> int:
    """Join as the mix does, limiter included; give the frames."""
    script, pauses = Script("Bench", ()), Pauses()
    timeline = lay_out([take] * count, script, pauses)
    programme = replace(master(lay_out([take], script, pauses), Loudness()), timeline=timeline)
    return sum(len(block) for block in programme.blocks())


def added(take: Take, count: int) -> int:
    """Join with `+=`; give the frames."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pydub import AudioSegment  # noqa: PLC0415 - its import warns
    clip = clip_of(take, RATE).set_sample_width(2)
    pause = AudioSegment.silent(450, frame_rate=RATE)
    whole = AudioSegment.empty()
    for _ in range(count):
        whole += clip
        whole += pause
    return int(whole.frame_count())


WAYS: dict[str, Callable[[Take, int], int]] = {"streamed": streamed, "pydub +=": added}


def child(way: str, count: int) -> None:
    """Run one way and print what it took as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        take = a_take(Path(folder))
        begun = time.perf_counter()
        frames = WAYS[way](take, count)
        wall = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"wall": wall, "peak": peak, "minutes": frames / RATE / 60}))


def main() -> None:
    """Compare the ways at each length."""
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], int(sys.argv[3]))
        return
    print(f"{'minutes':>8} {'takes':>6}  {'way':<10} {'wall s':>8} {'peak MB':>8}")
    for minutes in [float(given) for given in sys.argv[1:]] or [10.0, 40.0, 120.0]:
        count = round(minutes * 60 / (SECONDS + 0.45))
        figures = {}
        for way in WAYS:
            command = [sys.executable, __file__, "--child", way, str(count)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            figures[way] = json.loads(done.stdout)
            wall, peak = figures[way]["wall"], figures[way]["peak"]
            print(f"{figures[way]['minutes']:8.1f} {count:6d}  {way:<10} {wall:8.2f} {peak:8.0f}")
        mine, usual = figures["streamed"], figures["pydub +="]
        print(
            f"{'':>16} ratio: {usual['wall'] / mine['wall']:.1f} times the time, "
            f"{usual['peak'] / mine['peak']:.1f} times the memory"
        )


if __name__ == "__main__":
    main()
