"""A render in which system calls fail, and what is looked at afterwards."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prepared import Prepared

WHOLE = "VIVAVOCE_FAULTS"
"""Environment variable that, when it is `whole`, has every fault tried instead of a sample."""
SCRIPT = """\
**Ada Stone:** What is the first thing you do in the morning?

**Ben Wray:** I wind the big one. It sulks otherwise, and then nobody in the lane knows when to get up.

**Ada Stone:** And at night?

**Ben Wray:** I stop the small one, so that I can sleep.
"""
IS_WHOLE = os.environ.get(WHOLE) == "whole"
FORMATS = ("mp3", "m4a") if IS_WHOLE else ("mp3",)
OPTIONS = ("--engine", "tone", "--format", ",".join(FORMATS), "--json")


@dataclass
class Faulty:
    """A folder with a script, an episode of an older one, and a cache and a temporary folder of its own."""

    server: Prepared
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @property
    def takes(self) -> Path:
        return self.folder / "cache" / "takes"

    def another(self) -> Faulty:
        """Furnish a folder of its own in this one."""
        return furnished(self.server, self.folder / f"another-{len(list(self.folder.iterdir()))}")

    def run(self, *arguments: str, **fault: object) -> subprocess.CompletedProcess[str]:
        """Run the command here; `fault` says what the shim is told."""
        told = {f"FAULT_{name.upper()}": str(value) for name, value in fault.items()}
        before = Path.cwd(), dict(os.environ)
        try:
            os.chdir(self.folder)
            os.environ.update(self.environment | told)
            return self.server.run(arguments, None)
        finally:
            os.chdir(before[0])
            os.environ.clear()
            os.environ.update(before[1])

    def render(self, **fault: object) -> subprocess.CompletedProcess[str]:
        return self.run("render", "talk.md", *OPTIONS, **fault)

    def figures(self) -> dict[str, Any]:
        """Render without any fault, and give what the command says."""
        done = self.render()
        assert done.returncode == 0, done.stderr
        row: dict[str, Any] = json.loads(done.stdout)
        return row

    def files(self) -> dict[str, bytes]:
        """Give all files of the episode, and whatever else lies there."""
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes() if path.is_file() else b""
            for path in sorted(self.out.rglob("*"))
        }

    def whole_takes(self) -> int:
        """Count the takes that are in the cache."""
        return len(list(self.takes.glob("*/*.json")))

    def scratch(self) -> list[str]:
        """Give what should not be left anywhere."""
        hidden = [path for path in self.folder.rglob(".*") if path.name not in {".in-use", ".lock"}]
        loose = [*(self.folder / "tmp").iterdir(), *(self.takes / ".in-use").iterdir()]
        return [path.relative_to(self.folder).as_posix() for path in (*hidden, *loose)]


def furnished(server: Prepared, folder: Path) -> Faulty:
    """Furnish a folder."""
    for name in ("out", "tmp"):
        (folder / name).mkdir(parents=True)
    (folder / "talk.md").write_text(SCRIPT, encoding="utf-8")
    surroundings = {"VIVAVOCE_CACHE": str(folder / "cache"), "TMPDIR": str(folder / "tmp")}
    for ending in (*FORMATS, "vtt"):
        (folder / "out" / f"talk.{ending}").write_bytes(b"the older episode's")
    return Faulty(server, folder, surroundings)


@dataclass(frozen=True)
class Unhurt:
    """A render that nothing happened to."""

    files: dict[str, bytes]
    counts: dict[str, int]
    """How many calls of each kind it made."""

    def moments(self, calls: str, some: int, all_of_them: int | None = None) -> list[int]:
        """Give the numbers of `some` calls of these kinds, evenly apart; in a whole trial more, or all."""
        count = sum(self.counts[kind] for kind in calls)
        wanted = min(count, (all_of_them or count) if IS_WHOLE else some)
        return sorted({1 + int((at + 0.5) * count / wanted) for at in range(wanted)})
