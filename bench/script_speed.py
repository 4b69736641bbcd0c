"""Show how long reading takes, by length: time must grow in a straight line.

usage: script_speed.py [FILE]

The file (without one, an interview made up here) is repeated to 10 kB, 100 kB, 1 MB and 10 MB. Printed are
seconds, seconds for 100 kB, and the largest memory so far.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from audio.script import read_bytes

TURNS = "".join(
    f"**Ada Quist:** What holds ship number {number}, would you say? [laughs]\n\n"
    f"**Ben Roe:** Rope, and hope. For example: the wind turns, and nobody is surprised but the owner.\n\n"
    f"It was ever so, and the harbour master wrote it down in a book.\n\n"
    for number in range(40)
).encode()


def main() -> None:
    """Run."""
    piece = Path(sys.argv[1]).read_bytes() if len(sys.argv) > 1 else TURNS
    name = sys.argv[1] if len(sys.argv) > 1 else "made-up.md"
    read_bytes(piece, name)
    print("     bytes  seconds  s/100 kB   MB")
    for size in (10_000, 100_000, 1_000_000, 10_000_000):
        data = (piece + b"\n\n") * max(1, size // len(piece))
        begin = time.perf_counter()
        read_bytes(data, name)
        took = time.perf_counter() - begin
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{len(data):10d} {took:8.2f} {took / len(data) * 100_000:9.3f} {memory:4d}")


if __name__ == "__main__":
    main()
