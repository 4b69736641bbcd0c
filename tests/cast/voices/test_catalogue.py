from __future__ import annotations

import pytest

from audio.cast import Settings, Voice, by_grade, engines, equivalent, find, select, settings_schema
from audio.errors import VoiceError


def test_a_voice_is_found_by_engine_and_name(catalogue):
    assert find(catalogue, "kokoro:am_puck").gender == "male"
    assert find(catalogue, " kokoro : am_puck ").name == "am_puck"
    assert str(find(catalogue, "am_puck")) == "kokoro:am_puck"


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("kokoro:am_pukc", "did you mean kokoro:am_puck?"),
        ("kokoro:AM_PUCK", "did you mean kokoro:am_puck?"),
        ("kokoro:qqq", "it has af_heart, af_bella, bf_emma, bm_fable and others"),
        ("gtts:qqq", "it has de: `vivavoce voices` lists them."),
        ("hibarri:heart", "there is no engine 'hibarri'. Did you mean hibari?"),
        ("am_pukc", "did you mean am_puck?"),
        ("", "A voice is written engine:name"),
        (":heart", "write engine:name"),
    ],
)
def test_a_wrong_voice_says_what_may_have_been_meant(catalogue, written, says):
    with pytest.raises(VoiceError) as caught:
        find(catalogue, written)
    assert says in str(caught.value)


def test_voices_are_selected_by_engine_language_and_gender_best_grade_first(catalogue):
    found = [entry.name for entry in select(catalogue, engine="kokoro", language="en-GB", gender="female")]
    assert found[0] == "af_heart"
    assert set(found) == {e.name for e in catalogue if e.name[:2] in ("af", "bf")}
    assert [entry.engine for entry in select(catalogue, language="de_DE")] == ["gtts"]
    assert engines(catalogue) == ("kokoro", "hibari", "tone", "gtts")


def test_grades_sort_as_in_school_and_no_grade_is_below_a_c(catalogue):
    grades = ["", "A", "F", "C+", "A-", "C", "B-", "C-", "E"]
    entries = [type(catalogue[0])("x", grade, "en", "unknown", grade) for grade in grades]
    assert [entry.grade for entry in by_grade(entries)] == ["A", "A-", "B-", "C+", "C", "C-", "", "E", "F"]


@pytest.mark.parametrize(
    ("kokoro", "hibari"),
    [
        ("af_heart", "heart"),
        ("am_fenrir", "fenrir"),
        ("bf_emma", "emma"),
        ("bm_fable", "fable"),
        ("af_kore", "kore"),
    ],
)
def test_one_engines_version_of_anothers_voice_has_the_same_given_name(catalogue, kokoro, hibari):
    there = equivalent(catalogue, Voice("kokoro", kokoro), "hibari")
    back = equivalent(catalogue, Voice("hibari", hibari), "kokoro")
    assert str(there) == f"hibari:{hibari}"
    assert str(back) == f"kokoro:{kokoro}"


def test_a_voice_without_a_version_in_another_engine_has_none(catalogue):
    assert equivalent(catalogue, Voice("kokoro", "am_michael"), "hibari") is None
    assert equivalent(catalogue, Voice("other", "x_de"), "gtts") is None


def test_the_schema_describes_every_setting():
    schema = settings_schema()
    assert set(schema["properties"]) == set(Settings.model_fields)
    parts = [schema, *schema["$defs"].values()]
    for part in parts:
        assert part["additionalProperties"] is False
        for setting in part["properties"].values():
            section = schema["$defs"].get(setting.get("$ref", "").rpartition("/")[2], {})
            assert setting.get("description") or section["description"]
