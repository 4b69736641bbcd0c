"""All faults, where the tests try a sample: `python bench/faults.py [PYTEST OPTIONS…]`.

Thirty kills, signals at ten moments each, and a full disk at every open, write, flush and rename of a render.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Run the folder of faults whole, and leave with the status of pytest."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        "0",
        "-q",
        "--durations=0",
        "tests/faults",
        *sys.argv[1:],
    ]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "VIVAVOCE_FAULTS": "whole"}, check=False)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
