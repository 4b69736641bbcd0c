from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.cast import Settings, effective_settings, find_settings
from audio.errors import Problem, SettingsError

ALL_WRONG = """\
shwo:
  title: x
engine: kokro
narrator:
  voice: af_haert
speakers:
  Joe Pamer:
    voice: kokoro:am_fenir
    speed: 3
    speeed: 1
    aliases: [JP, CL]
  Chris Lattner:
    aliases:
      - CL
    gain: loud
    pan: true
  Joe Pamer:
    voice: kokoro:am_puck
  1990: {}
pauses:
  - 1
show: {cover: none.png, title: 2024-01-01}
chapters: {by: questions}
pronunciations:
  x:
"""


def problems(path: Path, text: str | bytes, catalogue=()) -> tuple[Problem, ...]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SettingsError) as caught:
        effective_settings(path, catalogue=catalogue)
    return caught.value.problems


def test_all_problems_are_reported_at_once_each_at_its_line(tmp_path, catalogue):
    found = problems(tmp_path / "voices.yaml", ALL_WRONG, catalogue)
    assert [(problem.line, problem.sentence.split()[0]) for problem in found] == [
        (1, "shwo"),
        (3, "engine:"),
        (5, "narrator.voice:"),
        (8, "speakers.Joe"),
        (9, "speakers.Joe"),
        (10, "speakers.Joe"),
        (14, "the"),
        (15, "speakers.Chris"),
        (16, "speakers.Chris"),
        (17, "speakers.Joe"),
        (19, "speakers"),
        (20, "pauses"),
        (22, "show.title"),
        (22, "show.cover"),
        (23, "chapters.by"),
        (25, "pronunciations.x"),
    ]
    assert {problem.source for problem in found} == {str(tmp_path / "voices.yaml")}


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (
            "loudness: {target: -50}",
            1,
            "loudness.target is -50; it must be a number from -40 to -8 or apple, spotify, ebu or acx.",
        ),
        ("pauses:\n  end: .inf", 2, "pauses.end is inf; it must be a number from 0 to 10."),
        ("pauses:\n  end: .nan", 2, "a number from 0 to 10"),
        ("paauses:\n  end: 1", 1, "Did you mean pauses?"),
        ("speakers:\n  Jo: 5", 2, "speakers.Jo is 5; it must be a section with"),
        ("speakers:\n  Jo:\n    aliases: J", 3, "it must be a list, such as"),
        ("speakers:\n  Jo:\n    aliases: [J, 1]", 3, "speakers.Jo.aliases.1 is 1; it must be text"),
        ("speakers:\n  Jo: {}\n  JO: {}", 3, "JO is named twice, as Jo too"),
        ("speakers:\n  Narrator: {}", 2, "the narrator has a section of its own"),
        ("speakers:\n  Jo: {aliases: [Al]}\n  Al: {}", 2, "the label Al is claimed by Al and by Jo"),
        ("show:\n  cover: 3", 2, "it must be the path of a picture"),
        ("show:\n  cover: voices.yaml", 2, "it must be a .jpg, .jpeg or .png file"),
        ("- a\n- b", None, "settings are lines of `name: …`, not a list."),
        ("engine: ''", 1, "engine is ''; it must be text"),
        ("engine: tonne", 1, "Did you mean tone?"),
        ("narrator:\n  voice: tone:mud", 2, "did you mean tone:mid?"),
        ("narrator:\n  voice: 'tone:'", 2, "write engine:name"),
    ],
)
def test_a_wrong_setting_says_what_is_allowed(tmp_path, catalogue, text, line, says):
    (problem,) = problems(tmp_path / "voices.yaml", text, catalogue)
    assert problem.line == line
    assert says in problem.sentence


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("show:\n\ttitle: x", 2, "a tab stands at the start of this line"),
        ("show:\n  title: Talk: the show", 2, "put text that holds ': ' in quotes"),
        ('show:\n  title: "Talk\n\n', 2, "a quote or bracket that opens here is not closed"),
        ("speakers:\n  Jo: {voice: x\npauses: {}\n", 2, "a quote or bracket that opens here is not closed"),
        ("speakers:\n  Jo: {}\n Al: {}\n", 3, "does not fit those above it"),
        ("engine: tone\nloudness\n", 2, "lacks a colon after the name"),
        ("engine: @x\n", 1, "put it in quotes"),
        ("show: {}\n---\nshow: {}", 2, "a second YAML document begins here"),
        ("show:\n  title: *star", 2, "in quotes"),
        ("show:\n  title: !star x", 2, "in quotes"),
        ("show:\n  title: a\x07b", 2, "a character here that YAML does not allow"),
        ("show: {}\nengine: tone\nshow: {}", 3, "show stands here a second time, after line 1"),
        ("show: &a [*a]", 1, "show is a list; it must be a section"),
        (b"show:\n  title: caf\xe9", 2, "byte 0xE9 is no UTF-8"),
        ("show: {}".encode("utf-16"), 1, "byte 0xFF is no UTF-8"),
        ("show:\n  date: 2024-06-31", None, "cannot be read: day is out of range"),
        ("[" * 5000, None, "nested too deeply"),
    ],
)
def test_broken_yaml_is_one_sentence_with_its_line(tmp_path, text, line, says):
    (problem,) = problems(tmp_path / "voices.yaml", text)
    assert problem.line == line
    assert says in problem.sentence
    assert "\n" not in problem.sentence


