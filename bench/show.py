"""How long a build of a large show takes when nothing changed: `python bench/show.py [--episodes 1000]`.

One interview of an hour is rendered by the engine `tone`; its episode is then there under as many names as
are asked for, each with an interview and a manifest of its own. What is timed is the command.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SETTINGS = """\
engine: tone
show:
  title: Talks at Noon
  description: People who mend things.
  author: Ada Stone
  email: ada@example.org
  language: en
  category: [Technology]
  explicit: false
  cover: cover.png
output:
  base_url: https://example.org/talks
"""
QUESTION = "What did the clock of the year {} say when you opened it for the first time?"
ANSWER = (
    "It said what every clock says that was made before {}: leave me alone, I have been counting, and you \
have not. So I wound it, oiled the third wheel, wrote the number {} into my book and went home for tea. "
)


def main() -> None:
    """Furnish the show, and time builds of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--episodes", type=int, default=1000)
    parser.add_argument(
        "--turns", type=int, default=150, help="questions in the interview, with an answer each"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["VIVAVOCE_CACHE"] = str(folder / ".cache")
        furnish(folder, given.turns)
        print(f"rendering one: {timed(folder):.1f} s")
        clone(folder, given.episodes)
        print(f"first time with all {given.episodes}: {timed(folder):.1f} s")
        print(f"nothing changed: {timed(folder):.2f} s, {timed(folder):.2f} s, {timed(folder):.2f} s")
        edit(folder / "talk-0500.md" if given.episodes > 500 else folder / "talk-0001.md")
        print(f"a word changed in one: {timed(folder):.1f} s")
        changed = (folder / "voices.yaml").read_text("utf-8").replace("mend things", "mend clocks")
        (folder / "voices.yaml").write_text(changed, "utf-8")
        print(f"the description changed: {timed(folder):.1f} s, and then {timed(folder):.2f} s")
        search = list((folder / "out" / "show" / "search").iterdir())
        words = sum(path.stat().st_size for path in search if path.name.startswith("words"))
        feed = (folder / "out" / "feed.xml").stat().st_size
        print(f"words of the search: {words / 1e6:.2f} MB, the feed: {feed / 1e6:.2f} MB")
        print(f"most memory: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MiB")


def furnish(folder: Path, turns: int) -> None:
    """Write settings, a cover and one interview."""
    from PIL import Image  # noqa: PLC0415

    Image.new("RGB", (1400, 1400), "#1b4332").save(folder / "cover.png")
    (folder / "voices.yaml").write_text(SETTINGS, "utf-8")
    (folder / "talk-0000.md").write_text(interview(0, turns), "utf-8")


def interview(number: int, turns: int = 150) -> str:
    """Give an interview of about an hour."""
    date = f"{2000 + number // 336}-{1 + number // 28 % 12:02d}-{1 + number % 28:02d}"
    said = (
        f"**Ada Stone:** {QUESTION.format(1700 + n)}\n\n**Ben Wray:** {ANSWER.format(1700 + n, n) * 2}\n\n"
        for n in range(turns)
    )
    return f"---\ntitle: Talk {number}\ndate: {date}\n---\n\n{''.join(said)}"


def clone(folder: Path, count: int) -> None:
    """Have the one episode there under other names, as if it had been rendered."""
    out, text = folder / "out", (folder / "talk-0000.md").read_text("utf-8")
    made = (out / "talk-0000.manifest.json").read_text("utf-8")
    files = [path for path in out.glob("talk-0000.*") if path.name != "talk-0000.manifest.json"]
    old = hashlib.sha256(text.encode()).hexdigest()
    for number in range(1, count):
        name = f"talk-{number:04d}"
        own = interview(number).partition("\n\n")[0] + "\n\n" + text.partition("\n\n")[2]
        (folder / f"{name}.md").write_text(own, "utf-8")
        for file in files:
            (out / file.name.replace("talk-0000", name)).hardlink_to(file)
        manifest = json.loads(
            made.replace("talk-0000", name).replace(old, hashlib.sha256(own.encode()).hexdigest())
        )
        manifest["title"], manifest["date"] = f"Talk {number}", own.partition("date: ")[2][:10]
        (out / f"{name}.manifest.json").write_text(
            json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8"
        )


def edit(place: Path) -> None:
    """Change a word."""
    place.write_text(place.read_text("utf-8").replace("third wheel", "fourth wheel", 1), "utf-8")


def timed(folder: Path) -> float:
    """Build, and give the seconds it took."""
    began = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "audio", "build", "-q", str(folder)], check=True, stdout=subprocess.DEVNULL
    )
    return time.monotonic() - began


if __name__ == "__main__":
    main()
