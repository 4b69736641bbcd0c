"""The real models, measured."""

from __future__ import annotations

import threading
import time
from functools import cache

import numpy as np
import pytest
from making import pitch, segment, voice

from audio.errors import EngineError
from audio.speech import Engine, Samples, Speech, engine, speak_segments
from audio.speech.engines import Interruptible
from audio.speech.engines.hibari import model
from audio.speech.engines.kokoro import batches
from audio.speech.engines.kokoro.batches import MAX_PHONEMES, split
from audio.speech.engines.phonemes import Reading, read_english, to_misaki

TEXT = "Hello there, this is a test."


def _level(samples: Samples) -> float:
    """RMS in dBFS."""
    return float(20 * np.log10(np.sqrt(np.mean(np.square(samples)))))


@cache
def _spoken(name: str) -> Speech:
    """The text by kokoro, spoken once for all tests."""
    return engine("kokoro").speak(TEXT, voice(f"kokoro:{name}"))


@pytest.mark.model
def test_hibari_speaks_at_a_natural_rate_and_level_the_same_every_time() -> None:
    made = engine("hibari")
    speech = made.speak(TEXT, voice("hibari:heart"))
    assert 1.2 < len(speech.samples) / speech.rate < 3
    assert -32 < _level(speech.samples) < -12
    assert 150 < pitch(speech) < 260
    assert np.array_equal(speech.samples, made.speak(TEXT, voice("hibari:heart")).samples)


@pytest.mark.model
def test_a_faster_voice_of_hibari_is_shorter() -> None:
    made = engine("hibari")
    slow = len(made.speak(TEXT, voice("hibari:heart", speed=0.8)).samples)
    fast = len(made.speak(TEXT, voice("hibari:heart", speed=1.6)).samples)
    assert 1.6 < slow / fast < 2.4


@pytest.mark.model
def test_hibari_says_the_same_with_its_graph_rewritten_as_with_its_file() -> None:
    file = model.assets() / "hibari.onnx"
    alphabet = model.load_model("heart", file).alphabet
    batch = [reading for reading in read_english(TEXT) if reading.phonemes]
    rewritten, first = (
        model.speak_batch(model.Model(model._session(graph), alphabet), batch, 1.0, np.random.default_rng(1))
        for graph in (model._rewritten(file), model._timed(file))
    )
    assert np.array_equal(rewritten.samples, first.samples)
    assert rewritten.words == first.words
    assert len(first.words) > 5


@pytest.mark.model
def test_a_text_that_hibari_cannot_read_is_an_error() -> None:
    with pytest.raises(EngineError, match="nothing to say"):
        engine("hibari").speak("🔥", voice("hibari:heart"))


@pytest.mark.model
def test_kokoro_speaks_at_a_natural_rate_level_andpitch(kokoro: Engine) -> None:
    man, woman = _spoken("am_michael"), _spoken("af_heart")
    for speech in (man, woman):
        assert speech.rate == 24_000
        assert 1.4 < len(speech.samples) / speech.rate < 4
        assert -32 < _level(speech.samples) < -12
        assert np.abs(speech.samples).max() <= 1
    assert 80 < pitch(man) < 150 < pitch(woman) < 260


@pytest.mark.model
def test_kokoros_words_are_timed_in_order_and_where_there_is_sound(kokoro: Engine) -> None:
    speech = _spoken("am_michael")
    assert [word.text for word in speech.words] == TEXT.split()
    starts = [word.start for word in speech.words]
    assert starts == sorted(starts)
    assert 0 < speech.words[0].start < speech.words[-1].end <= len(speech.samples)
    for word in speech.words:
        assert np.sqrt(np.mean(speech.samples[word.start : word.end] ** 2)) > 0.005, word


@pytest.mark.model
def test_kokoro_speaks_other_languages(kokoro: Engine) -> None:
    speech = kokoro.speak("Hola, buenos días.", voice("kokoro:ef_dora", language="es-ES"))
    assert 0.8 < len(speech.samples) / speech.rate < 4
    assert len(speech.words) == 3