def test_a_settings_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(SettingsError, match="cannot be read: No such file"):
        effective_settings(tmp_path / "voices.yaml")


@given(st.binary(max_size=60))
def test_no_file_whatever_is_in_it_ends_in_a_traceback(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(data)
    assert sources_of_problems(lambda: effective_settings(path)) <= {str(path)}


def sources_of_problems(read: Callable[[], Settings]) -> set[str]:
    """Give where the problems of a reading come from; any other error goes through."""
    try:
        read()
    except SettingsError as error:
        return {problem.source for problem in error.problems}
    return set()


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(
                st.sampled_from([*Settings.model_fields, "voice", "aliases", "Jo", "speed"]),
                inner,
                max_size=4,
            )
        ),
    )
)
def test_any_option_is_taken_or_refused_in_sentences(value):
    for option in ("speakers", "narrator", "show", "pauses"):
        given_so = {option: value}
        assert sources_of_problems(lambda: effective_settings(options=given_so)) <= {f"--{option}"}  # noqa: B023 - called at once


@pytest.mark.parametrize(
    "text", ["", "# nothing yet\n", "---\n", "speakers:\npauses:\nshow:\n", "\ufeffshow: {}\n"]
)
def test_blank_sections_and_files_mean_the_defaults(tmp_path, text):
    path = tmp_path / "voices.yaml"
    path.write_text(text, encoding="utf-8")
    assert effective_settings(path).model_dump() == Settings().model_dump()


def test_a_speaker_with_nothing_said_of_them_is_known_by_name(tmp_path):
    path = tmp_path / "voices.yaml"
    path.write_text("speakers:\n  Joe Pamer:\n  Chris Lattner:\n    voice:\n    speed:\n", encoding="utf-8")
    speakers = effective_settings(path).speakers
    assert list(speakers) == ["Joe Pamer", "Chris Lattner"]
    assert speakers["Chris Lattner"].speed is None


def test_a_cover_is_seen_from_the_settings_file(tmp_path):
    (tmp_path / "cover.png").write_bytes(b"\x89PNG")
    (tmp_path / "voices.yaml").write_text("show: {cover: cover.png}", encoding="utf-8")
    assert effective_settings(tmp_path / "voices.yaml").show.cover == tmp_path / "cover.png"


def test_settings_beside_the_script_come_before_those_of_the_working_folder(tmp_path, monkeypatch):
    show, work = tmp_path / "show", tmp_path / "work"
    show.mkdir()
    work.mkdir()
    monkeypatch.chdir(work)
    assert find_settings(show / "talk.txt") is None
    (work / "voices.yaml").touch()
    assert find_settings(show / "talk.txt") == Path("voices.yaml")
    (show / "voices.yaml").touch()
    assert find_settings(show / "talk.txt") == show / "voices.yaml"


@pytest.fixture
def show(tmp_path):
    """Give a settings file with two speakers."""
    path = tmp_path / "voices.yaml"
    path.write_text(
        "engine: kokoro\n"
        "loudness: {target: -18, peak: -2}\n"
        "speakers:\n"
        "  Chris Lattner: {aliases: [CL], voice: kokoro:am_michael, gain: 2}\n"
        "  Jane Park: {aliases: [JP]}\n",
        encoding="utf-8",
    )
    return path


def test_options_override_front_matter_which_overrides_the_file(show, make_script):
    script = make_script(
        "Chris Lattner",
        settings={"loudness": {"target": -20, "room_tone": -70}, "speakers": {"cl": {"voice": "tone:low"}}},
    )
    options = {"engine": "tone", "loudness.target": -14, "pauses.end": None}
    settings = effective_settings(show, script, options=options)
    assert settings.loudness.room_tone == -70
    assert settings.loudness.target == -14
    assert settings.loudness.peak == -2
    assert settings.pauses.end == 1.0
    chris = settings.speakers["Chris Lattner"]
    assert (chris.voice, chris.gain, chris.aliases) == ("tone:low", 2, ("CL",))
    assert "cl" not in settings.speakers


def test_every_setting_knows_where_it_was_made(show, make_script):
    script = make_script("Chris Lattner", settings={"speakers": {"Jane Park": {"voice": "tone:low"}}})
    settings = effective_settings(show, script, options={"engine": "tone"}, voices={"Narrator": "tone:mid"})
    places = {
        ("speakers", "Chris Lattner", "voice"): ("settings", f"{show}:4"),
        ("speakers", "Jane Park", "voice"): ("front matter", "talk.md"),
        ("narrator", "voice"): ("option", "--voice"),
        ("engine",): ("option", "--engine"),
    }
    for path, (reason, place) in places.items():
        origin = settings.origin(*path)
        assert origin is not None
        assert (origin.reason, origin.place) == (reason, place)
    assert settings.origin("pauses", "end") is None


