"""What many short scripts cost in one command, as a multiple of their speech alone.

    python bench/many.py [ENGINE] [SCRIPTS]          (kokoro, 10 scripts of some twenty seconds)

The same texts are spoken first without anything else, in one call with a cache of its own, models loaded and
all; then `vivavoce render` makes all episodes, with another. Both are processes of their own.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from processes import environment, make_cache

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
SPEAK = """
import sys, time
from pathlib import Path
from audio import library
from audio.speech import speak_segments
scripts = sorted(Path(sys.argv[2]).glob("*.md"))
plans = [library.plan(path, options={"engine": sys.argv[1]}) for path in scripts]
speak_segments([segment for plan in plans for segment in plan.segments])
"""


def write_scripts(folder: Path, count: int) -> None:
    """Write short interviews: a sentence or two of the sample for each of two people, each another number."""
    text = (SEEDS / "mending-the-internet.txt").read_text("utf-8")
    said = [line.partition(": ")[2][:160].rsplit(" ", 1)[0] for line in text.splitlines() if ": " in line]
    for number in range(count):
        question, answer = said[number % len(said)], said[(number * 7 + 3) % len(said)]
        words = f"**Ada:** Question {number}. {question}?\n\n**Ben:** Answer {number}. {answer}.\n"
        (folder / f"talk-{number:03d}.md").write_text(words, "utf-8")


def seconds(command: list[str], cache: Path) -> float:
    """Run a command with a cache of its own, but for the models; give its seconds."""
    make_cache(cache)
    began = time.perf_counter()
    env = environment(cache)
    subprocess.run([sys.executable, *command], check=True, env=env, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def main() -> None:
    """Print both, and the ratio."""
    engine = sys.argv[1] if len(sys.argv) > 1 else "kokoro"
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        scripts = folder / "scripts"
        scripts.mkdir()
        write_scripts(scripts, count)
        alone = seconds(["-c", SPEAK, engine, str(scripts)], folder / "one")
        options = ["--engine", engine, "-o", str(folder / "out"), "--json", "-q"]
        whole = seconds(["-m", "audio", "render", str(scripts), *options], folder / "two")
    print(
        f"{engine}, {count} scripts: speech {alone:.1f} s, episodes {whole:.1f} s: {whole / alone:.2f} times"
    )


if __name__ == "__main__":
    main()
