"""What a cluster costs beside one machine on the same cores: two workers of one thread against two threads.

    python bench/cluster.py [MINUTES] [PAIRS]        (60 minutes of speech by hibari, 3 pairs)

Scheduler and workers are processes of this machine that were started before; each render begins with no
take. Both ways are taken in turns; the figures are wall seconds and, since others may use the machine, the
processor seconds of all processes that took part. The files of both are compared byte by byte.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import psutil

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
CHARACTERS_A_MINUTE = 900
VOICE = "hibari:heart"


def script_of(minutes: float) -> str:
    """Give an interview of two people that lasts about so many minutes; no paragraph comes twice."""
    said = [
        line.partition(": ")[2]
        for line in (SEEDS / "mending-the-internet.txt").read_text("utf-8").splitlines()
        if ": " in line
    ]
    turns: list[str] = []
    length = 0
    while length < minutes * CHARACTERS_A_MINUTE:
        number = len(turns)
        turns.append(f"**{('Ada', 'Ben')[number % 2]}:** Point {number}. {said[number % len(said)]}")
        length += len(turns[-1])
    return "\n\n".join(turns) + "\n"


@contextmanager
def running_cluster(folder: Path, env: dict[str, str]) -> Iterator[tuple[str, list[psutil.Process]]]:
    """Start a scheduler and two workers of one thread; give its address and their processes."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    address = f"tcp://127.0.0.1:{port}"
    worker = ["worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    commands = [["scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"], worker, worker]
    with (folder / "cluster.log").open("wb") as log:
        started = [
            subprocess.Popen(
                [sys.executable, "-m", "dask", *command], env=env, cwd=folder, stdout=log, stderr=log
            )
            for command in commands
        ]
        try:
            yield address, [psutil.Process(each.pid) for each in started]
        finally:
            for process in started:
                process.kill()
                process.wait()


def used(processes: list[psutil.Process]) -> float:
    """Give the processor seconds that processes have used so far."""
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def render(
    folder: Path, env: dict[str, str], options: list[str], others: list[psutil.Process]
) -> tuple[float, float]:
    """Render with no take at hand; give the wall seconds and the processor seconds of all who took part."""
    shutil.rmtree(folder / "cache" / "takes", ignore_errors=True)
    shutil.rmtree(folder / "cache" / "mixed", ignore_errors=True)
    command = [sys.executable, "-m", "audio", "render", "talk.md", *options, "-q"]
    voices = ["--voice", f"Ada={VOICE}", "--voice", f"Ben={VOICE}"]
    before, began = used(others), time.perf_counter()
    process = subprocess.Popen([*command, *voices], env=env, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the render ended with {process.returncode}")
    wall = time.perf_counter() - began
    return wall, usage.ru_utime + usage.ru_stime + used(others) - before


def main() -> None:
    """Print each pair, and the medians."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    pairs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "talk.md").write_text(script_of(minutes), "utf-8")
        env = {**os.environ, "VIVAVOCE_CACHE": str(folder / "cache")}
        with running_cluster(folder, env) as (address, others):
            away = ["--cluster", address, "-o", "together"]
            render(folder, env, away, others)  # the workers load what they need once, whatever comes
            walls, processors = [], []
            for number in range(1, pairs + 1):
                here = render(folder, env, ["-o", "alone"], [])
                there = render(folder, env, away, others)
                walls.append(there[0] / here[0])
                processors.append(there[1] / here[1])
                print(
                    f"pair {number}: alone {here[0]:.1f} s ({here[1]:.1f} of processors), "
                    f"cluster {there[0]:.1f} s ({there[1]:.1f})",
                    flush=True,
                )
            alone, together = ({path.name: path.read_bytes() for path in (folder / way).iterdir()}
                               for way in ("alone", "together"))  # fmt: skip
    print(
        f"{minutes:g} minutes: {median(walls):.2f} times the wall, "
        f"{median(processors):.2f} times the processor seconds"
    )
    print(f"{len(alone)} files, {'all the same' if alone == together else 'NOT THE SAME'}")


if __name__ == "__main__":
    main()
