"""Whether the tests notice when a promise is broken: `python bench/mutations.py [WORDS…]`.

Applies the mutations of `mutations.yaml`, or those whose names hold one of WORDS, one after the other to a
copy of the tree, and runs the tests that are named beside each. Exits with 1 where one survives.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

HERE = Path(__file__).resolve().parent
_PATIENCE = 300
"""Seconds for the tests of a mutation."""
COPIED = ("audio", "tests", "seeds", "docs", "pyproject.toml", "README.md", "CHANGELOG.md", "voices.yaml")


def main() -> None:
    """Print a line for each mutation: which test noticed it, or that none did."""
    mutations = YAML(typ="safe").load((HERE / "mutations.yaml").read_text("utf-8"))
    words = sys.argv[1:]
    chosen = [each for each in mutations if not words or any(word in each["name"] for word in words)]
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        for name in COPIED:
            copy = shutil.copytree if (HERE.parent / name).is_dir() else shutil.copy2
            copy(HERE.parent / name, tree / name)
        survivors = [each["name"] for each in chosen if not _noticed(tree, each)]
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} noticed in {time.monotonic() - began:.0f} s")
    sys.exit(bool(survivors))


def _noticed(tree: Path, mutation: dict[str, Any]) -> bool:
    """Apply a mutation, run its tests and take it back; tell whether one failed."""
    file = tree / mutation["file"]
    text = file.read_text("utf-8")
    if text.count(mutation["old"]) != 1:
        print(f"STALE     {mutation['name']}: what it changes stands {text.count(mutation['old'])} times")
        return False
    file.write_text(text.replace(mutation["old"], mutation["new"]), "utf-8")
    try:
        failed = next((told for tests in mutation["tests"] if (told := _failure(tree, tests))), "")
    finally:
        file.write_text(text, "utf-8")
    print(
        f"noticed   {mutation['name']}: {failed}" if failed else f"SURVIVES  {mutation['name']}", flush=True
    )
    return bool(failed)


def _failure(tree: Path, tests: str) -> str:
    """Run tests until one fails, and give its name; empty where all pass."""
    command = [sys.executable, "-m", "pytest", "-n", "0", "-x", "-q", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, *shlex.split(tests)],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    if done.returncode not in {0, 1}:
        sys.exit(f"{tests} cannot be run:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return lines[0].split("::")[-1].split(" - ")[0] if lines else ""


if __name__ == "__main__":
    main()
