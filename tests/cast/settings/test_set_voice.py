from __future__ import annotations

import difflib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.cast import Settings, effective_settings, set_voice
from audio.cast.settings.splice import put, scalar
from audio.cast.settings.yaml_text import parse_yaml
from audio.errors import PublishError, SettingsError

SHOW = """\
# A show.
---
show:    {title:  "Talk",   author: 'Ann'}   # who
speakers:   # everybody

  # the host
  Joe Pamer:
    voice: "kokoro:am_michael"   # deep
    aliases:   [ JP,  Pamer ]
    # he talks fast

  # the guest, who is gone
  Ann:   {voice: kokoro:af_heart}
  Bea:
    aliases:
    - B   # short
    # tail of the list

# How long.
pauses:
    end:  2.0

# the end
"""


def changes(before: str, after: str) -> list[str]:
    """Give the lines that went, with a `-`, and those that came, with a `+`."""
    lines = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return [line.rstrip("\n") for line in lines if line[0] in "-+"]


@pytest.fixture
def show(tmp_path) -> Path:
    """Give a settings file that its owner wrote with care."""
    path = tmp_path / "voices.yaml"
    path.write_text(SHOW, encoding="utf-8")
    return path


def test_a_changed_voice_changes_its_line_and_nothing_else(show):
    assert set_voice(show, "joe pamer", "kokoro:am_fenrir") == "Joe Pamer"
    assert changes(SHOW, show.read_text(encoding="utf-8")) == [
        '-     voice: "kokoro:am_michael"   # deep',
        '+     voice: "kokoro:am_fenrir"   # deep',
    ]


def test_a_new_setting_stands_below_those_of_its_speaker(show):
    assert set_voice(show, "JP", "kokoro:am_michael", speed=1.05, pan=-0.5) == "Joe Pamer"
    assert changes(SHOW, show.read_text(encoding="utf-8")) == ["+     speed: 1.05", "+     pan: -0.5"]
    joe = effective_settings(show).speakers["Joe Pamer"]
    assert (joe.speed, joe.pan, joe.aliases) == (1.05, -0.5, ("JP", "Pamer"))


def test_a_new_speaker_stands_below_the_others_and_above_the_next_section(show):
    assert set_voice(show, "Zoë  Müller: host", "tone:low", gain=-3) == "Zoë Müller: host"
    assert changes(SHOW, show.read_text(encoding="utf-8")) == [
        '+   "Zoë Müller: host":',
        "+     voice: tone:low",
        "+     gain: -3",
    ]
    lines = show.read_text(encoding="utf-8").splitlines()
    assert lines.index('  "Zoë Müller: host":') == lines.index("    # tail of the list") + 1


def test_settings_in_braces_stay_in_braces(show):
    set_voice(show, "Ann", "kokoro:af_bella", speed=0.9, aliases=["A"])
    assert "  Ann:   {voice: kokoro:af_bella, speed: 0.9, aliases: [A]}\n" in show.read_text(encoding="utf-8")


def test_aliases_are_added_to_those_that_are_there(show):
    set_voice(show, "Joe Pamer", "kokoro:am_michael", aliases=["jp", "Joe"])
    set_voice(show, "b", "tone:low", aliases=["Bee"])
    text = show.read_text(encoding="utf-8")
    assert "    aliases:   [ JP,  Pamer, Joe ]\n" in text
    assert "    - B   # short\n    - Bee\n" in text
    assert effective_settings(show).speakers["Bea"].aliases == ("B", "Bee")


def test_the_narrator_has_a_section_of_their_own(show):
    assert set_voice(show, "narrator", "tone:low") == "Narrator"
    assert effective_settings(show).narrator.voice == "tone:low"
    assert "Narrator" not in effective_settings(show).speakers


