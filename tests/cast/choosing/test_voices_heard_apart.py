"""Casts are spoken and measured: whoever speaks in one episode can be told from all the others."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from audio.cast import Cast, Settings, Voice, cast_script
from audio.errors import ModelFileError
from audio.speech import catalogue, engine, fetch_engine
from audio.verify.hearing.timbre import Timbre, timbre_of
from audio.verify.hearing.voices import SAME_VOICE
from audio.verify.hearing.voices import distance as heard_distance

NAMES = [
    "Narrator", "Joe Pamer", "Ruth Arkwright", "Chris Lattner", "Nora Whitlock", "Callum Reid", "Priya Nair",
    "Leo Marsh",
]  # fmt: skip
SAID = "The kitchen window looks out over a garden that nobody tidies."


def fetched(cast: Cast) -> list[Voice]:
    """Give the voices of a cast, once their files are here."""
    voices = [member.voice for member in cast.members]
    try:
        fetch_engine("kokoro", sorted(voice.name for voice in voices))
    except ModelFileError as error:
        pytest.skip(str(error))
    return voices


@pytest.fixture(scope="module")
def heard():
    """Give a function that speaks a sentence with a voice of a cast and measures it, each once."""
    measured: dict[str, Timbre] = {}

    def measure(voice) -> Timbre:
        if str(voice) not in measured:
            speech = engine(voice.engine).speak(SAID, voice)
            timbre = timbre_of(np.asarray(speech.samples), speech.rate)
            assert timbre is not None
            measured[str(voice)] = timbre
        return measured[str(voice)]

    return measure


@pytest.mark.model
@pytest.mark.parametrize("people", [2, 3, 5, 8])
def test_no_two_speakers_of_a_cast_are_heard_as_one_voice(make_script, heard, people):
    cast = cast_script(make_script(*NAMES[:people]), Settings(), catalogue())
    voices = fetched(cast)
    assert len({str(voice) for voice in voices}) == people
    assert not cast.warnings
    nearest = min(heard_distance(heard(one), heard(other)) for one, other in combinations(voices, 2))
    assert nearest > 1.2 * SAME_VOICE


@pytest.mark.model
def test_the_measure_would_find_two_sentences_of_one_voice_too_near(make_script, heard):
    (voice,) = fetched(cast_script(make_script("Narrator"), Settings(), catalogue()))
    other = engine("kokoro").speak("Why would anyone choose a job like that, so far from home?", voice)
    again = timbre_of(np.asarray(other.samples), other.rate)
    assert again is not None
    assert heard_distance(heard(voice), again) < SAME_VOICE
