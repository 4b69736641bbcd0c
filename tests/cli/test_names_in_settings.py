"""Names in the settings and names in the script: who is meant, who is told, and which file is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

TALK = """\
Maya Okonkwo: Who mends the boats?

Siobhán Byrne: I do. My father did.

Maya Okonkwo: Every day?

Siobhán Byrne: Every day but Sunday.
"""


@pytest.fixture
def talk(folder):
    path = folder / "talk.txt"
    path.write_text(TALK, encoding="utf-8")
    return path


def settings(text, name="voices.yaml"):
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def cast_of(vivavoce, script="talk.txt"):
    rows = json.loads(vivavoce("voices", "cast", script, "--json").stdout)
    return {row["speaker"]: row["voice"] for row in rows}


@pytest.mark.parametrize(
    "command",
    [
        ("check",),
        ("script",),
        ("voices", "cast"),
        ("render", "--engine", "tone"),
        ("preview", "--engine", "tone", "--no-play"),
    ],
)
def test_a_mistyped_name_is_told_by_every_command_that_reads_settings(talk, vivavoce, command):
    settings("speakers:\n  Mya Okonkwo:\n    voice: tone:low\n")

    done = vivavoce(*command, talk.name, *(["1"] if command[0] == "preview" else []))

    assert done.returncode == 0, done.stderr
    told = "voices.yaml:3 names Mya Okonkwo, who does not speak here. Did you mean Maya Okonkwo?"
    assert told in done.stdout + done.stderr


@pytest.mark.parametrize(
    "command", [("check",), ("script",), ("voices", "cast"), ("render", "--engine", "tone")]
)
def test_a_mistyped_word_under_pronunciations_is_told_by_every_command(talk, vivavoce, command):
    mistyped = {"Okonkow": "Okonkwo", "Siobhan": "Siobhán", "Carrick-a-Reed": "Carrick-a-Rede"}
    lines = "".join(f"  {key}: SO-and-so\n" for key in mistyped)
    settings(f"pronunciations:\n  Boats: BOHTS\n{lines}")
    talk.write_text(TALK.replace("Every day?", "Okonkwo? Siobhán? At Carrick-a-Rede?"), encoding="utf-8")

    done = vivavoce(*command, talk.name)

    assert done.returncode == 0, done.stderr
    for line, (key, meant) in enumerate(mistyped.items(), 3):
        told = f"voices.yaml:{line} says how {key} is said, which nobody says here. Did you mean {meant}?"
        assert (done.stdout + done.stderr).count(told) == 1


def test_a_word_of_another_episode_is_not_told(talk, vivavoce):
    words = ("Marsh", "Polish", "Fathom", "reading", "Sundae", "Łukasz", "C++", "Maja", "boast", "Every year")
    lexicon = "".join(f"  {word}: SO-and-so\n" for word in words)
    settings(f"pronunciations:\n{lexicon}")
    talk.write_text(TALK.replace("Every day?", "In March? I polish boats, reading Lucas."), encoding="utf-8")

    assert "says how" not in vivavoce("voices", "cast", talk.name).stderr


@pytest.mark.parametrize("name", ["Maya Okonkwo", "maya okonkwo", "Maya", "MAYA"])
def test_a_full_and_a_first_name_are_one_person(talk, vivavoce, name):
    settings(f'speakers:\n  {name}: {{voice: "tone:low"}}\n')

    assert cast_of(vivavoce)["Maya Okonkwo"] == "tone:low"
    talk.write_text(TALK.replace("Maya Okonkwo:", "Maya:"), encoding="utf-8")
    assert cast_of(vivavoce)["Maya"] == "tone:low"


def test_a_first_name_that_two_people_have_is_neither_of_them(folder, vivavoce):
    settings('speakers:\n  Maya: {voice: "tone:low"}\n')
    Path("talk.txt").write_text(TALK.replace("Siobhán Byrne", "Maya Byrne"), encoding="utf-8")

    assert "tone:low" not in cast_of(vivavoce).values()


def test_accents_and_case_do_not_matter(talk, vivavoce):
    settings('speakers:\n  SIOBHAN BYRNE: {voice: "tone:low"}\n')

    assert cast_of(vivavoce)["Siobhán Byrne"] == "tone:low"


def test_people_of_other_episodes_are_not_told(talk, vivavoce):
    settings('speakers:\n  Leo Marsh: {voice: "tone:low"}\n  Ruth: {voice: "tone:mid"}\n')

    assert vivavoce("voices", "cast", talk.name).stderr == ""


def test_the_shorter_ending_counts_and_both_at_once_are_an_error(talk, vivavoce):
    settings('speakers:\n  Maya Okonkwo: {voice: "tone:low"}\n', "voices.yml")
    assert cast_of(vivavoce)["Maya Okonkwo"] == "tone:low"

    settings("engine: tone\n")
    done = vivavoce("check", talk.name)

    assert done.returncode == 2
    assert "voices.yml" in done.stderr
    assert "voices.yaml" in done.stderr


def test_setting_a_voice_of_nobody_is_refused_with_the_right_name_where_the_script_is_known(talk, vivavoce):
    done = vivavoce("voices", "set", "Maja Okonkwo", "tone:low", "--script", talk.name)

    assert done.returncode == 2
    assert "Did you mean Maya Okonkwo?" in done.stderr
    assert not Path("voices.yaml").exists()


def test_setting_a_voice_of_a_new_name_does_not_answer_as_if_all_were_well(talk, vivavoce):
    settings('speakers:\n  Maya: {voice: "tone:mid"}\n')

    told = vivavoce("voices", "set", "Maja", "tone:low").stderr

    assert "Maja is new there" in told
    assert "Did you mean Maya" in told
    assert "is new there" not in vivavoce("voices", "set", "Maya", "tone:high").stderr


@pytest.mark.parametrize("named", ["show/talk.txt", "show"])
@pytest.mark.parametrize("beside", [True, False])
def test_the_file_that_is_written_is_the_one_that_governs_the_script(folder, vivavoce, named, beside):
    Path("show").mkdir()
    Path("show/talk.txt").write_text(TALK, encoding="utf-8")
    here = settings("engine: tone\n")
    governs = settings("engine: tone\n", "show/voices.yaml") if beside else here

    done = vivavoce("voices", "set", "Maya Okonkwo", "tone:top", "--script", named)

    assert done.returncode == 0, done.stderr
    assert str(governs) in done.stderr
    assert "tone:top" in governs.read_text(encoding="utf-8")
    assert cast_of(vivavoce, "show/talk.txt")["Maya Okonkwo"] == "tone:top"
