from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.cast import (
    ALIKE,
    Settings,
    SpeakerSettings,
    cast_script,
    check_given_voices,
    distance,
    effective_settings,
    likely_gender,
)
from audio.errors import SettingsError, VoiceError

NAMES = st.lists(
    st.one_of(
        st.sampled_from(["Joe Pamer", "Ruth Arkwright", "Chris Lattner", "Mrs. Varga", "Q", "Callum Reid"]),
        st.text("abcdefgäß -", min_size=1, max_size=8).filter(str.strip),
    ),
    min_size=1,
    max_size=9,
    unique_by=lambda name: " ".join(name.casefold().split()),
)


def voices(script, settings, catalogue):
    return {member.speaker: str(member.voice) for member in cast_script(script, settings, catalogue).members}


@given(NAMES)
def test_the_same_script_has_the_same_cast_each_time_whatever_the_order_of_the_catalogue(
    make_script, catalogue, names
):
    script = make_script("Narrator", *names)
    cast = cast_script(script, Settings(), catalogue)
    assert cast == cast_script(script, Settings(), catalogue[::-1])
    assert [member.speaker for member in cast.members] == ["Narrator", *names]


@given(NAMES)
def test_voices_are_distinct_while_they_last(make_script, catalogue, names):
    cast = cast_script(make_script("Narrator", *names), Settings(), catalogue)
    assert len({str(member.voice) for member in cast.members}) == len(names) + 1
    assert not cast.warnings


@given(NAMES, st.integers(2, 4))
def test_where_voices_run_out_they_are_shared_evenly_and_it_is_said(make_script, catalogue, names, few):
    tones = tuple(entry for entry in catalogue if entry.engine == "tone")[:few]
    cast = cast_script(make_script("Narrator", *names), Settings(engine="tone"), tones)
    counts = [[str(m.voice) for m in cast.members].count(str(tone)) for tone in tones]
    assert max(counts) - min(counts) <= 1
    assert bool(cast.warnings) == (len(names) + 1 > few)


@given(NAMES, st.randoms(use_true_random=False))
def test_a_voice_depends_on_the_name_alone_unless_two_names_want_the_same_or_voices_that_are_alike(
    make_script, catalogue, names, random
):
    alone = {name: voices(make_script("Narrator", name), Settings(), catalogue)[name] for name in names}
    together = names[:]
    random.shuffle(together)
    cast = voices(make_script("Narrator", *together), Settings(), catalogue)
    for place, name in enumerate(together):
        before = {cast[other] for other in together[:place]}
        wanted = alone[name]
        alike = {other for other in before if (distance(wanted, other) or 0.0) < ALIKE}
        assert cast[name] == wanted or alike


@given(NAMES)
def test_a_voice_fits_the_likely_gender_and_is_of_a_good_grade_while_those_last(
    make_script, catalogue, names
):
    entries = {str(entry): entry for entry in catalogue}
    cast = cast_script(make_script(*names), Settings(), catalogue)
    for member in cast.members[:4]:
        entry = entries[str(member.voice)]
        assert likely_gender(member.speaker) in ("unknown", entry.gender)
        assert entry.grade
        assert entry.language.startswith("en")


def test_everybody_who_must_share_is_told_of_in_one_line(make_script, catalogue):
    few = tuple(entry for entry in catalogue if entry.name in ("ef_dora", "em_alex"))
    cast = cast_script(make_script("Narrator", "José", "Alex", "Rosario", language="es"), Settings(), few)
    (warning,) = cast.warnings
    assert warning == (
        "Narrator and Alex share kokoro:ef_dora; José and Rosario share kokoro:em_alex: "
        "kokoro has 2 voices at hand for the language 'es'."
    )


def test_voices_that_are_much_alike_are_told_of_where_there_are_no_others(make_script, catalogue):
    alike = tuple(entry for entry in catalogue if entry.name in ("af_heart", "af_bella"))
    (warning,) = cast_script(make_script("Narrator", "Ruth"), Settings(), alike).warnings
    assert warning.startswith(
        "Voices that are much alike: Narrator and Ruth (kokoro:af_heart, kokoro:af_bella)."
    )
    settings = Settings(
        narrator=SpeakerSettings(voice="kokoro:af_heart"),
        speakers={"Ruth": SpeakerSettings(voice="kokoro:af_bella")},
    )
    assert not cast_script(make_script("Narrator", "Ruth"), settings, catalogue).warnings


