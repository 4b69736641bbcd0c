"""How fast a draft is: a script end to end with hibari and an empty cache, as a multiple of real time.

`python bench/draft.py [SCRIPT]`. The second render finds all its takes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[1] / "seeds" / "mending-the-internet.txt"


def render(script: Path, folder: str) -> dict[str, float]:
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
        folder,
        "--json",
        "-q",
    ]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, check=True, env={**os.environ, "VIVAVOCE_CACHE": folder}
    )
    figures: dict[str, float] = json.loads(done.stdout)
    return figures | {"process": time.perf_counter() - began}


def main() -> None:
    """Print both renders."""
    script = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE
    with tempfile.TemporaryDirectory() as folder:
        for name in ("everything new", "everything cached"):
            row = render(script, folder)
            times = row["seconds"] / row["process"]
            print(f"{name}: {row['seconds']:.0f} s in {row['process']:.1f} s, {times:.0f} times real time")


if __name__ == "__main__":
    main()
