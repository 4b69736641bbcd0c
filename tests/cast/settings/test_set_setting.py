from __future__ import annotations

import pytest

from audio.cast import effective_settings, set_setting
from audio.errors import SettingsError

TEXT = """# Ours.
engine: tone   # hums

speakers:
  Ada Stone: tone:high
  Ben Wray:
    aliases: [BW]  # as he signs
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "voices.yaml"
    path.write_text(TEXT, "utf-8")
    return path


def test_one_setting_is_another_and_everything_else_stays(file):
    set_setting(file, ("pauses", "speaker"), 0.9)
    set_setting(file, ("speakers", "BW", "pan"), -0.5)
    set_setting(file, ("speakers", "Ben Wray", "aliases"), ("Benny",))
    settings = effective_settings(file)
    assert settings.pauses.speaker == 0.9
    ben = settings.speakers["Ben Wray"]
    assert (ben.pan, ben.aliases) == (-0.5, ("BW", "Benny"))
    text = file.read_text("utf-8")
    assert text.startswith("# Ours.\nengine: tone   # hums\n\nspeakers:\n  Ada Stone: tone:high\n")
    assert "# as he signs" in text


def test_a_person_who_is_only_a_voice_gets_a_section(file):
    set_setting(file, ("speakers", "Ada Stone", "speed"), 1.1)
    ada = effective_settings(file).speakers["Ada Stone"]
    assert (ada.voice, ada.speed) == ("tone:high", 1.1)


def test_a_setting_is_taken_out_and_one_that_is_not_there_is_no_mistake(file):
    set_setting(file, ("speakers", "Ada Stone", "voice"), None)
    assert effective_settings(file).speakers["Ada Stone"].voice is None
    before = file.read_bytes()
    set_setting(file, ("pauses", "speaker"), None)
    assert file.read_bytes() == before


def test_a_file_is_made_where_there_is_none(tmp_path):
    set_setting(tmp_path / "voices.yaml", ("pronunciations", "Wray"), "RAY")
    assert effective_settings(tmp_path / "voices.yaml").pronunciations == {"Wray": "RAY"}


@pytest.mark.parametrize("value", [99, "fast", -1])
def test_what_a_setting_cannot_be_is_refused_and_nothing_is_written(file, value):
    with pytest.raises(SettingsError, match=r"pauses\.speaker"):
        set_setting(file, ("pauses", "speaker"), value)
    assert file.read_text("utf-8") == TEXT
