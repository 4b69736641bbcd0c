"""`vivavoce init`: a voices.yaml to begin with; and what stands in the wheel beside the code."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from places import ROOT

from audio.cast import Settings, effective_settings

TEMPLATE = ROOT / "audio" / "cli" / "machine" / "voices.yaml"


def test_the_file_lies_in_the_package_and_teaches_every_section(folder, vivavoce):
    done = vivavoce("init")

    assert done.returncode == 0, done.stderr
    written = Path("voices.yaml").read_text("utf-8")
    assert written == TEMPLATE.read_text("utf-8")
    sections = {line.partition(":")[0] for line in written.splitlines() if line[:1].isalpha()}
    assert sections == set(Settings.model_fields)
    given = effective_settings(Path("voices.yaml"))
    assert given.speakers == {}
    assert given.loudness == Settings().loudness


def test_the_wheel_carries_the_file_and_the_manual(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        assert packed.read("audio/cli/machine/voices.yaml") == TEMPLATE.read_bytes()
        assert any(name.endswith("/share/man/man1/vivavoce.1") for name in packed.namelist())


def test_it_says_of_each_setting_what_the_file_of_the_project_says():
    def explained(file: Path) -> list[str]:
        return [line for line in file.read_text("utf-8").splitlines() if line.startswith("#")]

    assert explained(TEMPLATE) == explained(ROOT / "voices.yaml")


def test_the_people_of_a_first_script_keep_the_voices_that_they_would_get(folder, vivavoce):
    before = vivavoce("voices", "cast", "clock.txt").stdout.splitlines()[1:]
    done = vivavoce("init", "show", "--title", 'Clocks: "slow" ones', "--script", "clock.txt", "--quiet")

    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    given = effective_settings(Path("show/voices.yaml"))
    assert given.show.title == 'Clocks: "slow" ones'
    assert list(given.speakers) == ["Ada Stone", "Ben Wray"]
    shutil.copy("clock.txt", "show/")
    after = vivavoce("voices", "cast", "show/clock.txt").stdout.splitlines()[1:]
    assert [line.split()[:3] for line in after] == [line.split()[:3] for line in before]


def test_what_stands_beside_a_first_script_of_people_and_words_is_taken_over(folder, vivavoce):
    Path("voices.yaml").write_text(
        "speakers:\n"
        "  Ada Stone: {voice: 'kokoro:bf_lily', speed: 0.95-1.05, gain: 2, pan: -0.25, aliases: [A. S.]}\n"
        "  Mia Berg: {speed: 1.1}\n"
        "pronunciations: {Wray: RAY, foliot: '/ˈfɒliət/ (en)'}\nshow: {title: Clocks}\n"
        "narrator: {gain: -1}\n",
        "utf-8",
    )
    done = vivavoce("init", "show", "--script", "clock.txt")
    assert "What voices.yaml says of people and words is in it; the rest of that is not." in done.stderr
    old, new = (effective_settings(file) for file in (Path("voices.yaml"), Path("show/voices.yaml")))
    assert new.speakers["Ada Stone"] == old.speakers["Ada Stone"]
    assert new.speakers["Mia Berg"].speed == 1.1
    assert new.narrator.gain == -1
    assert new.pronunciations == old.pronunciations
    assert not new.show.title


def test_a_file_that_is_there_stays_and_a_script_that_is_none_leaves_no_file(folder, vivavoce):
    Path("voices.yaml").write_text("engine: tone\n", "utf-8")
    Path("empty.md").write_text("", "utf-8")

    assert vivavoce("init").returncode == 2
    assert Path("voices.yaml").read_text("utf-8") == "engine: tone\n"
    assert vivavoce("init", "other", "--script", "empty.md").returncode == 2
    assert not Path("other").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_on_a_terminal_it_asks_for_title_people_and_voices_until_they_are_right(folder, watched):
    shown = watched(80, "init", typed="At Noon\nMaja Kos\nkokoro:bf_ema\nkokoro:bf_emma\nBen\n\n\n")

    given = effective_settings(Path("voices.yaml"))
    assert "bf_ema" in shown
    assert given.show.title == "At Noon"
    assert {name: each.voice for name, each in given.speakers.items()} == {"Maja Kos": "kokoro:bf_emma"}


def test_the_versions_of_engines_and_models_are_told_with_v_and_only_then(folder, vivavoce):
    short, *both = (
        vivavoce(*options).stdout for options in (["--version"], ["--version", "-v"], ["-v", "--version"])
    )

    assert len(short.splitlines()) == 1
    for long in both:
        assert long.startswith(short)
        assert "\nkokoro " in long
        assert "\nhibari " in long
    assert ".onnx" not in both[0]
    models = Path("../cache/models/piper")
    models.mkdir(parents=True)
    (models / "en_US-joe-medium.onnx").write_bytes(b"another")
    assert ".onnx" not in vivavoce("--version", "-v").stdout


def test_the_models_of_an_engine_are_removed_and_no_others(folder, vivavoce):
    models = Path("../cache/models")
    for name in ("kokoro/kokoro-v1.0.int8.onnx", "kokoro/voices/af_heart.bin", "hibari/bm_fable.int8.onnx"):
        (models / name).parent.mkdir(parents=True, exist_ok=True)
        (models / name).write_bytes(bytes(1_500_000))

    done = vivavoce("engines", "remove", "kokoro", "gtts")

    assert done.returncode == 0, done.stderr
    assert "kokoro: 3.0 MB freed." in done.stderr
    assert "gtts has no files here." in done.stderr
    assert [path.name for path in models.rglob("*.*") if path.is_file()] == ["bm_fable.int8.onnx"]
    assert vivavoce("engines", "remove", "kokorro").returncode == 2


@pytest.mark.skipif(not shutil.which("man"), reason="there is no man")
def test_man_shows_the_manual_without_a_complaint():
    done = subprocess.run(
        ["man", "--warnings", "-l", str(ROOT / "docs" / "vivavoce.1")],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "--sample-rate" in done.stdout
    assert "VIVAVOCE ENGINES REMOVE" in done.stdout


def test_a_shell_is_told_how_a_command_and_an_option_go_on(folder, monkeypatch, vivavoce):
    monkeypatch.setenv("_VIVAVOCE_COMPLETE", "bash_complete")
    for typed, end in (("vivavoce prev", "plain,preview"), ("vivavoce render --tim", "plain,--timeline")):
        monkeypatch.setenv("COMP_WORDS", typed)
        monkeypatch.setenv("COMP_CWORD", str(typed.count(" ")))
        assert vivavoce().stdout.splitlines() == [end]


def test_a_show_in_a_language_that_the_default_engine_lacks_begins_with_another_engine(folder, vivavoce):
    asked, told = "Hoe laat is het nu in de stad?", "Het is al twaalf uur geweest."
    Path("gesprek.md").write_text(f"**Piet Jansen:** {asked}\n\n**Anneke de Vries:** {told}\n")
    lacking = vivavoce("init", "show", "--script", "gesprek.md")
    assert lacking.returncode == 2
    assert "choose with --engine" in lacking.stderr
    assert not Path("show").exists()

    done = vivavoce("init", "show", "--script", "gesprek.md", "--engine", "espeak")
    assert done.returncode == 0, done.stderr
    given = effective_settings(Path("show/voices.yaml"))
    assert given.engine == "espeak"
    assert {name: who.voice.partition(":")[0] for name, who in given.speakers.items()} == dict.fromkeys(
        ("Piet Jansen", "Anneke de Vries"), "espeak"
    )
    assert not given.narration.outro
    shutil.copy("gesprek.md", "show/")
    assert vivavoce("check", "show/gesprek.md").returncode == 0
    assert "There is no engine 'espaek'" in vivavoce("init", "other", "--engine", "espaek").stderr
