"""Settings of what is heard beside the voices: music, room tone, loudness, the narrator's lines."""

from __future__ import annotations

import pytest

from audio.cast import NO_ROOM_TONE, effective_settings, settings_schema
from audio.errors import SettingsError


@pytest.fixture
def show(tmp_path):
    """Give a function that loads a settings file with this text."""

    def load(text):
        path = tmp_path / "voices.yaml"
        path.write_text(text, encoding="utf-8")
        return effective_settings(path)

    return load


@pytest.mark.parametrize(
    ("target", "lufs", "peak"),
    [("apple", -16, -1), ("Spotify", -14, -1), ("ebu", -23, -1), ("acx", -17.5, -3), ("-19", -19, -1)],
)
def test_a_loudness_may_be_a_name_or_a_number(show, target, lufs, peak):
    loudness = show(f"loudness: {{target: {target}}}").loudness
    assert (loudness.target, loudness.peak) == (lufs, peak)


def test_a_peak_that_is_set_beside_the_name_of_acx_holds(show):
    assert show("loudness: {target: acx, peak: -4}").loudness.peak == -4


def test_the_name_of_acx_on_the_command_line_brings_its_peak(show, tmp_path):
    show("loudness: {target: apple, peak: -1}")
    loudness = effective_settings(tmp_path / "voices.yaml", options={"loudness.target": "acx"}).loudness
    assert (loudness.target, loudness.peak) == (-17.5, -3)


def test_room_tone_may_be_a_level_or_none(show):
    assert show("loudness: {room_tone: -70}").loudness.room_tone == -70
    assert show("loudness: {room_tone: none}").loudness.room_tone == NO_ROOM_TONE


def test_music_is_seen_from_the_settings_file(show, tmp_path):
    (tmp_path / "music").mkdir()
    for name in ("a.mp3", "b.mp3"):
        (tmp_path / "music" / name).touch()
    music = show(
        "music:\n  intro: {path: music/a.mp3, overlap: 4}\n  bed: {path: music/b.mp3}\n  sting:\n"
    ).music
    assert (music.intro.path, music.intro.overlap) == (tmp_path / "music" / "a.mp3", 4)
    assert music.bed.path == tmp_path / "music" / "b.mp3"
    assert (music.sting.path, music.outro.path) == (None, None)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (
            "music:\n  intro:\n    path: theme.mp3\n",
            3,
            "music.intro.path is 'theme.mp3', but there is no file",
        ),
        ("music:\n  intro:\n    path: 3\n", 3, "must be the path of a sound file"),
        ("music:\n  intor: {path: a.mp3}\n", 2, "Did you mean intro?"),
        ("music:\n  bed: {overlap: 2}\n", 2, "music.bed.overlap is no setting"),
        ("music:\n  sting:\n    gain: 20\n", 3, "must be a number from -40 to 12"),
        ("loudness:\n  room_tone: loud\n", 2, "must be a number from -120 to -60 or none"),
        ("loudness:\n  target: aple\n", 2, "must be a number from -40 to -8 or apple, spotify, ebu or acx"),
        ("narration:\n  intro: This is {titel}.\n", 2, "{title}, {date}, {speakers} or {show}"),
        ("narration:\n  intro: 'Open {title'\n", 2, "nothing in braces but"),
        ("narration:\n  outro: '{title.__class__} {}'\n", 2, "nothing in braces but"),
        ("pauses:\n  variation: 2\n", 2, "a number from 0 to 1"),
    ],
)
def test_a_slip_says_where_it_is_and_what_is_allowed(show, text, line, says):
    with pytest.raises(SettingsError) as raised:
        show(text)
    (problem,) = raised.value.problems
    assert problem.line == line
    assert says in problem.sentence


def test_editors_are_told_the_names_too():
    loudness = settings_schema()["$defs"]["Loudness"]["properties"]
    assert loudness["target"]["anyOf"][1]["enum"] == ["apple", "spotify", "ebu", "acx"]
    assert loudness["room_tone"]["anyOf"][1]["enum"] == ["none"]
