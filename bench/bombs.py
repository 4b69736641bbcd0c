"""What it costs to refuse each bomb of tests/trust, and to read what must pass: a table for docs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / "trust"), str(ROOT / "tests"), str(ROOT)]

from must_pass import MUST_PASS  # noqa: E402 - the tests' own files
from test_bombs import BOMBS  # noqa: E402


def main() -> None:
    """Make the files, read each in a process of its own, print what it took."""
    made = {name: make() for name, (make, _) in BOMBS.items()} | {n: make() for n, make in MUST_PASS.items()}
    print("| file | bytes | seconds | MB in all | outcome |\n| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for name, content in made.items():
            (Path(folder) / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        done = subprocess.run(
            [sys.executable, str(ROOT / "tests" / "trust" / "measured.py"), *made, "/dev/zero"],
            cwd=folder, capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    for row in map(json.loads, done.stdout.splitlines()):
        size = f"{len(made[row['name']]):,}" if row["name"] in made else "endless"
        outcome = (
            row["said"].removeprefix(f"{row['name']}: ").partition(". ")[0] or f"{row['words']:,} words read"
        )
        print(f"| `{row['name']}` | {size} | {row['seconds']:.2f} | {row['mb']:.0f} | {outcome} |")


if __name__ == "__main__":
    main()
