"""A cast that stays: the choices written down, and a voice taken out again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from audio.cast import unset_voice
from audio.errors import SettingsError


def cast_of(vivavoce, *options):
    done = vivavoce("voices", "cast", "clock.txt", "--json", *options)
    assert done.returncode == 0, done.stderr
    return {row["speaker"]: (row["voice"], row["reason"]) for row in json.loads(done.stdout)}


def test_a_saved_cast_is_in_the_settings_and_the_same(folder, vivavoce):
    Path("voices.yaml").write_text("# ours\nspeakers:\n  Ada Stone:\n    voice: kokoro:bf_alice\n", "utf-8")
    chosen = cast_of(vivavoce)

    saved = cast_of(vivavoce, "--save")

    assert saved == chosen
    text = Path("voices.yaml").read_text("utf-8")
    assert text.startswith("# ours\nspeakers:\n  Ada Stone:\n    voice: kokoro:bf_alice\n")
    now = cast_of(vivavoce)
    assert {name: voice for name, (voice, _) in now.items()} == {n: v for n, (v, _) in chosen.items()}
    assert {reason for _, reason in now.values()} == {"settings"}


def test_without_settings_a_cast_is_saved_beside_the_script(folder, vivavoce):
    Path("show").mkdir()
    Path("clock.txt").rename("show/clock.txt")

    done = vivavoce("voices", "cast", "show/clock.txt", "--save")

    assert done.returncode == 0, done.stderr
    assert "show/voices.yaml: it now has the voices of Narrator, Ada Stone and Ben Wray." in done.stderr
    assert not Path("voices.yaml").exists()


def test_a_voice_that_was_set_is_taken_out_again(folder, vivavoce):
    before = cast_of(vivavoce)["Ada Stone"]
    vivavoce("voices", "set", "Ada Stone", "tone:low")
    assert cast_of(vivavoce)["Ada Stone"] == ("tone:low", "settings")

    done = vivavoce("voices", "unset", "ada stone", "--script", "clock.txt")

    assert done.returncode == 0, done.stderr
    assert cast_of(vivavoce)["Ada Stone"] == before


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "speakers:\n  Ada:\n    voice: tone:low  # mine\n    speed: 1.1\n",
            "speakers:\n  Ada:\n    speed: 1.1\n",
        ),
        (
            "speakers:\n  Ada:\n    speed: 1.1\n    voice: tone:low\n# end",
            "speakers:\n  Ada:\n    speed: 1.1\n# end",
        ),
        ("speakers:\n  Ada:\n    voice: tone:low\n  Ben: {}\n", "speakers:\n  Ada:\n  Ben: {}\n"),
        ('speakers: {Ada: {voice: "tone:low", pan: 1}}\n', "speakers: {Ada: {pan: 1}}\n"),
        ('speakers: {Ada: {pan: 1, voice: "tone:low"}}\n', "speakers: {Ada: {pan: 1}}\n"),
        ('speakers: {Ada: {voice: "tone:low"}}\n', "speakers: {Ada: {}}\n"),
    ],
)
def test_nothing_but_the_voice_is_taken_out(tmp_path, text, left):
    path = tmp_path / "voices.yaml"
    path.write_text(text, encoding="utf-8")

    assert unset_voice(path, "Ada") == "Ada"
    assert path.read_text(encoding="utf-8") == left


def test_a_voice_that_is_written_elsewhere_is_left_to_its_owner(tmp_path):
    path = tmp_path / "voices.yaml"
    text = 'narrator: &n {voice: "tone:low"}\nspeakers:\n  Ada:\n    <<: *n\n    pan: 1\n'
    path.write_text(text, encoding="utf-8")

    with pytest.raises(SettingsError):
        unset_voice(path, "Ada")
    assert path.read_text(encoding="utf-8") == text


def test_who_has_no_voice_is_told_with_those_who_have(tmp_path):
    path = tmp_path / "voices.yaml"
    path.write_text('speakers:\n  Ada: {voice: "tone:low"}\n', encoding="utf-8")

    with pytest.raises(SettingsError, match=r"Ben has no voice in it\. These have one: Ada\."):
        unset_voice(path, "Ben")