@pytest.mark.model
def test_callers_at_once_get_what_one_caller_gets(kokoro: Engine) -> None:
    texts = ["One line.", "Another."]
    alone = [kokoro.speak(text, voice("kokoro:bf_emma")).samples for text in texts]
    together: dict[str, Samples] = {}

    def call(text: str) -> None:
        together[text] = kokoro.speak(text, voice("kokoro:bf_emma")).samples

    callers = [threading.Thread(target=call, args=(text,)) for text in texts]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    for text, samples in zip(texts, alone, strict=True):
        assert np.array_equal(together[text], samples)


@pytest.mark.model
def test_kokoro_can_be_broken_off(kokoro: Engine) -> None:
    assert isinstance(kokoro, Interruptible)
    ended: list[BaseException] = []

    def call() -> None:
        try:
            kokoro.speak("A long sentence that goes on and on. " * 9, voice("kokoro:am_michael"))
        except Exception as error:
            ended.append(error)

    caller = threading.Thread(target=call)
    caller.start()
    began = time.monotonic()
    while caller.is_alive() and time.monotonic() - began < 30:
        kokoro.interrupt([caller.ident or 0])
        time.sleep(0.05)
    caller.join(1)
    assert ended
    assert time.monotonic() - began < 20


@pytest.mark.model
def test_a_turn_of_one_word_is_neither_stretched_nor_noisy(kokoro: Engine) -> None:
    for name in ("am_michael", "bf_emma"):
        take = speak_segments([segment("Yes.", f"kokoro:{name}")])[0]
        assert 0.3 < take.length / take.rate < 1.3


@pytest.mark.model
def test_kokoro_says_all_of_a_text_longer_than_it_takes_at_once(
    kokoro: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "The number is large. It is seven, then eight."
    whole = kokoro.speak(text, voice("kokoro:am_michael"))
    monkeypatch.setattr(batches, "WELL", 20)
    monkeypatch.setattr(batches, "MAX_PHONEMES", 30)
    parts = kokoro.speak(text, voice("kokoro:am_michael"))
    assert [word.text for word in parts.words] == [word.text for word in whole.words] == text.split()
    assert [word.start for word in parts.words] == sorted(word.start for word in parts.words)
    assert 0.7 < len(parts.samples) / len(whole.samples) < 1.3


def test_what_is_too_long_is_halved_at_a_sentence_or_clause_near_the_middle() -> None:
    words = [Reading(str(n), "a" * 9 + ("." if n == 40 else "," if n % 7 == 0 else "")) for n in range(90)]
    parts = split(words)
    assert [reading for part in parts for reading in part] == words
    assert len(parts) == 2
    assert parts[0][-1].phonemes.endswith(".")


def test_one_word_that_is_too_long_is_cut_and_nothing_lost() -> None:
    parts = split([Reading("x", "a" * 1200)])
    assert [len(part[0].phonemes) for part in parts] == [MAX_PHONEMES, MAX_PHONEMES, 180]
    assert split([Reading("x", " ")]) == []


def test_inline_pronunciations_are_said_as_they_say() -> None:
    readings = read_english("Joe [Pamer's](/pˈAməɹz/) here.")
    assert [(reading.text, reading.phonemes) for reading in readings][1] == ("Pamer's", "pˈAməɹz")


@pytest.mark.parametrize(
    ("ipa", "misaki"),
    [
        ("ˈpeɪmɚ", "pˈAməɹ"),
        ("ˌsɪləˈkɑn", "sˌɪləkˈɑn"),
        ("tʃɑːrlz", "ʧˈɑɹlz"),
        ("ˈstrɛŋθ", "stɹˈɛŋθ"),
        ("ˈdʒoʊ", "ʤˈO"),
        ("pˈAməɹ", "pˈAməɹ"),
    ],
)
def test_ipa_is_written_in_misakis_alphabet(ipa: str, misaki: str) -> None:
    assert to_misaki(ipa) == misaki
