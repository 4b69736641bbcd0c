"""How much expression somebody has, and how fast they speak."""

from __future__ import annotations

from pathlib import Path

import pytest

from audio.cast import Settings, cast_script, effective_settings
from audio.errors import SettingsError


def settings_of(tmp_path: Path, text: str) -> Settings:
    file = tmp_path / "voices.yaml"
    file.write_text(text, encoding="utf-8")
    return effective_settings(file)


@pytest.mark.parametrize(
    ("written", "speeds"),
    [
        ("0.95-1.05", (0.95, 1.05)),
        ("0.95 – 1.05", (0.95, 1.05)),
        ("1-1", (1.0, 1.0)),
        ("0.9", (0.9, 0.9)),
        ("1", (1.0, 1.0)),
    ],
)
def test_a_speed_is_a_number_or_a_range(tmp_path: Path, written: str, speeds: tuple[float, float]) -> None:
    assert settings_of(tmp_path, f"narrator: {{speed: {written}}}").narrator.speeds == speeds


@pytest.mark.parametrize("written", ["1.05-0.95", "0.2-1", "1-3", "3", "slow", "1-", "[1, 2, 3]"])
def test_any_other_speed_is_refused_and_the_message_says_what_may_be(tmp_path: Path, written: str) -> None:
    with pytest.raises(SettingsError) as refused:
        settings_of(tmp_path, f"narrator: {{speed: {written}}}")
    said = str(refused.value)
    assert "narrator.speed" in said
    assert said.endswith("it must be a number from 0.5 to 2 or a range of them, such as 0.95-1.05.")


def test_a_speaker_has_their_own_expression_or_everybodys(make_script, catalogue) -> None:  # type: ignore[no-untyped-def]
    settings = Settings.model_validate({"expression": 0.5, "speakers": {"Joe": {"expression": 0}}})
    cast = cast_script(make_script("Joe", "Chris"), settings, catalogue)
    assert [cast.voice_of(name).expression for name in ("Joe", "Chris")] == [0, 0.5]


def test_a_range_of_speeds_reaches_the_voice(make_script, catalogue) -> None:  # type: ignore[no-untyped-def]
    settings = Settings.model_validate({"speakers": {"Joe": {"speed": "0.9-1.1"}}})
    voice = cast_script(make_script("Joe"), settings, catalogue).voice_of("Joe")
    assert (voice.speed, voice.speed_range) == (pytest.approx(1.0), pytest.approx(0.2))


@pytest.mark.parametrize("written", ["-0.1", "1.5", "much"])
def test_an_expression_out_of_range_is_refused(tmp_path: Path, written: str) -> None:
    with pytest.raises(SettingsError, match="a number from 0 to 1"):
        settings_of(tmp_path, f"expression: {written}")
