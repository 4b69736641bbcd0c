"""Read mutated files: each must give a script or one clear error, quickly.

usage: fuzz_script.py [--count N] [--seed S] FILE...

The files are cut, spliced, sprinkled with random bytes and characters, and nested. Printed are the number of
readings and errors, the slowest file and the largest memory. Exit status 1 where anything else was raised, a
reading took more than 2 seconds of processor time, or a canonical script did not read back the same.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from audio.errors import VivavoceError
from audio.script import read_bytes, write_canonical

MARKS = [
    "**",
    "*",
    "_",
    ":",
    "：",
    "\n\n",
    "\n",
    ">>",
    "> ",
    "# ",
    "- ",
    "[",
    "](",
    "<",
    "</p>",
    "<p>",
    "```",
    "---\n",
    "|",
    "\t",
]
MARKS += [
    "Q: ",
    "A. ",
    "Mr. SMITH. ",
    "00:01:02 ",
    "\u200b",
    "\u202e",
    "\ufeff",
    "\x00",
    "\ud83d",
    "🙂",
    "(",
    ")",
    "《",
    "é",
    "\r",
]
MOST_SECONDS = 2.0

KEPT = Path(tempfile.gettempdir())
"""Where files are kept that showed something."""


def mutate(data: bytes, others: list[bytes], rng: random.Random) -> bytes:
    """Give a file with one to four faults."""
    for _ in range(rng.randint(1, 4)):
        kind = rng.randrange(7)
        at = rng.randrange(len(data) + 1)
        if kind == 0:
            data = data[:at]
        elif kind == 1:
            other = rng.choice(others)
            start = rng.randrange(len(other) + 1)
            data = data[:at] + other[start : start + rng.randint(1, 4000)] + data[at:]
        elif kind == 2:
            data = data[:at] + rng.randbytes(rng.randint(1, 60)) + data[at:]
        elif kind == 3:
            mark = rng.choice(MARKS) * rng.choice((1, 2, 50, 2000))
            data = data[:at] + mark.encode("utf-8", "surrogatepass") + data[at:]
        elif kind == 4:
            end = min(len(data), at + rng.randint(1, 3000))
            data = data[:at] + data[end:]
        elif kind == 5:
            letters = "".join(
                chr(rng.choice((rng.randrange(32, 0x3000), rng.randrange(0x10000, 0x1FFFF))))
                for _ in range(40)
            )
            data = data[:at] + letters.encode("utf-8", "surrogatepass") + data[at:]
        else:
            depth = rng.randint(100, 5000)
            opener = rng.choice((b"<div>", b"> ", b"- ", b"[", b"{", b"(", b"**"))
            data = data[:at] + opener * depth + data[at:]
    return data


def main() -> int:
    """Run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)  # noqa: S311 - faults, not secrets
    names = [path.name for path in options.files]
    contents = [path.read_bytes()[:40_000] for path in options.files]
    read = refused = faults = 0
    slowest = (0.0, "")
    for number in range(options.count):
        which = rng.randrange(len(contents))
        data = mutate(contents[which], contents, rng)
        name = rng.choice((names[which], "x.txt", "x.md", "x.html", "x.srt", "-"))
        begin = time.process_time()
        try:
            script = read_bytes(data, name)
            read += 1
            if number % 10 == 0 and read_bytes(write_canonical(script).encode(), "x.md") != script:
                faults += 1
                KEPT / f"changed-{number}.bin".write_bytes(data)
        except VivavoceError:
            refused += 1
        except Exception as error:
            faults += 1
            kept = KEPT / f"fault-{number}.bin"
            kept.write_bytes(data)
            print(f"{kept} ({name}): {type(error).__name__}: {error}"[:300])
        took = time.process_time() - begin
        slowest = max(slowest, (took, f"number {number}, {name}, {len(data)} bytes"))
        if took > MOST_SECONDS:
            faults += 1
            KEPT / f"slow-{number}.bin".write_bytes(data)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{read} read, {refused} refused, {faults} faults; slowest {slowest[0]:.2f} s ({slowest[1]});"
        f" {memory} MB"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
