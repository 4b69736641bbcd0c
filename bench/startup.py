"""How long `vivavoce --help` takes, as a multiple of starting Python alone: `python bench/startup.py`."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

ROUNDS = 15


def seconds(*arguments: str) -> float:
    """Time one run of Python with these arguments."""
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def main() -> None:
    """Print the medians of runs taken in turn, and their ratio."""
    pairs = [(seconds("-c", "pass"), seconds("-m", "audio", "--help")) for _ in range(ROUNDS)]
    bare, answer = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"python alone {bare:.3f} s, vivavoce --help {answer:.3f} s: {answer / bare:.1f} times")


if __name__ == "__main__":
    main()