def test_a_file_that_is_not_there_is_made(tmp_path):
    path = tmp_path / "new" / "voices.yaml"
    assert set_voice(path, "Joe Pamer", "kokoro:am_puck", speed=1.0, aliases=["JP", "No"]) == "Joe Pamer"
    assert path.read_text(encoding="utf-8").startswith("# ")
    joe = effective_settings(path).speakers["Joe Pamer"]
    assert (joe.voice, joe.speed, joe.aliases) == ("kokoro:am_puck", 1.0, ("JP", "No"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# only a comment",
        "speakers:",
        "speakers:   # nobody yet\n\n# next\npauses:\n",
        "speakers: ~\n",
        "speakers: {}\n",
        "speakers:\n  Joe:\n",
        "speakers:\n    Joe:\n        speed: 1.5",
        "speakers:\n  Joe: {}",
        "speakers: {Joe: {speed: 1.5}}\n",
        "speakers:\n  Joe:\n    description: |\n      one\n      two\n\npauses: {}\n",
        "speakers:\n  Joe:\n    voice:   # to be chosen\n    speed: 1\n",
        "speakers:\n  Joe:\n    voice: ~\n",
        "speakers:\r\n  Joe:\r\n    voice: tone:low\r\n  Al: {}\r\npauses: {}\r\n",
    ],
)
def test_a_voice_is_set_however_the_file_is_written(tmp_path, text):
    path = tmp_path / "voices.yaml"
    path.write_bytes(text.encode())
    set_voice(path, "Joe", "tone:top", gain=1.5)
    new = path.read_bytes().decode()
    assert effective_settings(path).speakers["Joe"].voice == "tone:top"
    assert effective_settings(path).speakers["Joe"].gain == 1.5
    kept = [line for line in text.splitlines() if "#" in line]
    assert all(line.partition("#")[2] in new for line in kept)
    if "\r\n" in text:
        assert new.count("\n") == new.count("\r\n")


@pytest.mark.parametrize(
    ("how", "source", "says"),
    [
        ({"voice": "kokoro:am_pukc"}, "voice", "did you mean kokoro:am_puck"),
        ({"voice": "tone:low", "speed": 3.0}, "--speed", "a number from 0.5 to 2"),
        ({"voice": "tone:low", "gain": float("nan")}, "--gain", "a number from -12 to 12"),
        ({"voice": "tone:low", "pan": -2.0}, "--pan", "a number from -1 to 1"),
    ],
)
def test_wrong_arguments_are_told_by_their_names_and_nothing_is_written(show, catalogue, how, source, says):
    voice = how.pop("voice")
    with pytest.raises(SettingsError) as caught:
        set_voice(show, "Joe Pamer", voice, catalogue=catalogue, **how)
    (problem,) = caught.value.problems
    assert problem.source == source
    assert says in problem.sentence
    assert show.read_text(encoding="utf-8") == SHOW


def test_a_speaker_needs_a_name(show):
    with pytest.raises(SettingsError, match="speaker: the name is empty"):
        set_voice(show, "  ", "tone:low")
    assert show.read_text(encoding="utf-8") == SHOW


def test_an_alias_of_somebody_else_is_refused_and_nothing_is_written(show):
    with pytest.raises(SettingsError, match="the label jp is claimed by Joe Pamer and by Ann"):
        set_voice(show, "Ann", "tone:low", aliases=["jp"])
    assert show.read_text(encoding="utf-8") == SHOW


