"""How long 10,000 episodes take 1,000 workers, and what that costs: a simulation with measured lengths.

    python bench/scale.py [ENGINE...]                (10,000 episodes of an hour, up to 1,000 workers)
    python bench/scale.py --measure hibari kokoro    (writes bench/scale_batches.tsv; 10 min)

What is simulated: desks (machines that submit) give batches to one scheduler, which takes 1 ms for each, as
Dask states ("Each task suffers about 1ms of overhead", distributed.dask.org); a worker speaks a batch for as
long as one that was measured, drawn by lot, and brings it to the store; a desk takes it back and, when an
episode is spoken, mixes and writes it. A desk has as many episodes under way as `Episodes` has.
"""

from __future__ import annotations

import csv
import heapq
import random
import sys
import time
from collections import deque
from dataclasses import dataclass
from itertools import count
from pathlib import Path

TABLE = Path(__file__).with_name("scale_batches.tsv")
SEEDS = Path(__file__).resolve().parents[1] / "seeds"
TASK = 0.001
"""Seconds of the scheduler for each task, as Dask states."""
STORE = 4 * 0.03
"""Seconds for which a worker waits for the store with each batch: an assumption, four answers of 30 ms."""
DESK_CORES = 4
BATCHES = 5
"""Of an engine, that are measured."""
BUSY = 50
"""Workers for each further episode that a desk has under way, as in `audio/episode/batches.py`."""
PRICES = (0.01, 0.02, 0.05)
"""Dollars a core-hour: assumptions, about spot, reserved and list prices of clouds."""


@dataclass(frozen=True)
class Measured:
    """What was measured of an engine on one core."""

    batches: tuple[float, ...]
    """Seconds of a batch."""
    seconds_of_speech: float
    """What a batch is heard for, on average."""
    finishing: float
    """Core seconds for which a desk takes back, mixes and writes an hour of speech."""


@dataclass(frozen=True)
class Outcome:
    """What came of a simulation."""

    hours: float
    busy: float
    """Share of the workers' time in which they spoke."""
    core_hours: float


def simulate(about: Measured, episodes: int, workers: int, desks: int) -> Outcome:
    """Go through all events in the order of time."""
    chance, order = random.Random(1), count()  # noqa: S311 - a simulation
    each = round(3600 / about.seconds_of_speech)
    finishing = about.finishing / DESK_CORES
    ahead = 1 + workers // BUSY
    left = [deque(range(desk, episodes, desks)) for desk in range(desks)]
    open_batches = [0] * episodes
    waiting: deque[int] = deque()
    events: list[tuple[float, int, str, int]] = []
    free, scheduler, spoken, now = workers, 0.0, 0.0, 0.0
    desk_free = [0.0] * desks

    def begin(desk: int) -> None:
        if left[desk]:
            episode = left[desk].popleft()
            open_batches[episode] = each
            waiting.extend([episode] * each)

    for desk in range(desks):
        for _ in range(min(ahead, len(left[desk]))):
            begin(desk)
    while waiting or events:
        while waiting and free:
            episode, free = waiting.popleft(), free - 1
            scheduler = max(scheduler, now) + TASK
            length = chance.choice(about.batches)
            spoken += length
            heapq.heappush(events, (scheduler + length + STORE, next(order), "spoken", episode))
        now, _, what, episode = heapq.heappop(events)
        desk = episode % desks
        if what == "finished":
            continue
        if what == "begun":
            begin(desk)
            continue
        free += 1
        open_batches[episode] -= 1
        if not open_batches[episode]:
            starts = max(now, desk_free[desk])
            desk_free[desk] = starts + finishing
            heapq.heappush(events, (starts, next(order), "begun", episode))
            heapq.heappush(events, (desk_free[desk], next(order), "finished", episode))
    cores = workers + desks * DESK_CORES
    return Outcome(now / 3600, spoken / (now * workers), now / 3600 * cores)


def measure(name: str) -> Measured:
    """Speak batches as workers do, in one thread, and finish an episode of them as a desk does."""
    import tempfile  # noqa: PLC0415 - the simulation needs none of these

    from audio import library  # noqa: PLC0415
    from audio.episode.rendering import finish_episode, speak_episode  # noqa: PLC0415
    from audio.speech import engine  # noqa: PLC0415
    from audio.speech.takes.away import Away, Job  # noqa: PLC0415
    from audio.tasks.threads import Threads  # noqa: PLC0415

    voices = {"hibari": "hibari:heart"}
    plan = library.plan(SEEDS / "mending-the-internet.txt", options={"engine": name})
    if name in voices:
        speakers = {member.speaker: voices[name] for member in plan.cast.members}
        plan = library.plan(SEEDS / "mending-the-internet.txt", options={"engine": name}, voices=speakers)
    jobs = [Job(str(segment.number), segment) for segment in plan.segments]
    batches = list(Away(Threads(1), None)._batches(jobs)[name])  # noqa: SLF001 - what is measured
    engine(name).speak(plan.segments[0].spoken, plan.segments[0].voice)  # loads the model
    took, heard = [], 0.0
    for batch in batches[:BATCHES]:
        began = time.process_time()
        for job in batch:
            speech = engine(name).speak(job.segment.spoken, job.segment.voice)
            heard += len(speech.samples) / speech.rate
        took.append(time.process_time() - began)
    finishing = 0.0
    if name == "hibari":  # as long for every engine
        with tempfile.TemporaryDirectory() as folder:
            spoken = speak_episode(plan, Path(folder) / "episode.mp3")
            began = time.process_time()
            finish_episode(spoken)
            seconds = spoken.timeline.length / spoken.timeline.rate
            finishing = (time.process_time() - began) * 3600 / seconds
    return Measured(tuple(took), heard / len(took), finishing)


def read_table() -> dict[str, Measured]:
    """Give what was measured, by engine."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {
            row["engine"]: Measured(
                tuple(map(float, row["batches"].split())),
                float(row["seconds_of_speech"]),
                float(row["finishing"]),
            )
            for row in csv.DictReader(file, delimiter="\t")
        }


def write_table(engines: list[str]) -> None:
    """Measure engines, hibari first, and write the table."""
    found = {**(read_table() if TABLE.exists() else {}), **{name: measure(name) for name in engines}}
    finishing = max(each.finishing for each in found.values())
    lines = ["engine\tseconds_of_speech\tfinishing\tbatches\n"]
    for name, each in found.items():
        batches = " ".join(f"{seconds:.3f}" for seconds in each.batches)
        lines.append(f"{name}\t{each.seconds_of_speech:.1f}\t{finishing:.1f}\t{batches}\n")
    TABLE.write_text("".join(lines), encoding="utf-8")


def main() -> None:
    """Print a row for each engine and number of desks."""
    if sys.argv[1:2] == ["--measure"]:
        write_table(sys.argv[2:])
        return
    wanted = sys.argv[1:] or list(read_table())
    print(
        "| engine | workers | desks | hours | workers busy | core-hours |", *(f"${p:.2f} |" for p in PRICES)
    )
    print("| --- " * (6 + len(PRICES)) + "|")
    for name in wanted:
        for workers, desks in ((100, 2), (1000, 1), (1000, 5), (1000, 20), (1000, 40)):
            came = simulate(read_table()[name], 10_000, workers, desks)
            costs = " ".join(f"{came.core_hours * price:,.0f} |" for price in PRICES)
            print(
                f"| {name} | {workers:,} | {desks} | {came.hours:.1f} | {came.busy:.0%} | "
                f"{came.core_hours:,.0f} | {costs}",
                flush=True,
            )


if __name__ == "__main__":
    main()
