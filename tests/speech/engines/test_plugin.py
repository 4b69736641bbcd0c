"""The example of an engine in the documentation, installed as a package of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from places import ROOT

from audio.speech import Speech

_PAGE = ROOT / "docs" / "engines.md"


@pytest.fixture(scope="module")
def blocks() -> tuple[str, str]:
    """The example's two files, as the page has them: pyproject.toml and morse.py."""
    found = dict(re.findall(r"```(toml|python)\n(.*?)```", _PAGE.read_text(encoding="utf-8"), re.DOTALL))
    return found["toml"], found["python"]


@pytest.fixture(scope="module")
def installed(blocks: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which pip installed the example."""
    pytest.importorskip("hatchling")
    source = tmp_path_factory.mktemp("morse")
    (source / "pyproject.toml").write_text(blocks[0], encoding="utf-8")
    (source / "morse.py").write_text(blocks[1], encoding="utf-8")
    target = tmp_path_factory.mktemp("installed")
    options = ["--no-build-isolation", "--no-deps", "--no-index", "--quiet", "--disable-pip-version-check"]
    command = [sys.executable, "-m", "pip", "install", *options, "--target", str(target), str(source)]
    subprocess.run(command, check=True, capture_output=True, cwd=source)
    return target


def _vivavoce(installed: Path, folder: Path, *arguments: str) -> str:
    """Run the command with the example installed; give what it prints."""
    surroundings = os.environ | {"PYTHONPATH": str(installed), "VIVAVOCE_CACHE": str(folder / "cache")}
    surroundings["PYTHONPATH"] += os.pathsep + str(_PAGE.parents[1])
    command = [sys.executable, "-m", "audio", *arguments]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder, env=surroundings)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_example_is_shorter_than_forty_lines(blocks: tuple[str, str]) -> None:
    assert sum(bool(line.strip()) for block in blocks for line in block.splitlines()) < 40


def test_the_engine_of_another_package_is_listed(installed: Path, tmp_path: Path) -> None:
    rows = {
        row["name"]: row for row in json.loads(_vivavoce(installed, tmp_path, "engines", "list", "--json"))
    }
    assert (rows["morse"]["voices"], rows["morse"]["problem"]) == (2, None)


def test_an_episode_is_rendered_with_the_engine_of_another_package(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "talk.md").write_text("# A talk\n\nAda: Is it on?\n\nBob: It is, and it beeps.\n")
    row = json.loads(
        _vivavoce(installed, tmp_path, "render", "talk.md", "--engine", "morse", "--json", "--quiet")
    )
    assert row["seconds"] > 5
    assert (tmp_path / "out" / "talk.mp3").stat().st_size > 20_000


def test_the_example_speaks_in_morse_code(blocks: tuple[str, str]) -> None:
    from audio.cast import Voice  # noqa: PLC0415

    module: dict[str, type] = {}
    exec(blocks[1], module)  # noqa: S102 - it is our own page
    speech: Speech = module["MorseEngine"]().speak("sos", Voice("morse", "low"))
    loud = np.abs(speech.samples[: len(speech.samples) // 1440 * 1440]).reshape(-1, 1440).max(axis=1) > 0.1
    lengths = [len(run) for run in "".join("x" if frame else " " for frame in loud).split()]
    assert lengths == [1, 1, 1, 3, 3, 3, 1, 1, 1]