def test_mistakes_elsewhere_in_the_file_are_told_with_the_lines_they_stand_on_now(show):
    show.write_text(SHOW + "loudness: {target: 3}\nchaptres: {}\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        set_voice(show, "New", "tone:low")
    assert [problem.line for problem in caught.value.problems] == [24, 25]


def test_a_wrong_voice_can_be_put_right(show, catalogue):
    show.write_text(SHOW.replace("am_michael", "am_mike"), encoding="utf-8")
    set_voice(show, "JP", "kokoro:am_michael", catalogue=catalogue)
    assert show.read_text(encoding="utf-8") == SHOW


@pytest.mark.parametrize(
    "text", ["speakers: &all {Al: &al {speed: 1}, Joe: *al}\n", "speakers: [Joe]\n", "- a\n", "speakers: {"]
)
def test_a_file_that_cannot_be_changed_safely_is_left_alone(tmp_path, text):
    path = tmp_path / "voices.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError):
        set_voice(path, "Joe", "tone:low", speed=1.5)
    assert path.read_text(encoding="utf-8") == text


def test_a_folder_in_the_place_of_the_file_is_an_error_in_a_sentence(tmp_path):
    (tmp_path / "voices.yaml").mkdir()
    with pytest.raises((SettingsError, PublishError), match="cannot be read"):
        set_voice(tmp_path / "voices.yaml", "Joe", "tone:low")


COMMENTS = st.sampled_from(["", "  # why", "\n# a section", "\n\n    # set in\n", "\n  # half"])
NAMES = st.text("abcAB: #'\"-[]{}?!&*%@ñ1~,|>", min_size=1, max_size=6).filter(str.strip)


@st.composite
def files(draw) -> tuple[str, int]:
    """Draw a settings file with comments in all places, and the number of its comments."""
    text = f"# top{draw(COMMENTS)}\nspeakers:{draw(COMMENTS)}\n"
    for number in range(draw(st.integers(0, 3))):
        text += f"  Person {number}:{draw(COMMENTS)}\n"
        if draw(st.booleans()):
            text += f"    voice:   tone:low{draw(COMMENTS)}\n"
        if draw(st.booleans()):
            text += f"    aliases:{draw(COMMENTS)}\n    - P{number}{draw(COMMENTS)}\n"
        if draw(st.booleans()):
            text += f"    description: 'it''s'{draw(COMMENTS)}\n"
    return text + f"pauses:{draw(COMMENTS)}\n  end: 2.0{draw(COMMENTS)}\n"


@given(files(), st.one_of(st.sampled_from(["Person 0", "p1", "Narrator", "New"]), NAMES), st.booleans())
def test_every_line_but_the_changed_one_stays_and_the_rest_reads_the_same(
    tmp_path_factory, text, speaker, with_alias
):
    path = tmp_path_factory.getbasetemp() / "edited.yaml"
    path.write_text(text, encoding="utf-8")
    before = effective_settings(path).model_dump()
    name = set_voice(path, speaker, "tone:top", speed=0.75, aliases=["Alias"] if with_alias else [])
    new = path.read_text(encoding="utf-8")
    gone = [line for line in changes(text, new) if line.startswith("-")]
    assert all("voice:   tone:low" in line for line in gone)
    assert new.count("#") - speaker.count("#") == text.count("#") or "#" in name
    after = effective_settings(path)
    who = after.narrator if name == "Narrator" else after.speakers[name]
    assert (who.voice, who.speed) == ("tone:top", 0.75)
    after_dump = after.model_dump()
    for dump in (before, after_dump):
        dump["narrator"] = None if name == "Narrator" else dump["narrator"]
        dump["speakers"].pop(name, None)
    assert before == after_dump


@given(st.one_of(st.text(max_size=12), st.floats(allow_nan=False, allow_infinity=False)))
def test_a_written_scalar_reads_back(value):
    if isinstance(value, str) and any(not char.isprintable() for char in value):
        return
    written = f"a: {scalar(value)}\nb: [{scalar(value)}]\n"
    assert parse_yaml(written, "text").data == {"a": value, "b": [value]}


def test_putting_into_a_text_without_a_final_line_end_adds_one():
    assert (
        put("engine: tone", ("narrator", "voice"), "tone:low")
        == "engine: tone\nnarrator:\n  voice: tone:low\n"
    )
    assert Settings.model_validate(parse_yaml(put("", ("engine",), "tone"), "text").data).engine == "tone"
