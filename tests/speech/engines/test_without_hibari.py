"""hibari is a young package of one author: without it espeak-ng reads English, and a remark says so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from places import ROOT

from audio.speech.engines.kokoro.voices import LETTERS

BLOCKED = "import sys; sys.modules['hibari'] = None; sys.argv[0] = 'vivavoce'\n"
RUN = "from audio.cli import main; main()"
TALK = "**Ada:** Have you read Mr. [Pamer|PAY-mer]'s 3 books?\n\n**Ben:** I read them all; they’re good.\n"


@pytest.fixture
def without_hibari(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Give a function that runs code in a folder of its own, where hibari cannot be imported."""
    (tmp_path / "talk.md").write_text(TALK, encoding="utf-8")

    def run(code: str, *arguments: str, status: int = 0) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        line = [sys.executable, "-c", BLOCKED + code, *arguments]
        done = subprocess.run(
            line, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert done.returncode == status, done.stderr
        return done

    return run


def test_english_has_sounds_that_the_models_know(without_hibari):
    code = """
from audio.speech.engines import read_english
for reading in read_english('“Hello,” said Ada [Pamer](/pˈAməɹ/), a lighthouse keeper; why?'):
    print(reading.text, reading.phonemes, sep='|')
"""
    read = [line.split("|") for line in without_hibari(code).stdout.splitlines()]
    texts = [text for text, _ in read]
    assert texts == [
        "“Hello,”",
        "said",
        "Ada",
        "Pamer,",
        "a",
        "lighthouse",
        "keeper;",
        "why?",
    ]
    sounds = dict(read)
    assert sounds["Pamer,"] == "pˈAməɹ,"
    assert sounds["lighthouse"] == "lˈIthWs"
    assert sounds["keeper;"] == "kˈipəɹ;"
    assert sounds["why?"].endswith("?")
    assert sounds["a"] == "ə"
    assert set("".join(sounds.values())) <= set(LETTERS)


@pytest.mark.model
def test_an_episode_is_made_and_one_remark_says_why_it_sounds_otherwise(without_hibari, tmp_path):
    done = without_hibari(RUN, "render", "talk.md", "--json")

    made = json.loads(done.stdout)
    (warning,) = [told for told in made["warnings"] if "hibari" in told]
    assert "espeak-ng reads English" in warning
    assert done.stderr.count("hibari") == 2  # its name, and how to get it, in one sentence
    assert made["seconds"] > 3
    assert (tmp_path / "out" / "talk.mp3").is_file()


def test_whatever_asks_about_words_goes_on(without_hibari):
    checked = json.loads(without_hibari(RUN, "check", "talk.md", "--json").stdout)
    assert checked["complete"]
    assert checked["choices"] == []
    assert checked["unsure_names"] == []
    same = "from audio.verify.words.sounds import same_sound; print(same_sound('brake', 'break'))"
    assert without_hibari(same).stdout == "True\n"


def test_its_own_voices_are_refused_with_the_line_that_brings_them(without_hibari):
    done = without_hibari(RUN, "render", "talk.md", "--engine", "hibari", status=2)
    assert "hibari-tts" in done.stderr
    listed = without_hibari(RUN, "engines")
    assert "pip install hibari-tts" in " ".join((listed.stdout + listed.stderr).split())
