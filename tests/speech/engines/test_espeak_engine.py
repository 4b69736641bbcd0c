"""espeak-ng, with the real library."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from making import voice

from audio.cast import find
from audio.errors import EngineError, VoiceError
from audio.speech import Samples, catalogue, engine

TEXT = "Hello there, this is a test."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("en-gb", TEXT),
        ("de", "Guten Tag, wie geht es?"),
        ("ja", "こんにちは、せかい。"),
        ("cmn", "你好，世界。"),
    ],
)
def test_espeak_speaks_many_languages(name: str, text: str) -> None:
    speech = engine("espeak").speak(text, voice(f"espeak:{name}"))
    assert speech.rate == 22_050
    assert 0.7 < len(speech.samples) / speech.rate < 4
    assert 0.02 < np.sqrt(np.mean(speech.samples**2)) < 0.5


def test_espeaks_words_are_timed_in_order() -> None:
    speech = engine("espeak").speak(TEXT, voice("espeak:en-us"))
    assert [word.text for word in speech.words] == ["Hello", "there", "this", "is", "a", "test"]
    starts = [word.start for word in speech.words]
    assert starts == sorted(starts)
    assert speech.words[-1].end == len(speech.samples)


def test_every_language_that_is_listed_can_be_spoken() -> None:
    made = engine("espeak")
    for entry in made.voices()[::3]:
        assert len(made.speak("1 2 3", voice(f"espeak:{entry.name}")).samples), entry


def test_a_variant_is_another_voice_and_an_unknown_one_is_refused() -> None:
    made = engine("espeak")
    assert find(catalogue(), "espeak:en-gb+f4").gender == "female"
    usual = made.speak(TEXT, voice("espeak:en-gb")).samples
    variant = made.speak(TEXT, voice("espeak:en-gb+f3")).samples
    assert not np.array_equal(usual, variant)
    with pytest.raises(VoiceError, match="no variant 'f99'"):
        made.check(voice("espeak:en-gb+f99"))


def test_a_faster_voice_of_espeak_is_shorter() -> None:
    slow = len(engine("espeak").speak(TEXT, voice("espeak:en-us", speed=0.8)).samples)
    fast = len(engine("espeak").speak(TEXT, voice("espeak:en-us", speed=1.6)).samples)
    assert 1.5 < slow / fast < 2.5


def test_callers_at_once_get_what_one_caller_gets() -> None:
    made = engine("espeak")
    names = ["en-us", "de", "fr-fr", "en-gb+f3"]
    alone = [made.speak(TEXT, voice(f"espeak:{name}")).samples for name in names]
    together: dict[str, Samples] = {}

    def call(name: str) -> None:
        together[name] = made.speak(TEXT, voice(f"espeak:{name}")).samples

    callers = [threading.Thread(target=call, args=(name,)) for name in names]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    for name, samples in zip(names, alone, strict=True):
        # A sample more or less is left over from what was spoken before; a mix-up would show in the length.
        assert len(together[name]) == pytest.approx(len(samples), abs=30), name


def test_a_text_without_sound_is_an_error() -> None:
    with pytest.raises(EngineError, match="nothing to say"):
        engine("espeak").speak(" ", voice("espeak:en-us"))
