"""How soon `preview` is heard: seconds from the start of the process to the first samples that a player gets.

    python bench/first_sound.py [ENGINE...]          (kokoro and hibari, a turn of the sample in its middle)

Nothing of it is in the cache of takes; the models are. The player is a script that notes when samples come.
Each engine is tried in turn with the baseline, Python that imports the same and does nothing.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from processes import environment, make_cache

SAMPLE = Path(__file__).resolve().parents[1] / "seeds" / "mending-the-internet.txt"
TURN = "4"
ROUNDS = 3
PLAYER = """#!{python}
import sys, time
first = sys.stdin.buffer.read(2)
open({note!r}, "w").write(repr(time.time()) if first else "")
while sys.stdin.buffer.read(65536):
    pass
"""


def first_samples(engine: str, folder: Path) -> float:
    """Preview a turn with an empty cache of takes; give the seconds until the player had samples."""
    note, players = folder / "note", folder / "players"
    players.mkdir(exist_ok=True)
    player = players / "aplay"
    player.write_text(PLAYER.format(python=sys.executable, note=str(note)))
    player.chmod(0o755)
    cache = Path(tempfile.mkdtemp(dir=folder))
    make_cache(cache)
    env = {**environment(cache), "PATH": str(players)}
    began = time.time()
    command = [sys.executable, "-m", "audio", "preview", str(SAMPLE), TURN, "--engine", engine, "-q"]
    subprocess.run([*command, "-o", str(folder / "out")], check=True, env=env, stdout=subprocess.DEVNULL)
    return float(note.read_text()) - began


def imports() -> float:
    """Give the seconds in which Python imports what a preview needs."""
    env = environment(Path())
    began = time.time()
    subprocess.run([sys.executable, "-c", "import audio.cli.turns.preview"], check=True, env=env)
    return time.time() - began


def main() -> None:
    """Print the medians."""
    with tempfile.TemporaryDirectory() as folder:
        for engine in sys.argv[1:] or ("kokoro", "hibari"):
            pairs = [(imports(), first_samples(engine, Path(folder))) for _ in range(ROUNDS)]
            bare, heard = (statistics.median(times) for times in zip(*pairs, strict=True))
            print(f"{engine}: heard after {heard:.2f} s, {heard / bare:.1f} times the imports' {bare:.2f}")


if __name__ == "__main__":
    main()
