from __future__ import annotations

import math
from itertools import combinations

import pytest

from audio.cast import ALIKE, candidates, cast_script, distance
from audio.cast.settings.model import Settings
from audio.cast.settings.model import SpeakerSettings as Person
from audio.cast.voices.likeness import nearest_distance, place_of
from audio.errors import InputError
from audio.speech import catalogue as every_voice


def test_every_voice_of_kokoro_and_hibari_was_measured():
    measured = [entry for entry in every_voice() if entry.engine in ("kokoro", "hibari")]
    assert len(measured) == 59
    assert not [str(entry) for entry in measured if place_of(str(entry)) is None]


def test_a_distance_is_the_same_both_ways_and_nothing_to_oneself():
    assert distance("kokoro:af_heart", "kokoro:af_heart") == 0
    assert distance("kokoro:am_puck", "kokoro:bm_george") == distance("kokoro:bm_george", "kokoro:am_puck")
    assert distance("kokoro:am_puck", "edge:en-GB-RyanNeural") is None


def test_the_same_voice_in_two_engines_is_nearer_than_any_two_voices_of_one():
    names = [str(entry) for entry in every_voice() if entry.engine == "kokoro"]
    nearest = min(distance(one, other) for one, other in combinations(names, 2))
    assert distance("kokoro:af_heart", "hibari:heart") < nearest


def test_women_and_men_are_further_apart_than_most_voices_of_one_gender():
    english = [entry for entry in every_voice() if entry.engine == "kokoro" and entry.language[:2] == "en"]
    same, other = [], []
    for a, b in combinations(english, 2):
        (same if a.gender == b.gender else other).append(distance(str(a), str(b)))
    assert sorted(other)[len(other) // 20] > sorted(same)[len(same) // 3] > ALIKE


def test_a_blend_lies_between_its_parts_nearer_to_the_larger():
    blend = "kokoro:af_heart*0.75+bm_george*0.25"
    whole = distance("kokoro:af_heart", "kokoro:bm_george")
    assert distance(blend, "kokoro:af_heart") == pytest.approx(0.25 * whole, abs=0.02)
    assert distance(blend, "kokoro:bm_george") == pytest.approx(0.75 * whole, abs=0.02)
    assert distance("kokoro:af_heart+bm_george", "kokoro:af_heart") == pytest.approx(0.5 * whole, abs=0.02)
    for unknown in (
        "kokoro:af_heart+af_nobody",
        "kokoro:+",
        "openai:alloy+ash",
        "kokoro:af_heart*0+af_bella*0",
    ):
        assert place_of(unknown) is None


def test_the_nearest_of_voices_that_nobody_measured_is_infinitely_far():
    assert nearest_distance("kokoro:af_heart", ["edge:x", "gtts:en"]) == math.inf
    assert nearest_distance("kokoro:af_heart", ["edge:x", "kokoro:af_heart"]) == 0


def test_candidates_differ_from_each_other_from_the_present_voice_and_from_everybody_else(
    make_script, catalogue
):
    script = make_script("Narrator", "Ruth", "Joe")
    settings = Settings(speakers={"Joe": Person(aliases=("JP",), voice="kokoro:am_fenrir")})
    others = [str(entry) for entry in candidates(script, settings, catalogue, "jp")]
    present = [str(member.voice) for member in cast_script(script, settings, catalogue).members]
    assert len(others) == len(set(others)) == 4
    assert not set(others) & set(present)
    assert min(distance(one, two) for one, two in combinations([*others, *present], 2)) >= ALIKE
    assert all(voice.startswith(("kokoro:am_", "kokoro:bm_")) for voice in others)


def test_a_voice_that_somebody_has_in_other_episodes_is_no_candidate_while_others_are_left(
    make_script, catalogue
):
    script = make_script("Narrator", "Ruth", "Joe")
    first = [str(entry) for entry in candidates(script, Settings(), catalogue, "Joe")]
    guest = Settings(speakers={"Guest": Person(voice=first[0])})
    assert first[0] not in [str(entry) for entry in candidates(script, guest, catalogue, "Joe")]


def test_candidates_end_where_voices_do_and_are_of_the_engine_that_speaks(make_script, catalogue):
    script = make_script("Narrator", "Ruth")
    settings = Settings(narrator=Person(voice="tone:low"), speakers={"Ruth": Person(voice="tone:top")})
    assert [entry.name for entry in candidates(script, settings, catalogue, "Ruth")] == ["mid", "high"]
    with pytest.raises(InputError, match="Did you mean Ruth"):
        candidates(script, settings, catalogue, "Rut")
