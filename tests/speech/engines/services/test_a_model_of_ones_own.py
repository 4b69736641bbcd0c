"""A server with OpenAI's interface is the voice of one speaker, as docs/engines.md shows."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from loopback import Service, serving, sound
from places import ROOT

from audio.models import CACHE_VARIABLE

PAGE = (ROOT / "docs" / "engines.md").read_text(encoding="utf-8")
PART = PAGE.partition("## A large model of your own")[2].partition("## Bring your own")[0]
TALK = """**Ada Stone:** What does a lighthouse keeper do at noon?

**Ben Wray:** Sleeps.

**Ada Stone:** And then?
"""
MODEL = "Qwen/Qwen3-TTS-12Hz-1.7B-CustomVoice"


def shown(language: str) -> str:
    """Give the example in that language."""
    found = re.search(rf"```{language}\n(.*?)```", PART, re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def server() -> Iterator[Service]:
    """A model that answers with MP3 at a rate of its own, as such servers do."""
    answer = Service(speaks=lambda asked: sound(0.05 * len(asked.body["input"]), 200, "mp3", 44_100))
    with serving(answer):
        yield answer


@pytest.fixture
def run(server: Service, tmp_path: Path, new_cache: Callable[[Path], Path]):
    """Give a function that runs the command where the talk lies and the settings that the page shows."""
    (tmp_path / "talk.md").write_text(TALK, encoding="utf-8")
    (tmp_path / "voices.yaml").write_text(shown("yaml"), encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OPENAI")}
    environment = {
        **kept,
        "OPENAI_BASE_URL": f"{server.address}/v1",
        CACHE_VARIABLE: str(new_cache(tmp_path / "cache")),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "PYTHONPATH": str(ROOT),
    }

    def run(*arguments: str, status: int = 0) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", "audio", *arguments]
        done = subprocess.run(
            line, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert done.returncode == status, done.stderr
        return done

    return run


def test_the_page_tells_an_address_up_to_where_the_interface_begins() -> None:
    addresses = re.findall(r"http://localhost:\d+\S*?(?=[`\n])", PART)
    assert len(addresses) == 4
    assert all(address.endswith("/v1") for address in addresses)


def test_one_speaker_is_spoken_by_the_server_and_the_other_is_not(
    run, server: Service, tmp_path: Path
) -> None:
    render = ("render", "talk.md", "--voice", "Ben Wray=tone:low")
    refused = run(*render, status=2)
    assert "vivavoce trust" in refused.stderr
    assert server.asked == []

    run("trust", ".")
    done = run(*render)

    assert "127.0.0.1" in done.stderr or "openai" in done.stderr
    assert {asked.path for asked in server.asked} == {"/v1/audio/speech"}
    assert {(asked.body["voice"], asked.body["model"]) for asked in server.asked} == {("aiden", MODEL)}
    said = " ".join(sorted(asked.body["input"] for asked in server.asked))
    assert said == "And then? What does a lighthouse keeper do at noon?"
    assert all("authorization" not in asked.headers for asked in server.asked)
    assert (tmp_path / "out" / "talk.mp3").stat().st_size > 10_000

    run(*render)
    assert len(server.asked) == 2  # what was spoken is kept


def test_its_voice_can_be_heard_before_it_is_chosen(run, server: Service) -> None:
    line = next(line for line in shown("sh").splitlines() if line.startswith("vivavoce"))
    run(*shlex.split(line)[1:], "--no-play")
    (asked,) = server.asked
    assert (asked.body["voice"], asked.body["input"]) == ("aiden", "A lighthouse at noon.")


def test_the_page_says_what_to_ask_a_person_for_before_a_copy_speaks() -> None:
    about = PART.partition("### A cloned voice belongs to somebody")[2]
    for asked in (
        "in\nwriting",
        "from which recording",
        "for which texts",
        "for how long",
        "listeners are told",
    ):
        assert asked in about
