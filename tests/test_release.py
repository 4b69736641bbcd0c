"""What is released: one version, no tests in it, and pipelines that call what there is."""

from __future__ import annotations

import re
import shlex

from places import ROOT
from ruamel.yaml import YAML

from audio.cli.app import COMMANDS
from audio.version import __version__

PAGES = [ROOT / name for name in ("action.yml", "Containerfile", "docs/on-push.md")]
CALL = re.compile(r"(?:run: |- |vivavoce )(vivavoce (?!\[)[a-z][^\n`|#]*)")


def calls() -> list[str]:
    return [call.strip() for page in PAGES for call in CALL.findall(page.read_text("utf-8"))]


def test_the_version_stands_in_one_place():
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert 'dynamic = ["version"]' in project
    assert 'path = "audio/version.py"' in project
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)


def test_pipelines_call_commands_that_there_are():
    called = {shlex.split(call)[1] for call in calls()}
    assert {"build", "upload"} <= called <= set(COMMANDS)


def test_the_container_is_given_what_the_wheel_is_made_of():
    recipe, ignored = (
        (ROOT / "Containerfile").read_text("utf-8"),
        (ROOT / ".containerignore").read_text("utf-8"),
    )
    for given in re.findall(r"^COPY (?!--)(.+) \S+$", recipe, re.MULTILINE):
        for each in given.split():
            assert (ROOT / each).exists()
            assert f"!{each}\n" in ignored


def test_the_action_installs_the_folder_it_lies_in():
    steps = YAML(typ="safe").load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    (install,) = [step["run"] for step in steps if "pip install" in step.get("run", "")]
    extra = re.search(r"\[(\w+)\]", install)
    assert extra
    assert f"\n{extra[1]} = [" in (ROOT / "pyproject.toml").read_text("utf-8")