def test_where_all_voices_are_alike_the_least_alike_is_chosen(make_script, catalogue):
    few = tuple(entry for entry in catalogue if entry.name in ("af_heart", "af_bella", "af_sarah"))
    cast = voices(make_script("Narrator", "Ruth"), Settings(), few)
    far = {entry.name: distance("kokoro:af_heart", str(entry)) for entry in few}
    assert far["af_bella"] < far["af_sarah"] < ALIKE
    assert cast["Ruth"] == "kokoro:af_sarah"


def test_different_names_get_different_voices_and_not_all_the_best_one(make_script, catalogue):
    women = ["Ruth", "Nora", "Helen", "Alice", "Emma", "Grace", "Priya", "Ingrid", "Carmen", "Fatima"]
    chosen = {voices(make_script(name), Settings(), catalogue)[name] for name in women}
    assert len(chosen) >= 4


def test_the_narrator_has_the_best_voice_and_keeps_it_from_guests_even_in_an_episode_without_narration(
    make_script, catalogue
):
    assert voices(make_script("Narrator"), Settings(), catalogue) == {"Narrator": "kokoro:af_heart"}
    assert voices(make_script("Narrator"), Settings(engine="tone"), catalogue) == {"Narrator": "tone:low"}
    guests = [f"Guest {number}" for number in range(18)]
    assert "kokoro:af_heart" not in voices(make_script(*guests), Settings(), catalogue).values()


def test_a_voice_in_the_settings_is_found_by_name_alias_and_label_whatever_the_case(make_script, catalogue):
    joe = SpeakerSettings(aliases=("JP",), voice="tone:low", speed=1.1, gain=-2, pan=0.5)
    settings = Settings(speakers={"Joe Pamer": joe})
    assert voices(make_script("JOE  PAMER"), settings, catalogue) == {"JOE  PAMER": "tone:low"}
    assert voices(make_script("jp"), settings, catalogue) == {"jp": "tone:low"}
    joseph = make_script("Joseph P.", language="en-GB", labels={"Joseph P.": ("Joseph P.", "JP")})
    voice = cast_script(joseph, settings, catalogue).voice_of("Joseph P.")
    assert (voice.speed, voice.gain_db, voice.pan, voice.language) == (1.1, -2, 0.5, "en-GB")


def test_the_narrators_aliases_are_the_narrator(make_script, catalogue):
    settings = Settings(narrator=SpeakerSettings(aliases=("Announcer",), voice="tone:top"))
    cast = voices(make_script("Narrator", "ANNOUNCER", "Joe"), settings, catalogue)
    assert cast["ANNOUNCER"] == cast["Narrator"] == "tone:top"


def test_speed_and_gain_hold_for_somebody_whose_voice_is_chosen(make_script, catalogue):
    settings = Settings(speakers={"Joe": SpeakerSettings(speed=0.9, gain=3)})
    voice = cast_script(make_script("Joe"), settings, catalogue).voice_of("Joe")
    assert (voice.speed, voice.gain_db) == (0.9, 3)


def test_a_chosen_voice_is_none_that_the_settings_give_to_somebody_else(make_script, catalogue):
    usual = voices(make_script("Joe"), Settings(), catalogue)["Joe"]
    taken = Settings(speakers={"Ann": SpeakerSettings(voice=usual)})
    assert voices(make_script("Joe", "Ann"), taken, catalogue)["Joe"] != usual
    assert voices(make_script("Joe"), taken, catalogue)["Joe"] != usual


def test_the_language_of_the_script_chooses_the_voices(make_script, catalogue):
    spanish = voices(make_script("Narrator", "José", language="es"), Settings(), catalogue)
    assert spanish == {"Narrator": "kokoro:ef_dora", "José": "kokoro:em_alex"}
    british = voices(make_script("Ruth", "Callum", language="en-GB"), Settings(), catalogue)
    assert all(voice.startswith("kokoro:b") for voice in british.values())


def test_a_language_that_the_engine_has_no_voice_for_is_an_error_that_names_one_that_has(
    make_script, catalogue
):
    with pytest.raises(VoiceError, match="kokoro has no voice for the language 'de'; gtts can"):
        cast_script(make_script("Jürgen", language="de"), Settings(), catalogue)
    with pytest.raises(VoiceError, match="no other engine can either"):
        cast_script(make_script("Jari", language="fi"), Settings(), catalogue)
    with pytest.raises(VoiceError, match="Did you mean kokoro"):
        cast_script(make_script("Joe"), Settings(engine="kokkoro"), catalogue)


