"""`vivavoce preview`: which turns are spoken, and where the file goes."""

from __future__ import annotations

import json
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

TONE = ("--engine", "tone", "--no-play")
TALK = """\
# Of clocks

## The big one

**Ada Stone:** Is it late?

**Zoë Wray:** By a minute.

## The small one

**Ada Stone:** And the café clock?

**Zoë Wray:** It is loud. A clock is loud.

**Ada Stone:** Good night, then.
"""


def test_a_preview_speaks_the_turns_asked_for_and_no_others(folder, vivavoce):
    whole = json.loads(
        vivavoce("preview", "clock.txt", "2-3", "--engine", "tone", "--no-play", "--json").stdout
    )
    one = json.loads(vivavoce("preview", "clock.txt", "2", "--engine", "tone", "--no-play", "--json").stdout)

    assert whole["speakers"] == ["Ada Stone", "Ben Wray"]
    assert one["speakers"] == ["Ada Stone"]
    with wave.open(one["file"]) as heard:
        seconds = heard.getnframes() / heard.getframerate()
    text = "What is the first thing you do in the morning?"
    assert seconds == pytest.approx(0.05 * len(text) + 0.5 + 1.0, abs=0.2)


def test_a_turn_that_is_not_there_is_named_with_the_ones_that_are(folder, vivavoce):
    done = vivavoce("preview", "clock.txt", "9", "--engine", "tone")

    assert done.returncode == 2
    assert "numbered 1 to 5" in done.stderr


@pytest.fixture
def talk(folder: Path) -> str:
    """Give the name of an interview of two chapters and five turns."""
    Path("talk.md").write_text(TALK, "utf-8")
    return "talk.md"


@pytest.mark.parametrize(
    ("asked", "turns"),
    [
        ("2,4-5", [2, 4, 5]),
        ("4, 2", [2, 4]),
        ("3-", [3, 4, 5]),
        (" 5 ", [5]),
        ("Zoë Wray", [2, 4]),
        ("zoe", [2, 4]),
        ("--chapter=2", [3, 4, 5]),
        ("--search=CAFE  clock", [3]),
        ("ada stone --chapter=2", [3, 5]),
        ("2- --search=clock", [3, 4]),
    ],
)
def test_turns_are_numbers_a_speaker_a_chapter_or_what_is_said(talk, vivavoce, asked, turns):
    arguments = [part if number == 0 else f"--{part}" for number, part in enumerate(asked.split(" --"))]
    done = vivavoce("preview", talk, *arguments, *TONE, "--json")

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["turns"] == turns


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("x", "'Ada Stone', 'Zoë Wray' or 'Narrator'"),
        ("5-3", "write 3-5"),
        ("2,,3", "write numbers such as 7, 3-5 or 5-"),
        ("0x1", "write numbers"),
        ("4-9", "has no turns 4 to 9: its turns are numbered 0 to 5"),
        ("--chapter=3", "has no chapter 3: there are 1 to 2"),
        ("--search=bicycle", "has no turn that is 'bicycle'"),
        ("--quiet", "Say which turns"),
    ],
)
def test_what_names_no_turn_is_refused_with_what_does(talk, vivavoce, asked, told):
    done = vivavoce("preview", talk, asked, *TONE)

    assert done.returncode == 2
    assert told in " ".join(done.stderr.split())


def test_a_preview_lies_in_a_folder_of_its_own_under_a_name_that_tells_its_turns(talk, vivavoce):
    assert vivavoce("preview", talk, "2,4-5", *TONE).stdout == "out/previews/talk.turn-2+4-5.wav\n"
    assert [path.name for path in Path("out").iterdir()] == ["previews"]


def test_check_numbers_the_chapters_and_lists_the_turns(talk, vivavoce):
    lines = vivavoce("check", talk, "--turns").stdout.splitlines()

    chapter = next(line.split() for line in lines if "The small one" in line)
    assert (chapter[0], chapter[-1]) == ("2", "3")
    begin = lines.index(next(line for line in lines if line.startswith("turn ")))
    assert [line.split()[0] for line in lines[begin + 1 : begin + 7]] == list("012345")
    assert "It is loud. A clock is loud." in lines[begin + 5]


def test_what_check_tells_of_the_spoken_form_has_the_number_of_the_turn(folder, vivavoce):
    Path("s.md").write_text("**Ada:** It is far.\n\n**Ben:** It is 9 km.\n", "utf-8")

    told = vivavoce("check", "s.md").stdout

    assert "  line 3: turn 2: 9 km" in told


def test_a_preview_is_heard_take_by_take_in_order_before_the_file_is_there(folder, vivavoce, monkeypatch):
    Path("bin").mkdir()
    note = '#!{0}\nimport os, sys\nfirst = sys.stdin.buffer.read(2)\nearly = not os.path.exists("{1}")\n'
    note += 'rest = sys.stdin.buffer.read()\nopen("heard", "wb").write(bytes([early]) + rest)\n'
    Path("bin/aplay").write_text(note.format(sys.executable, "out/previews/clock.turn-2-3.wav"), "utf-8")
    Path("bin/aplay").chmod(0o755)
    monkeypatch.setenv("PATH", str(Path("bin").resolve()))

    done = vivavoce("preview", "clock.txt", "2-3", "--engine", "tone", "--json")

    assert done.returncode == 0, done.stderr
    assert "Not played" not in done.stderr
    heard = Path("heard").read_bytes()
    assert heard[0] == 1
    samples = np.frombuffer(heard[1:], "<i2")
    seconds = json.loads(done.stdout)["seconds"]
    assert len(samples) / 44_100 == pytest.approx(seconds, abs=2.0)
    assert np.abs(samples).max() > 3_000
