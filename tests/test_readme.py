"""Every command of the README runs as it stands, in a folder with an interview; a tone stands for voices."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from places import ROOT

from audio.cli.app import application
from audio.models import CACHE_VARIABLE

README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
INTERVIEW = "\n\n".join(f"**{who}:** Line {number}." for number, who in enumerate(["Ada", "Joe Pamer"] * 3))

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform == "win32", reason="the README's commands are a shell's"),
]


@pytest.fixture
def shell(tmp_path, monkeypatch, new_cache):
    """Run lines in bash, where `vivavoce` is this tree's, in a folder with an interview and settings."""
    programs = tmp_path / "programs"
    programs.mkdir()
    this = f"PYTHONPATH={shlex.quote(str(ROOT))} exec {sys.executable} -m audio"
    _program(programs / "vivavoce", f'{this} "$@"')
    # An environment in which nothing is installed, and which only looks whether it could be.
    _program(
        programs / "python3",
        f'mkdir -p "$3/bin" && cp {programs}/pip "$3/bin/" && echo "PATH=$PATH" > "$3/bin/activate"',
    )
    _program(programs / "pip", "test -f pyproject.toml")
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv(CACHE_VARIABLE, str(new_cache(tmp_path / "cache")))
    work = tmp_path / "work"
    work.mkdir()
    (work / "interview.md").write_text(INTERVIEW, "utf-8")
    (work / "voices.yaml").write_text("engine: tone\n", "utf-8")

    def run(lines: str) -> subprocess.CompletedProcess[str]:
        command = ["bash", "-euo", "pipefail", "-c", lines]
        return subprocess.run(command, cwd=work, capture_output=True, encoding="utf-8", check=False)

    return run


def _program(path: Path, lines: str) -> None:
    path.write_text(f"#!/bin/sh\n{lines}\n", "utf-8")
    path.chmod(0o755)


@pytest.mark.skipif(not (ROOT / ".git").exists() or not shutil.which("git"), reason="this is no clone")
def test_the_first_block_clones_and_installs(shell):
    done = shell(BLOCKS[0].replace("ADDRESS", shlex.quote(str(ROOT))))

    assert "git clone" in BLOCKS[0]
    assert done.returncode == 0, done.stderr


def test_the_second_block_makes_an_episode_of_lines_that_one_writes(shell, tmp_path):
    done = shell(BLOCKS[1])

    assert done.returncode == 0, done.stderr
    for name in re.findall(r"`(out/talk\.\w+)`", README):
        assert (tmp_path / "work" / name).stat().st_size > 5_000


def test_in_the_clone_the_second_block_has_its_own_people_and_lines_and_no_more(shell, tmp_path):
    shutil.copy(ROOT / "voices.yaml", tmp_path / "work")
    lines = BLOCKS[1].replace("vivavoce render talk.txt", "vivavoce script --json talk.txt")
    done = shell(f"{lines}\nvivavoce voices cast --json talk.txt\nrm voices.yaml\n{lines.splitlines()[-1]}")

    assert done.returncode == 0, done.stderr
    script, cast, alone = map(json.loads, done.stdout.splitlines())
    assert script == alone
    assert [(row["speaker"], row["reason"]) for row in cast] == [
        ("Ada Stone", "automatic"), ("Ben Wray", "automatic")
    ]  # fmt: skip
    assert "vivavoce render talk.txt" in BLOCKS[1]


@pytest.mark.parametrize("block", [block for block in BLOCKS[2:] if "pytest" not in block])
def test_the_commands_of_a_block_run_one_after_the_other(shell, block):
    done = shell(block)

    assert done.returncode == 0, done.stderr


def test_a_test_block_comes_last_and_what_is_installed_is_a_folder_with_extras_that_are_there():
    assert [number for number, block in enumerate(BLOCKS) if "pytest" in block] == [len(BLOCKS) - 1]
    extras = re.findall(r"pip install.*?'(\S*?)\[(\w+)\]'", README)
    assert len(extras) > 1
    for folder, extra in extras:
        assert folder == "."
        assert f"\n{extra} = [" in (ROOT / "pyproject.toml").read_text("utf-8")


@pytest.mark.parametrize("written", sorted(set(re.findall(r"`vivavoce ([^`]+)`", README))))
def test_a_command_in_a_sentence_is_one_that_there_is(written):
    command, rest = application, shlex.split(written)
    while rest and isinstance(command, click.Group) and not rest[0].startswith("-"):
        name = rest.pop(0)
        below = command.get_command(click.Context(command), name)
        assert below is not None, written
        command = below
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in rest if word.startswith("-")} <= known