def test_voices_at_hand_come_before_those_that_would_have_to_be_fetched(make_script, catalogue):
    cast = cast_script(make_script("Narrator", "Joe", "Ann"), Settings(engine="hibari"), catalogue)
    assert {str(member.voice) for member in cast.members} == {"hibari:heart"}
    (warning,) = cast.warnings
    assert warning == (
        "Narrator, Joe and Ann share hibari:heart: hibari has 1 voice at hand for the language 'en'. "
        "`vivavoce engines fetch hibari` gets 4 more."
    )


def test_where_nothing_is_at_hand_yet_all_voices_are_there_to_choose_from(make_script, catalogue):
    fetched_later = tuple(entry for entry in catalogue if not entry.ready)
    cast = voices(make_script("Narrator", "Joe", "Ann"), Settings(engine="hibari"), fetched_later)
    assert len(set(cast.values())) == 3
    assert cast["Joe"] in ("hibari:fenrir", "hibari:fable")


def test_two_who_share_a_voice_by_the_settings_are_no_surprise(make_script, catalogue):
    same = SpeakerSettings(voice="tone:low")
    cast = cast_script(make_script("Joe", "Ann"), Settings(speakers={"Joe": same, "Ann": same}), catalogue)
    assert not cast.warnings


SHOW = {
    "narrator": {"voice": "kokoro:af_heart"},
    "speakers": {
        "Chris": {"voice": "kokoro:am_michael", "speed": 1.2},
        "Joe": {"voice": "kokoro:am_fenrir"},
        "Ann": {"voice": "hibari:kore"},
    },
}


def test_an_engine_asked_for_by_an_option_speaks_everybody_with_its_versions_of_their_voices(
    make_script, catalogue
):
    at_hand = tuple(entry for entry in catalogue if entry.engine == "kokoro") + tuple(
        type(entry)(entry.engine, entry.name, entry.language, entry.gender)
        for entry in catalogue
        if entry.engine == "hibari"
    )
    script = make_script("Narrator", "Chris", "Joe", "Ann", settings=SHOW)
    settings = effective_settings(script=script, options={"engine": "hibari"}, catalogue=at_hand)
    cast = cast_script(script, settings, at_hand)
    by_name = {member.speaker: member for member in cast.members}
    assert str(by_name["Narrator"].voice) == "hibari:heart"
    assert str(by_name["Joe"].voice) == "hibari:fenrir"
    assert str(by_name["Ann"].voice) == "hibari:kore"
    assert by_name["Joe"].reason == "option"
    assert by_name["Joe"].why == "--engine hibari: its version of kokoro:am_fenrir"
    assert by_name["Ann"].reason == "front matter"
    assert by_name["Chris"].reason == "automatic"
    assert by_name["Chris"].why.startswith(
        "in place of kokoro:am_michael: whether Chris is a man or a woman is not told; "
    )
    assert by_name["Chris"].voice.speed == 1.2
    assert not cast.warnings


def test_a_version_that_is_not_at_hand_gives_way_to_what_is(make_script, catalogue):
    script = make_script("Narrator", "Chris", "Joe", settings=SHOW)
    settings = effective_settings(script=script, options={"engine": "hibari"}, catalogue=catalogue)
    cast = cast_script(script, settings, catalogue)
    assert {str(member.voice) for member in cast.members} == {"hibari:heart"}
    assert len(cast.warnings) == 1


def in_file(folder, settings):
    """Give a settings file; JSON is YAML."""
    (folder / "voices.yaml").write_text(json.dumps(settings), encoding="utf-8")
    return folder / "voices.yaml"


def test_an_engine_in_the_settings_leaves_the_voices_of_others_alone(make_script, catalogue, tmp_path):
    script = make_script("Joe", "Zoe")
    cast = voices(script, effective_settings(in_file(tmp_path, {**SHOW, "engine": "tone"})), catalogue)
    assert cast["Joe"] == "kokoro:am_fenrir"
    assert cast["Zoe"].startswith("tone:")


def test_a_voice_given_by_an_option_stands_against_an_engine_given_by_an_option(
    make_script, catalogue, tmp_path
):
    script, file = make_script("Joe"), in_file(tmp_path, SHOW)
    settings = effective_settings(file, options={"engine": "tone"}, voices={"joe": "kokoro:am_puck"})
    (member,) = cast_script(script, settings, catalogue).members
    assert (str(member.voice), member.reason, member.why) == ("kokoro:am_puck", "option", "--voice")


def test_a_voice_given_to_somebody_who_does_not_speak_is_an_error_that_names_who_may_be_meant(make_script):
    script = make_script("Joe Pamer", "Ann")
    for called in ("Jo Pamer", "jow", "Pammer"):
        settings = effective_settings(script=script, voices={called: "tone:low"})
        with pytest.raises(SettingsError) as found:
            check_given_voices([(script, settings)])
        assert str(found.value) == (
            f"--voice: nobody called {called} speaks in this script. Did you mean Joe Pamer?"
        )
    settings = effective_settings(script=script, voices={"Xavier": "tone:low"})
    with pytest.raises(SettingsError, match="These do: Joe Pamer, Ann and Narrator"):
        check_given_voices([(script, settings)])


