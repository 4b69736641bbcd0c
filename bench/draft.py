"""How fast a draft is: a script end to end with hibari and no takes, as a multiple of real time.

`python bench/draft.py [SCRIPT]`. The second render finds all its takes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from processes import environment, make_cache

SAMPLE = Path(__file__).resolve().parents[1] / "seeds" / "mending-the-internet.txt"


def render(script: Path, folder: Path) -> dict[str, float]:
    """Render in a process of its own; give the command's figures and its whole wall time in seconds."""
    began = time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "audio",
        "render",
        str(script),
        "--engine",
        "hibari",
        "-o",
        str(folder / "out"),
        "--json",
        "-q",
    ]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=environment(folder / "cache"))
    figures: dict[str, float] = json.loads(done.stdout)
    return figures | {"process": time.perf_counter() - began}


def main() -> None:
    """Print both renders."""
    script = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_cache(folder / "cache")
        for which in ("everything new", "everything cached"):
            row = render(script, folder)
            times = row["seconds"] / row["process"]
            print(f"{which}: {row['seconds']:.0f} s in {row['process']:.1f} s, {times:.0f} times real time")


if __name__ == "__main__":
    main()
