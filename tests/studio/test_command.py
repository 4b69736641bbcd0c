from __future__ import annotations

from importlib.util import find_spec

import pytest
from click.testing import CliRunner

from audio import extras
from audio.cli.app import application
from audio.studio import taken


def run(*words):
    return CliRunner().invoke(application, ["studio", *map(str, words), "--no-browser", "--port", "0"])


@pytest.mark.parametrize("missing", ["starlette", "uvicorn", "jinja2"])
def test_a_package_that_is_missing_is_named_with_what_installs_it(show, monkeypatch, missing):
    monkeypatch.setattr(extras, "find_spec", lambda name: None if name == missing else find_spec(name))
    ended = run(show)
    assert ended.exit_code == 2
    assert f"needs the package {missing}: `pip install 'vivavoce[studio]'`" in ended.output


def test_what_is_neither_a_script_nor_a_folder_is_refused(show):
    ended = run(show / "nothing.md")
    assert ended.exit_code == 2
    assert "nothing.md is no file and no folder" in ended.output


def test_a_folder_that_another_studio_has_is_refused_with_its_address(show):
    with taken(show, "http://127.0.0.1:8420/"):
        ended = run(show)
    assert ended.exit_code == 2
    assert "http://127.0.0.1:8420/" in ended.output