def test_a_voice_given_for_several_scripts_need_have_its_speaker_in_one_of_them_only(make_script):
    one, other = make_script("Joe", "Ann"), make_script("Ben", "Ann")
    readings = [(each, effective_settings(script=each, voices={"Ben": "tone:low"})) for each in (one, other)]
    check_given_voices(readings)
    wrong = [(each, effective_settings(script=each, voices={"Bob": "tone:low"})) for each in (one, other)]
    with pytest.raises(SettingsError, match="in any of these scripts"):
        check_given_voices(wrong)


def test_a_voice_may_be_given_to_a_label_an_alias_or_a_narrator_who_is_silent_here(make_script):
    script = make_script(
        "Joseph P.", labels={"Joseph P.": ("JP",)}, settings={"speakers": {"Joe": {"aliases": ["JP"]}}}
    )
    for called in ("jp", "Joe", "JOSEPH P.", "narrator"):
        check_given_voices([(script, effective_settings(script=script, voices={called: "tone:low"}))])


def test_a_cast_says_why(make_script, catalogue, tmp_path):
    path = tmp_path / "voices.yaml"
    path.write_text("speakers:\n  Joe:\n    voice: tone:low\n", encoding="utf-8")
    script = make_script("Joe", "Ruth", "Alex")
    why = {m.speaker: m.why for m in cast_script(script, effective_settings(path), catalogue).members}
    assert why["Joe"] == f"{path}:3"
    assert why["Ruth"].startswith("Ruth is likely female; ")
    assert why["Ruth"].endswith("is free")
    assert why["Alex"].startswith("whether Alex is a man or a woman is not told; ")


PEOPLE = ("Narrator", "Maya Okonkwo", "Joe Pamer", "Ruth Arkwright", "Leo Marsh", "Nora Whitlock")


@pytest.mark.parametrize("who", PEOPLE[1:])
def test_nobody_moves_when_another_is_given_a_voice_except_whoever_would_have_the_same(
    make_script, catalogue, who
):
    script = make_script(*PEOPLE)
    alone = voices(script, Settings(), catalogue)
    for entry in catalogue:
        if entry.engine == "kokoro" and entry.language.startswith("en"):
            settings = Settings.model_validate({"speakers": {who: {"voice": str(entry)}}})
            now = voices(script, settings, catalogue)
            same = {name for name, voice in alone.items() if voice == str(entry)}
            assert {name for name in PEOPLE if now[name] != alone[name]} <= {who, *same}
            assert len(set(now.values())) == len(PEOPLE)


def test_a_voice_that_is_set_for_somebody_of_another_episode_moves_one_at_most(make_script, catalogue):
    script = make_script(*PEOPLE)
    alone = voices(script, Settings(), catalogue)
    for name in PEOPLE[1:]:
        settings = Settings.model_validate({"speakers": {"Ada Stone": {"voice": alone[name]}}})
        now = voices(script, settings, catalogue)
        assert {name for name in PEOPLE if now[name] != alone[name]} == {name}


def test_a_voice_that_a_setting_leaves_free_is_not_left_unused_while_others_share(make_script, catalogue):
    script = make_script("Narrator", "Ann", "Joe", "Ruth", "Leo")
    settings = Settings.model_validate({"engine": "tone", "speakers": {"Ann": {"voice": "kokoro:af_kore"}}})

    assert len(set(voices(script, settings, catalogue).values())) == 5


def test_a_narrator_who_says_nothing_keeps_no_voice_from_a_guest_whom_no_other_fits(make_script, catalogue):
    spanish = make_script("Ana Ruiz", "Luis Mora", language="es")
    assert voices(spanish, Settings(), catalogue) == {
        "Ana Ruiz": "kokoro:ef_dora",
        "Luis Mora": "kokoro:em_alex",
    }
    narrated = make_script("Narrator", "Ana Ruiz", "Luis Mora", language="es")
    assert voices(narrated, Settings(), catalogue)["Narrator"] == "kokoro:ef_dora"


def test_a_narrator_who_says_nothing_keeps_the_best_voice_from_guests_who_may_have_others(
    make_script, catalogue
):
    cast = voices(make_script("Ann Lee", "Eve Day"), Settings(), catalogue)
    assert "kokoro:af_heart" not in cast.values()
