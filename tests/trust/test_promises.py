"""The pages about trust name tests that exist, and a release can be made again from its commit."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys

from places import ROOT

from audio.guard import at_most, overspent
from audio.tables import rows


def test_every_threat_names_a_test_that_attacks_it():
    page = (ROOT / "docs" / "trust.md").read_text("utf-8")
    threats = page.partition("## Threats")[2]
    table = [line for line in threats.splitlines() if line.startswith("| ")][2:]
    named = {line.rpartition("`test_")[2].partition("`")[0] for line in table}
    written = "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    there = set(re.findall(r"^def test_(\w+)", written, re.MULTILINE))
    assert len(table) > 20
    assert named - there == set()


def test_every_number_of_the_budget_is_spent_somewhere_and_says_what_to_do():
    code = "".join(path.read_text("utf-8") for path in (ROOT / "audio").rglob("*.py"))
    for row in rows("audio.guard", "budget.tsv"):
        assert f'"{row["name"]}"' in code, row["name"]
        assert at_most(row["name"]) > 0
        assert "{" not in overspent(row["name"])


def test_the_same_commit_gives_the_same_wheel(tmp_path):
    def built(name: str) -> str:
        tree = tmp_path / name
        tree.mkdir()
        for each in ("audio", "docs", "pyproject.toml", "README.md", "LICENSE"):
            copy = shutil.copytree if (ROOT / each).is_dir() else shutil.copy
            copy(ROOT / each, tree / each)
        for path in tree.rglob("__pycache__"):
            shutil.rmtree(path)
        os.utime(tree / "README.md", (1_000_000_000, 1_000_000_000))
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", "wheel"], cwd=tree, check=True,
            capture_output=True, env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"},
        )  # fmt: skip
        (wheel,) = (tree / "dist").glob("*.whl")
        return hashlib.sha256(wheel.read_bytes()).hexdigest()

    assert built("one") == built("two")


def test_the_lock_names_one_version_of_everything_that_is_needed():
    lines = (ROOT / ".ci" / "constraints.txt").read_text("utf-8").splitlines()
    assert re.fullmatch(r"# python 3\.\d+", lines[0])
    locked = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9.-]+==[\w.!+]+", line) for line in locked)
    names = {line.partition("==")[0] for line in locked}
    page = (ROOT / "pyproject.toml").read_text("utf-8")
    asked = page.partition("dependencies = [")[2].partition("]")[0]
    wanted = re.findall(r'"([A-Za-z0-9._-]+)>=[^"]*"', asked.replace("; python_version", '"'))
    assert {name.lower() for name in wanted if name != "audioop-lts"} - names == set()
    assert len(wanted) > 30
