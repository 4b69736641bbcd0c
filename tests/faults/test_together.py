"""Several renders and prune at once, on one cache."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from trials import IS_WHOLE, SCRIPT

from audio.speech import prune, takes_folder

TOGETHER = 6 if IS_WHOLE else 2
COMMAND = (sys.executable, "-m", "audio", "render", "talk.md", "--engine", "slow", "--json", "-o")
SLOW = f"""\
import glob, os, time
from audio.speech.engines.tone import ToneEngine

open(f"here-{{os.getpid()}}", "w").close()
for _ in range(1000):  # whoever is here first waits for the others, however busy the machine
    if len(glob.glob("here-*")) >= {TOGETHER}:
        break
    time.sleep(0.02)

class Slow(ToneEngine):
    name = "slow"
    parallel = 1

    def speak(self, text, voice):
        with open("spoken", "a") as log:
            log.write(text + chr(10))
        time.sleep(0.3)
        return super().speak(text, voice)
"""


def rendering(folder: Path, out: str) -> subprocess.Popen[str]:
    """Start a render with an engine that takes its time and writes down what it is asked for."""
    return subprocess.Popen(
        [*COMMAND, out],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(folder / "package"), *sys.path])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def test_renders_at_once_share_their_takes_and_agree_whatever_is_pruned_meanwhile(
    cache: Path, tmp_path: Path
) -> None:
    (tmp_path / "talk.md").write_text(SCRIPT * 2, encoding="utf-8")
    package = tmp_path / "package"
    about = package / "slow-1.dist-info"
    about.mkdir(parents=True)
    (package / "slow.py").write_text(SLOW, encoding="utf-8")
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: slow\nVersion: 1\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[vivavoce.engines]\nslow = slow:Slow\n", encoding="utf-8")
    running = [rendering(tmp_path, f"out-{number}") for number in range(TOGETHER)]
    in_use = 0
    while any(one.poll() is None for one in running):
        in_use += prune(older_than_days=0).in_use
        time.sleep(0.05)
    rows = []
    for one in running:
        said, told = one.communicate()
        assert one.returncode == 0, told
        rows.append(json.loads(said))
    spoken = (tmp_path / "spoken").read_text(encoding="utf-8").splitlines()
    assert len(spoken) == len(set(spoken)) > 3, "each text is spoken once, by one of them"
    assert sum(row["takes_new"] > 0 for row in rows) >= 2, "not one alone has spoken"
    first, *others = (
        {path.name: path.read_bytes() for path in (tmp_path / f"out-{number}").iterdir()}
        for number in range(TOGETHER)
    )
    assert all(other == first for other in others)
    assert in_use
    prune(older_than_days=0)
    assert not list(takes_folder().glob("*/*"))
