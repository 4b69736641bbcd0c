"""What a changed word costs: a script rendered, and again with one word changed, as a part of the first.

    python bench/edit.py [ENGINE] [WORDS]          (hibari, 5 words, one after the other)

Whole processes. Afterwards the last script is rendered once more with nothing kept but its takes: the MP3 has
to be the same to the byte.
"""

from __future__ import annotations

import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from processes import environment, make_cache

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
SCRIPTS = ("mending-the-internet.txt", "every-book-asleep.txt", "the-note-that-is-not-there.md")


def ten_minutes() -> str:
    """Give the first sample, and after it the answers of the others: some ten minutes."""
    first, *others = ((SEEDS / name).read_text("utf-8") for name in SCRIPTS)
    paragraphs = [each for other in others for each in other.split("\n\n")[4:] if each[:1] not in "#-"]
    said = ("Callum Reid: " + re.sub(r"^(\*\*[^*]+\*\*|[QA]:) ", "", each) for each in paragraphs)
    return "\n\n".join([first.rstrip(), *said][:52]) + "\n"


def render(script: Path, engine: str, cache: Path, out: Path) -> tuple[float, dict[str, float]]:
    """Render in a process of its own; give its seconds and the command's figures."""
    began = time.perf_counter()
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "audio",
            "render",
            str(script),
            "--engine",
            engine,
            "-o",
            str(out),
            "--json",
            "-q",
        ],
        stdout=subprocess.PIPE,
        check=True,
        env=environment(cache),
    )
    return time.perf_counter() - began, json.loads(done.stdout)


def main() -> None:
    """Print the cold render, the edits, and what part of the cold one they take."""
    engine = sys.argv[1] if len(sys.argv) > 1 else "hibari"
    words = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cache = folder / "cache"
        make_cache(cache)
        script, text = folder / "ten.txt", ten_minutes()
        script.write_text(text, "utf-8")
        cold, figures = render(script, engine, cache, folder / "out")
        print(f"{engine}: {figures['seconds']:.0f} s of speech, cold {cold:.2f} s")
        edits = []
        for count in range(1, words + 1):
            turns = text.split("\n\n")
            place = len(turns) * count // (words + 1)
            turns[place] = turns[place].replace(" the ", " that ", 1)
            script.write_text("\n\n".join(turns), "utf-8")
            took, figures = render(script, engine, cache, folder / "out")
            edits.append(took)
            print(f"a word in paragraph {place}: {took:.2f} s, {figures['takes_new']} takes spoken")
        middle = statistics.median(edits)
        print(f"median {middle:.2f} s, {100 * middle / cold:.1f} % of the cold render")
        kept = next((folder / "out").glob("*.mp3"))
        before = kept.read_bytes()
        shutil.rmtree(cache / "mixed", ignore_errors=True)
        render(script, engine, cache, folder / "out")
        print("the same to the byte without what was kept:", kept.read_bytes() == before)


if __name__ == "__main__":
    main()
