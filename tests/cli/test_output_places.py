"""What `--output` may be called, and what a user reads of the files that were written."""

from __future__ import annotations

import pytest

TONE = ("--engine", "tone")


@pytest.mark.parametrize("name", ["talk.ogg", "talk.MP4", "out/talk.aac"])
def test_a_sound_file_of_another_kind_does_not_become_a_folder(folder, vivavoce, name):
    done = vivavoce("render", "clock.txt", *TONE, "-o", name)

    assert done.returncode == 2
    assert f"--output {name} ends in {name[-4:].lower()}: name a folder, or a file" in done.stderr
    assert ".mp3, .m4a, .opus, .flac, .wav" in done.stderr
    assert [path.name for path in folder.iterdir()] == ["clock.txt"]


@pytest.mark.parametrize(
    "command", [("preview", "clock.txt", "2"), ("voices", "audition", "clock.txt", "Ada")]
)
def test_a_command_that_names_its_files_itself_wants_a_folder(folder, vivavoce, command):
    done = vivavoce(*command, *TONE, "-o", "line.wav")

    assert done.returncode == 2
    assert "--output line.wav ends in .wav: name a folder." in done.stderr
    assert [path.name for path in folder.iterdir()] == ["clock.txt"]


def test_a_line_that_is_said_is_not_written_as_wav_under_the_name_of_an_mp3(folder, vivavoce):
    done = vivavoce("voices", "say", "Hello.", "--voice", "tone:low", "-o", "hello.mp3")

    assert done.returncode == 2
    assert "--output hello.mp3 is written as WAV" in done.stderr
    assert not (folder / "hello.mp3").exists()


def test_a_folder_that_is_there_may_be_called_like_a_sound_file(folder, vivavoce):
    (folder / "live.ogg").mkdir()

    done = vivavoce("preview", "clock.txt", "2", *TONE, "-o", "live.ogg", "--no-play")

    assert done.returncode == 0, done.stderr
    assert [path.name for path in (folder / "live.ogg").iterdir()] == ["clock.turn-2.wav"]


def test_a_file_and_formats_without_its_own_contradict_each_other(folder, vivavoce):
    done = vivavoce("render", "clock.txt", *TONE, "-o", "talk.mp3", "--format", "m4a,opus")

    assert done.returncode == 2
    assert "--output talk.mp3 is none of --format m4a,opus" in done.stderr
    assert [path.name for path in folder.iterdir()] == ["clock.txt"]


def test_the_closing_table_names_every_format(folder, vivavoce):
    done = vivavoce("render", "clock.txt", *TONE, "--format", "opus,mp3", "--files", "words")

    assert done.returncode == 0, done.stderr
    assert "out/clock.opus, .mp3 " in done.stdout


def test_a_render_ends_with_what_lies_beside_its_episode(folder, vivavoce):
    done = vivavoce("render", "clock.txt", *TONE, "--files", "page-with-sound,notes", "--format", "mp3,opus")

    assert done.returncode == 0, done.stderr
    assert done.stderr.endswith("Beside it: clock.with-sound.html, .md.\n")
    assert "Beside" not in vivavoce("render", "clock.txt", *TONE, "--files", "page", "--quiet").stderr


def test_a_timeline_and_stems_may_be_asked_for_together(folder, vivavoce):
    done = vivavoce("render", "clock.txt", *TONE, "--timeline", "--stems")

    assert done.returncode == 0, done.stderr
    assert "out/clock.timeline.json\n" in done.stdout
    assert "out/clock.stems/labels.txt\n" in done.stdout


def test_a_voice_that_cannot_speak_yet_is_not_one_to_fetch(vivavoce, monkeypatch):
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)

    done = vivavoce("voices", "list", "--engine", "openai")

    assert {line.split()[-1] for line in done.stdout.splitlines()[1:]} == {"yet"}
    assert "The engine openai needs a key" in done.stderr
    assert "online" in vivavoce("voices", "list", "--engine", "gtts", "--language", "pt").stdout
