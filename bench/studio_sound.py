"""How soon a turn is heard in the studio: seconds from the click to the first samples, and of those to come.

    python bench/studio_sound.py [ENGINE...]         (kokoro and hibari, medians of 20 turns)

A studio is started on a script of long turns with an empty cache of takes. Its first turn loads the model;
then 20 turns are clicked that nobody spoke before, and clicked again.
"""

from __future__ import annotations

import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import requests
from processes import environment, make_cache

SAMPLES = Path(__file__).resolve().parents[1] / "seeds"
TURNS = 20


def script(folder: Path, engine: str) -> None:
    """Write a script of turns of three sentences each, no two alike."""
    from audio import read  # noqa: PLC0415 - the models of reading

    texts = [turn.text for name in ("every-book-asleep", "mending-the-internet")
             for turn in read(SAMPLES / f"{name}.txt").turns]  # fmt: skip
    sentences = [one for text in texts for one in re.split(r"(?<=[.?!])\s+", text) if len(one) > 40]
    drawn = random.Random(1)  # noqa: S311 - the same turns each time
    turns = (f"**Ada:** {' '.join(drawn.sample(sentences, 3))}" for _ in range(TURNS + 1))
    head = "---\nvivavoce: script\ntitle: Bench\n---"
    (folder / "bench.script.md").write_text("\n\n".join([head, *turns]) + "\n", "utf-8")
    (folder / "voices.yaml").write_text(f"engine: {engine}\n", "utf-8")


def click(http: requests.Session, address: str) -> float:
    """Ask for a sound and give the seconds until it begins; take all of it."""
    began = time.monotonic()
    with http.get(address, stream=True, timeout=120) as answer:
        answer.raise_for_status()
        pieces = answer.iter_content(4096)
        next(pieces)
        first = time.monotonic() - began
        for _ in pieces:
            pass
    return first


def clicks(engine: str, folder: Path) -> tuple[float, list[float], list[float]]:
    """Give the seconds of the first click, of those on turns that nobody spoke, and of those again."""
    script(folder, engine)
    cache = folder / "cache"
    make_cache(cache)
    command = [sys.executable, "-m", "audio", "studio", ".", "--no-browser", "--port", "0", "-q"]
    with subprocess.Popen(
        command, cwd=folder, env=environment(cache), stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            first = (server.stdout.readline() if server.stdout else "").strip()
            base, http = first.partition("/?")[0], requests.Session()
            http.get(first, timeout=60)
            name = http.get(f"{base}/api/folder", timeout=60).json()["scripts"][0]["id"]
            path = f"{base}/api/scripts/{name}"
            turns = [turn["id"] for turn in http.get(path, timeout=60).json()["turns"]]
            time.sleep(5)  # the page is read before somebody clicks
            sounds = [f"{path}/turns/{turn}/sound" for turn in turns]
            cold = click(http, sounds[0])
            new = [click(http, sound) for sound in sounds[1:]]
            again = [click(http, sound) for sound in sounds[1:]]
            return cold, new, again
        finally:
            server.terminate()


def main() -> None:
    """Print the medians."""
    for engine in sys.argv[1:] or ("kokoro", "hibari"):
        with tempfile.TemporaryDirectory() as folder:
            cold, new, again = clicks(engine, Path(folder))
        print(
            f"{engine}: first click {cold:.2f} s, then {statistics.median(new):.2f} s for a turn that nobody "
            f"spoke (at most {max(new):.2f}), {statistics.median(again):.3f} s for one that was spoken"
        )


if __name__ == "__main__":
    main()