def test_an_alias_that_the_script_gives_to_somebody_else_is_theirs(show, make_script):
    script = make_script("Joe Pamer", settings={"speakers": {"Joe Pamer": {"aliases": ["JP"]}}})
    assert effective_settings(show, script).aliases() == {"CL": "Chris Lattner", "JP": "Joe Pamer"}


def test_front_matter_of_other_tools_is_no_mistake_but_a_mistyped_setting_is(make_script):
    blog = {"layout": "post", "tags": ["a"], "author": "Ann", "permalink": "/x"}
    assert (
        effective_settings(script=make_script("Ann", settings=blog)).model_dump() == Settings().model_dump()
    )
    with pytest.raises(SettingsError, match=r"talk\.md: spekers is no setting\. Did you mean speakers\?"):
        effective_settings(script=make_script("Ann", settings={"spekers": {}}))


def test_problems_of_all_sources_come_together_each_at_its_own(show, make_script, catalogue):
    script = make_script("Ann", settings={"pauses": {"end": 99}})
    show.write_text("engin: tone\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        effective_settings(
            show, script, options={"loudness.peek": 0}, voices={"Ann": "tone:lo"}, catalogue=catalogue
        )
    places = [(problem.source, problem.line) for problem in caught.value.problems]
    assert places == [(str(show), 1), ("talk.md", None), ("--loudness-peek", None), ("--voice", None)]


def test_a_list_of_a_later_layer_takes_the_place_of_an_earlier_one_but_aliases_add_up(tmp_path):
    file = tmp_path / "voices.yaml"
    file.write_text(
        "output:\n  formats: [mp3, flac]\nspeakers:\n  Ada Stone:\n    aliases: [AS]\n", encoding="utf-8"
    )
    options = {"output.formats": ("m4a",), "speakers.Ada Stone.aliases": ("Addie",)}
    settings = effective_settings(file, options=options)
    assert settings.output.formats == ("m4a",)
    assert settings.speakers["Ada Stone"].aliases == ("AS", "Addie")


def test_an_unknown_audio_format_is_told_once_with_those_there_are(tmp_path):
    file = tmp_path / "voices.yaml"
    file.write_text("output:\n  formats: [mp3, ogg]\n  sample_rate: 22050\n", encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        effective_settings(file)
    first, second = sorted(map(str, raised.value.problems))
    assert "'ogg'; it must be mp3, m4a, opus, flac or wav" in first
    assert "22050; it must be 44100 or 48000" in second


def test_no_audio_format_at_all_is_a_mistake(tmp_path):
    file = tmp_path / "voices.yaml"
    file.write_text("output:\n  formats: []\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"output\.formats is an empty list; it must be a list, such as"):
        effective_settings(file)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "/zzz???/",
            "the pronunciation of 'Gerald' is '/zzz???/', and ? between the slashes is no sign of IPA",
        ),
        ("/ˈdʒerəLd/", "L between the slashes"),
        ("/ˈ/", "no sound between the slashes"),
        ("GAR--", "a hyphen in it stands between no two syllables; write it as in PAY-mer"),
        ("J*rald", "* is nothing to say"),
        ("JER-ald; GER-alt?? (de)", "? is nothing to say"),
        ("&", "nothing to say in it"),
        ("/ˈdʒerəld", "cannot be read"),
    ],
)
def test_a_pronunciation_that_nobody_can_say_is_told_with_its_line(
    tmp_path: Path, said: str, told: str
) -> None:
    file = tmp_path / "voices.yaml"
    file.write_text(f"pronunciations:\n  Ada: AY-da\n  Gerald: {said!r}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=re.escape(told)) as error:
        effective_settings(file)
    assert str(error.value).startswith(f"{file}:3: ")
    assert len(error.value.problems) == 1


@pytest.mark.parametrize(
    "said",
    [
        "/ˈpeɪmɚ/", "/pˈAməɹ/", "/t͡ʃɪ̃ɡˈʁãː/", "/ɓaˈǃxũ˥˩/", "/nyjɔːk/", "PAY-mer", "see plus plus",
        "O'BRY-en", "tschätt (de); /ʃa/ (fr, exact)", "キャット", "카트", "का-ट", "U.S.",
        "GPT 4", "JIF /ˈdʒɪf/",
    ],
)  # fmt: skip
def test_what_somebody_can_say_is_a_pronunciation(tmp_path: Path, said: str) -> None:
    file = tmp_path / "voices.yaml"
    file.write_text(f'pronunciations:\n  Gerald: "{said}"\n', encoding="utf-8")
    assert effective_settings(file).pronunciations == {"Gerald": said}


@pytest.mark.parametrize(
    ("option", "given", "meant"),
    [
        ("output.formats", "mp4", "m4a"),
        ("output.formats", "flak", "flac"),
        ("output.files", "captions", "vtt"),
        ("output.files", "manifst", "manifest"),
    ],
)
def test_what_a_file_is_called_elsewhere_is_known(option: str, given: str, meant: str) -> None:
    with pytest.raises(SettingsError, match=f"Did you mean {meant}\\?"):
        effective_settings(options={option: [given]})
