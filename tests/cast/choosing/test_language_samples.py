"""The samples in other languages are read and cast as people of those languages would expect."""

from __future__ import annotations

from itertools import pairwise

import pytest
from places import SEEDS

from audio import Plan, library
from audio.cast import find_settings, split_voice
from audio.speech import catalogue

SAMPLES = sorted((SEEDS / "languages").glob("*.txt"))
BLENDED = {"fr": "ff_siwis"}
"""Languages with one voice, and what the other one is made of."""


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda path: path.stem)
def plan(request: pytest.FixtureRequest) -> Plan:
    return library.plan(request.param)


def test_there_is_one_in_each_of_seven_languages() -> None:
    languages = [path.stem.partition("-")[0] for path in SAMPLES]
    assert languages == ["es", "fr", "hi", "it", "ja", "pt", "zh"]


def test_its_language_title_and_two_people_are_found(plan: Plan) -> None:
    script = plan.script
    assert script.language == plan.request.source.stem.partition("-")[0]
    assert script.title == plan.request.source.data.decode().splitlines()[0]
    assert len(script.speakers) == 2
    turns = [turn.speaker for turn in script.turns if not turn.narration]
    assert 8 <= len(turns) <= 14
    assert all(one != other for one, other in pairwise(turns))
    assert script.doubts == ()
    assert script.dropped == ()


def test_everybody_has_a_voice_of_the_language(plan: Plan) -> None:
    languages = {str(entry): entry.language.partition("-")[0] for entry in catalogue()}
    for member in plan.cast.members:
        voice = str(member.voice)
        if "*" in voice:
            assert BLENDED[plan.script.language] in split_voice(voice)[1]
        else:
            assert languages[voice] == plan.script.language
    people = {str(m.voice) for m in plan.cast.members if m.speaker in {s.name for s in plan.script.speakers}}
    assert len(people) == 2


def test_nothing_is_said_in_english(plan: Plan) -> None:
    assert find_settings(plan.request.source.path) == plan.request.source.path.with_name("voices.yaml")
    spoken = " ".join(segment.spoken for segment in plan.segments)
    assert not {"percent", "kilometers", "doctor", "euro."} & set(spoken.lower().split())
    if plan.script.language != "zh":  # Mandarin's numbers are read by its own library
        assert "%" not in spoken
