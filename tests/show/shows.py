"""Shows for tests: a folder with settings, into which interviews are put, and the command run in it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prepared import Prepared

from audio.show import open_show, plan_builds

SETTINGS = """\
engine: tone
show:
  title: Talks at Noon
  description: People who mend things, & what they find inside.
  author: Ada Stone
  email: ada@example.org
  language: en
  category: [Society & Culture > Documentary, Technology]
  explicit: false
  cover: cover.png
output:
  base_url: https://example.org/talks
"""
TALK = """\
---
title: {title}
date: {date}
---

Ada Stone went to see somebody who {does}.

**Ada Stone:** What do you {does} first in the morning?

**{guest}:** Whatever is nearest. {says}

**Ada Stone:** And what comes last?

**{guest}:** Tea, and the long list of tomorrow.
"""


@dataclass(frozen=True)
class Trial:
    """A show in a folder of its own, with a cache of its own."""

    server: Prepared
    folder: Path
    cache: Path

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def write(self, name: str, text: str) -> Path:
        """Put a file there."""
        place = self.folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        return place

    def talk(self, name: str, **said: str) -> Path:
        """Put an interview there."""
        known = {
            "title": name,
            "date": "2024-05-01",
            "does": "mend",
            "guest": "Ben Wray",
            "says": "It waits.",
        }
        return self.write(name, TALK.format(**{**known, **said}))

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command in the folder."""
        with self.here():
            return self.server.run(arguments, None)

    @contextmanager
    def here(self) -> Iterator[None]:
        """Be in the folder, with its cache."""
        before = Path.cwd(), dict(os.environ)
        try:
            os.chdir(self.folder)
            os.environ.update(VIVAVOCE_CACHE=str(self.cache), XDG_CONFIG_HOME=str(self.cache / "config"))
            yield
        finally:
            os.chdir(before[0])
            os.environ.clear()
            os.environ.update(before[1])

    def build(self, *options: str) -> Built:
        """Build the show."""
        done = self.run("build", "--json", *options)
        rows = [json.loads(line) for line in done.stdout.splitlines()]
        return Built(done, rows)

    def planned(self, *, everything: bool = False) -> list[str]:
        """Give the episodes that a build would render."""
        with self.here():
            todo = plan_builds(open_show(self.folder), everything=everything)
        assert not todo.failed
        return [each.interview.name for each in todo.builds]

    @contextmanager
    def with_settings(self, text: str) -> Iterator[None]:
        """Have other settings for a while."""
        place = self.folder / "voices.yaml"
        before = place.read_text("utf-8")
        place.write_text(text, "utf-8")
        try:
            yield
        finally:
            place.write_text(before, "utf-8")

    def times(self) -> dict[str, int]:
        """Give when each file of the out folder was written."""
        return {
            path.relative_to(self.out).as_posix(): path.stat().st_mtime_ns
            for path in self.out.rglob("*")
            if path.is_file()
        }


@dataclass(frozen=True)
class Built:
    """What a build said."""

    done: subprocess.CompletedProcess[str]
    rows: list[dict[str, Any]]

    @property
    def made(self) -> list[str]:
        """The episodes that were rendered, in that order."""
        return [Path(row["file"]).stem for row in self.rows if "file" in row]

    @property
    def failed(self) -> dict[str, str]:
        return {row["source"]: row["error"] for row in self.rows if "error" in row}

    @property
    def whole(self) -> dict[str, Any]:
        return self.rows[-1]


LONG_SAY = "It waits for nobody, and " + "it wants a drop of oil, a clean rag and a steady hand. " * 6
WHOLE = {
    "2023/first.md": {"title": "The <first> & the last", "date": "2023-02-03", "guest": "Cleo Finch"},
    "trailer.md": {"title": "Why we mend", "date": "2023-01-01", "guest": "Ben Wray"},
    "bells.md": {"title": "Bells of brass", "date": "2024-05-01", "guest": "Dora Lind", "says": LONG_SAY},
}
"""The interviews of the show that is published whole."""


def furnish_whole(trial: Trial) -> Trial:
    """Put interviews into a show that use all that a feed can say."""
    for name, said in WHOLE.items():
        trial.talk(name, **said)
    for name, listing in {
        "trailer.md": "{kind: trailer, season: 1}",
        "bells.md": "{season: 2, number: 7, soundbite: 3}",
    }.items():
        text = (trial.folder / name).read_text("utf-8")
        trial.write(name, text.replace("---\n", f"---\nvivavoce: {{listing: {listing}}}\n", 1))
    settings = SETTINGS.replace("show:\n", "show:\n  license: cc-by-4.0\n")
    trial.write("voices.yaml", f"{settings}  files: [chapters, vtt, srt, page, manifest]\n")
    done = trial.build("--audio-format", "m4a")
    assert done.done.returncode == 0, done.done.stderr
    return trial
