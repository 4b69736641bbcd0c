"""What may be written shorter, since nothing else can be meant."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audio.cast import effective_settings, set_voice, settings_schema, unset_voice
from audio.errors import SettingsError
from audio.speech import catalogue


def settings_of(tmp_path, text):
    path = tmp_path / "voices.yaml"
    path.write_text(text, encoding="utf-8")
    return effective_settings(path, catalogue=catalogue())


@pytest.mark.parametrize("voice", ["kokoro:bf_emma", "bf_emma", "{voice: bf_emma}"])
def test_a_person_may_be_a_voice_alone_and_a_voice_be_without_the_one_engine_that_has_it(tmp_path, voice):
    settings = settings_of(tmp_path, f"fallback: af_heart\nnarrator: am_puck\nspeakers:\n  Maya: {voice}\n")

    assert settings.speakers["Maya"].voice == "kokoro:bf_emma"
    assert settings.narrator.voice == "kokoro:am_puck"
    assert settings.fallback == "kokoro:af_heart"
    assert settings.origin("speakers", "Maya", "voice").place == f"{tmp_path / 'voices.yaml'}:4"


def test_a_voice_that_several_engines_have_is_refused_with_all_of_them_at_its_line(tmp_path):
    with pytest.raises(SettingsError) as found:
        settings_of(tmp_path, "speakers:\n  Maya: de\n")

    (problem,) = found.value.problems
    assert problem.line == 2
    assert "'de' is a voice of several engines: write " in problem.sentence


def test_a_voice_alone_never_means_a_service(tmp_path):
    with pytest.raises(SettingsError) as found:
        settings_of(tmp_path, "speakers:\n  Maya: george\n")

    (problem,) = found.value.problems
    assert (
        "'george' is a voice of a service that text would be sent to: write elevenlabs:george, or bm_george."
        in (problem.sentence)
    )


def test_music_may_be_a_path_alone(tmp_path):
    (tmp_path / "theme.mp3").write_bytes(b"")

    assert settings_of(tmp_path, "music:\n  intro: theme.mp3\n").music.intro.path == tmp_path / "theme.mp3"
    with pytest.raises(SettingsError, match="there is no file"):
        settings_of(tmp_path, "music:\n  outro: farewell.mp3\n")


def test_what_a_script_may_not_ask_for_it_may_not_ask_for_in_short(folder, vivavoce):
    text = Path("clock.txt").read_text(encoding="utf-8")
    Path("clock.txt").write_text(f"---\nspeakers:\n  Ada Stone: gtts:en\n---\n{text}", encoding="utf-8")

    done = vivavoce("check", "clock.txt")

    assert done.returncode == 2
    assert "clock.txt:3: speakers.Ada Stone.voice is a voice of gtts" in done.stderr


def test_options_take_a_voice_without_its_engine(folder, vivavoce):
    done = vivavoce("voices", "cast", "clock.txt", "--voice", "Ada Stone=bf_emma", "--json")

    rows = {row["speaker"]: row["voice"] for row in json.loads(done.stdout)}
    assert rows["Ada Stone"] == "kokoro:bf_emma"


def test_a_person_in_short_is_edited_as_any_other(tmp_path):
    path = tmp_path / "voices.yaml"
    path.write_text("speakers:\n  Maya: kokoro:bf_emma  # ours\n", encoding="utf-8")

    set_voice(path, "Maya", "am_puck", speed=1.1, catalogue=catalogue())

    assert path.read_text(encoding="utf-8") == (
        "speakers:\n  Maya: {voice: kokoro:am_puck, speed: 1.1}  # ours\n"
    )
    unset_voice(path, "Maya")
    assert effective_settings(path).speakers["Maya"].voice is None


def test_editors_are_told_the_short_forms():
    schema = settings_schema()
    people = schema["properties"]
    for section in (people["speakers"]["additionalProperties"], people["narrator"]):
        assert section["anyOf"] == [{"type": "string"}, {"$ref": "#/$defs/SpeakerSettings"}]
    assert {"type": "string"} in schema["$defs"]["Music"]["properties"]["bed"]["anyOf"]


def test_of_a_script_and_what_it_was_edited_into_a_folder_means_the_latter(folder, vivavoce):
    (folder / "talks").mkdir()
    (folder / "talks" / "tides.md").write_text("Ada: Tides?\n\nBen: Yes.\n", encoding="utf-8")
    edited = folder / "talks" / "tides.script.md"
    edited.write_bytes(vivavoce("script", "talks/tides.md").stdout.replace("Yes", "Seldom").encode())

    vivavoce("render", "talks", "--engine", "tone")
    assert "Seldom" in (folder / "out" / "tides.vtt").read_text(encoding="utf-8")
    done = vivavoce("render", "talks/tides.md", "--engine", "tone")
    assert f"talks/tides.md is read without what was edited in {edited.relative_to(folder)}" in done.stderr


def test_all_scripts_of_a_folder_are_rendered(folder, vivavoce):
    Path("show").mkdir()
    for name in ("one.txt", "two.md"):
        Path("show", name).write_text("Ada Stone: Who winds it?\n\nBen Wray: I do.\n", encoding="utf-8")
    Path("show/voices.yaml").write_text("engine: tone\noutput: {files: []}\n", encoding="utf-8")

    done = vivavoce("render", "show", "--json")

    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["source"] for row in rows] == ["show/one.txt", "show/two.md"]
    assert sorted(path.name for path in Path("out").iterdir()) == ["one.mp3", "two.mp3"]


def test_a_folder_without_scripts_is_an_error_that_says_so(folder, vivavoce):
    Path("empty").mkdir()

    done = vivavoce("render", "empty")

    assert done.returncode == 2
    assert "There is no script in empty/" in done.stderr
