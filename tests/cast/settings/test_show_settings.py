"""The settings files that ship with the project, as a reader of them would use them."""

from __future__ import annotations

import pytest
from places import ROOT, SEEDS, SHARED

from audio.cast import Settings, cast_script, effective_settings, find_settings, set_voice
from audio.script import read_script

TEACHING = ROOT / "voices.yaml"
SHOW = SEEDS / "voices.yaml"
MOJO = SHARED / "seeds" / "what-joe-pamer-wants-from-mojo.txt"
SAMPLES = sorted(path for path in SEEDS.iterdir() if path.suffix in (".txt", ".md"))


def test_the_file_that_teaches_has_every_section_and_changes_nothing(catalogue):
    assert effective_settings(TEACHING, catalogue=catalogue).model_dump() == Settings().model_dump()
    text = TEACHING.read_text(encoding="utf-8")
    assert all(f"\n{section}:" in text for section in Settings.model_fields)
    lines = text.splitlines()
    starts = [number for number, line in enumerate(lines) if line[:1].isalpha()]
    assert all(lines[number - 1].startswith("# ") for number in starts)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_cast_by_the_settings_with_distinct_voices(path, catalogue):
    script = read_script(path)
    cast = cast_script(script, effective_settings(SHOW, script, catalogue=catalogue), catalogue)
    voices = [str(member.voice) for member in cast.members]
    assert len(set(voices)) == len(voices) >= 3
    assert {member.reason for member in cast.members} == {"settings"}
    assert not cast.warnings
    assert find_settings(path) == SHOW


@pytest.mark.skipif(not MOJO.is_file(), reason="the first real interview is not at hand")
def test_the_first_real_interview_is_cast_by_the_settings(catalogue):
    cast = cast_script(read_script(MOJO), effective_settings(SHOW, catalogue=catalogue), catalogue)
    assert {member.speaker: str(member.voice) for member in cast.members} == {
        "Narrator": "kokoro:af_heart",
        "Chris Lattner": "kokoro:am_michael",
        "Joe Pamer": "kokoro:am_fenrir",
    }


def test_the_shown_command_changes_one_speaker_and_nothing_else(tmp_path, catalogue):
    copy = tmp_path / "voices.yaml"
    copy.write_bytes(SHOW.read_bytes())
    set_voice(copy, "Joe Pamer", "kokoro:am_fenrir", speed=1.05, catalogue=catalogue)
    old, new = SHOW.read_text(encoding="utf-8").splitlines(), copy.read_text(encoding="utf-8").splitlines()
    new.remove("    speed: 1.05")
    assert new == old
    assert effective_settings(copy).speakers["Joe Pamer"].speed == 1.05
