"""The other commands, and what holds for all of them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from places import ROOT

from audio.cli.app import COMMANDS, application

DIALOGUE = "**Ada:** Is it you?\n\n**Ben:** It is.\n\n**Ada:** Come in, then.\n\n**Ben:** I am in.\n"


def test_help_waits_for_nothing_heavy():
    code = (
        "import sys\n"
        "from audio.cli.app import application\n"
        "application(['--help'], standalone_mode=False)\n"
        "heavy = {'numpy', 'rich', 'pydantic', 'onnxruntime', 'av', 'pydub', 'ruamel', 'mutagen'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_preview_and_a_render_begin_without_what_only_some_of_them_need():
    code = (
        "import sys\n"
        "import audio.cli.turns.preview, audio.cli.render\n"
        "late = {'langcodes', 'hibari', 'scipy', 'onnxruntime', 'onnx', 'av', 'pydub', 'PIL', 'pypdf'}\n"
        "late |= {'mutagen', 'lxml', 'rich.console', 'audio.publish.page'}\n"
        "assert not late & set(sys.modules), late & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_that_begins_as_the_list_says_what_it_does(name):
    command = application.get_command(click.Context(application), name)

    assert command is not None
    assert command.help
    assert command.name == name


def test_an_unknown_command_is_status_2_and_names_the_others(started):
    done = started("rendr")

    assert done.returncode == 2
    assert "render" in done.stderr


def test_a_slip_of_a_command_or_a_file_is_answered_with_what_is_meant(folder, vivavoce):
    assert "No such command 'redner'. Did you mean render? There are init" in vivavoce("redner").stderr
    assert "No such command 'sett'. Did you mean set? There are list" in vivavoce("voices", "sett").stderr
    assert "Did you mean" not in vivavoce("xyz").stderr
    (folder / "harbour.md").write_text("**Ada:** Hello?\n\n**Ben:** Hello.\n", "utf-8")
    missing = vivavoce("check", str(folder / "harbor.md"))
    assert missing.returncode == 2
    assert missing.stderr.endswith(f"Did you mean {folder / 'harbour.md'}?\n")
    assert vivavoce("check", "bridge.md").stderr.endswith("Check the path.\n")


def test_a_render_without_a_script_asks_for_one(folder, vivavoce):
    asked = vivavoce("render")
    assert asked.returncode == 2
    assert asked.stderr.startswith("Error: Name a script, such as `vivavoce render interview.md`")
    assert "seeds" not in asked.stderr


def test_the_canonical_script_reads_back_as_the_same_turns(folder, vivavoce):
    vivavoce("script", "clock.txt", "-o", "edited.md")

    first = json.loads(vivavoce("script", "clock.txt", "--json").stdout)
    again = json.loads(vivavoce("script", "edited.md", "--json").stdout)

    def words(row):
        return [(turn["speaker"], turn["narration"], turn["chapter"], turn["text"]) for turn in row["turns"]]

    assert words(first) == words(again)
    assert first["chapters"] == again["chapters"]


def test_json_gives_one_object_a_line_and_file(folder, vivavoce):
    Path("two.txt").write_text("Q: Is that all?\n\nA: It is.\n", encoding="utf-8")

    rows = [
        json.loads(line) for line in vivavoce("script", "clock.txt", "two.txt", "--json").stdout.splitlines()
    ]

    assert [row["source"] for row in rows] == ["clock.txt", "two.txt"]
    assert set(rows[0]) >= {"source", "title", "date", "language", "speakers", "turns", "chapters", "dropped"}
    assert set(rows[0]["turns"][0]) >= {
        "number", "speaker", "label", "line", "end_line", "narration", "chapter", "text",
    }  # fmt: skip


def test_the_cast_says_who_has_which_voice_and_why(folder, vivavoce):
    Path("voices.yaml").write_text("speakers:\n  Ben Wray: {voice: 'kokoro:bm_fable'}\n", encoding="utf-8")

    cast = {
        row["speaker"]: row for row in json.loads(vivavoce("voices", "cast", "clock.txt", "--json").stdout)
    }

    assert cast["Ben Wray"]["voice"] == "kokoro:bm_fable"
    assert cast["Ben Wray"]["why"] == "voices.yaml:2"
    assert cast["Ada Stone"]["voice"].startswith(("kokoro:af_", "kokoro:bf_"))
    assert len({row["voice"] for row in cast.values()}) == 3


def test_options_override_front_matter_which_overrides_the_settings_file(folder, vivavoce):
    Path("voices.yaml").write_text("speakers:\n  Ada: {voice: 'kokoro:af_heart'}\n", encoding="utf-8")
    Path("s.md").write_text(
        "---\nspeakers:\n  Ada: {voice: 'kokoro:bf_emma'}\n---\n\n" + DIALOGUE,
        encoding="utf-8",
    )

    def voice_of_ada(*options: str) -> str:
        rows = json.loads(vivavoce("voices", "cast", "s.md", "--json", *options).stdout)
        return next(row["voice"] for row in rows if row["speaker"] == "Ada")

    assert voice_of_ada() == "kokoro:bf_emma"
    assert voice_of_ada("--voice", "Ada=kokoro:af_bella") == "kokoro:af_bella"


def test_setting_a_voice_keeps_the_comments_of_the_file(folder, vivavoce):
    Path("voices.yaml").write_text("# Ours.\nspeakers:\n  Ada:  # the host\n    voice: kokoro:af_heart\n")

    done = vivavoce("voices", "set", "Ada", "kokoro:bf_emma", "--speed", "1.05")

    assert done.returncode == 0, done.stderr
    text = Path("voices.yaml").read_text()
    assert "# Ours." in text
    assert "# the host" in text
    assert "kokoro:bf_emma" in text
    assert "speed: 1.05" in text


def test_the_cache_is_shown_and_emptied(folder, vivavoce):
    vivavoce("render", "clock.txt", "--engine", "tone", "--timeline")
    before = json.loads(vivavoce("cache", "show", "--json").stdout)
    gone = json.loads(vivavoce("cache", "prune", "--days", "0", "--json").stdout)
    after = json.loads(vivavoce("cache", "show", "--json").stdout)

    assert before["takes"] > 0
    assert gone == {"takes": before["takes"], "bytes": before["bytes"], "in_use": 0}
    assert after["takes"] == 0


def test_the_engines_say_whether_text_leaves_the_machine(folder, vivavoce):
    engines = {row["name"]: row for row in json.loads(vivavoce("engines", "list", "--json").stdout)}

    assert engines["gtts"]["online"] is True
    assert engines["kokoro"]["online"] is False
    assert engines["hibari"]["ready"] >= 1


def test_the_readme_and_ci_run_the_tests_in_the_same_way():
    (command,) = [
        line.strip()
        for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
        if "pytest" in line
    ]
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_page_of_commands_is_what_the_commands_say(vivavoce):
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "make_commands.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("written", "left"), [("0", 0), ("1.2MB", 1_200_000), ("1g", 10**9)])
def test_the_cache_is_pruned_down_to_a_size(folder, vivavoce, written, left):
    vivavoce("render", "clock.txt", "--engine", "tone", "--timeline")
    before = json.loads(vivavoce("cache", "show", "--json").stdout)["bytes"]
    done = vivavoce("cache", "prune", "--max-size", written)
    after = json.loads(vivavoce("cache", "show", "--json").stdout)["bytes"]

    assert "takes removed" in done.stdout
    assert after <= left
    assert after > 0 or left == 0
    assert (after == before) == (left > before)


def test_a_size_that_is_none_is_refused_with_one_that_is(folder, vivavoce):
    done = vivavoce("cache", "prune", "--max-size", "much")

    assert done.returncode == 2
    assert "such as 500MB" in done.stderr
