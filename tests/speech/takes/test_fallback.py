"""The fallback voice, and what a render is going to cost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from making import segment, speak, voice

from audio.cast import Voice
from audio.errors import EngineError, SpeechError, VoiceError
from audio.speech import Engine, Speech, estimate, fallback_estimate, fallback_warnings
from audio.speech.engines.tone import ToneEngine
from audio.speech.takes import retries

FALLBACK = voice("tone:low")


class Service(ToneEngine):
    """A paid service that fails as it is told."""

    name = "service"
    online = True
    parallel = 1  # type: ignore[assignment] # the other has None

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.error: Exception | None = None
        self.fails = lambda _: True

    def speak(self, text: str, voice: Voice) -> Speech:
        self.asked.append(text)
        if self.error and self.fails(text):
            raise self.error
        return super().speak(text, voice)

    def price(self, voice: Voice) -> float | None:
        return {"low": 15.0, "mid": 30.0}.get(voice.name)


@pytest.fixture
def service(cache: Path, bring: Callable[[Engine], None], monkeypatch: pytest.MonkeyPatch) -> Service:
    made = Service()
    bring(made)
    monkeypatch.setattr(retries, "_back_off", lambda _: 0.01)
    return made


def test_without_leave_no_other_voice_speaks(service: Service) -> None:
    service.error = EngineError("It is down.")
    with pytest.raises(SpeechError, match="It is down"):
        speak([segment("hello", "service:mid")])


@pytest.mark.parametrize("error", [EngineError("It is down."), KeyError("It is down.")])
def test_the_fallback_voice_speaks_what_fails_and_is_reported(service: Service, error: Exception) -> None:
    service.error, service.fails = error, lambda text: "bad" in text
    segments = [segment(text, "service:mid", n) for n, text in enumerate(("good", "bad", "bad too"), 1)]
    takes = speak(segments, fallback=FALLBACK)
    assert [take.fallback and str(take.fallback.voice) for take in takes] == [None, "tone:low", "tone:low"]
    assert [take.segment for take in takes] == segments
    assert all(take.length for take in takes)
    assert takes[1].fallback is not None
    assert "It is down." in takes[1].fallback.why
    [warning] = fallback_warnings(takes)
    assert warning.startswith("Ada is not service:mid everywhere: tone:low speaks in turns 2, 3.")
    assert "It is down." in warning


def test_the_fallback_voice_comes_after_the_retries(service: Service) -> None:
    service.error = EngineError("busy", passing=True)
    speak([segment("hello", "service:mid")], fallback=FALLBACK)
    assert len(service.asked) == retries.ATTEMPTS


def test_an_engine_that_keeps_failing_is_not_asked_for_every_segment(service: Service) -> None:
    service.error = EngineError("It is down.")
    takes = speak([segment(f"text {n}", "service:mid", n) for n in range(9)], fallback=FALLBACK)
    assert len(service.asked) == 3
    assert all(take.fallback for take in takes)


def test_texts_here_and_there_that_an_engine_cannot_read_do_not_make_it_broken(service: Service) -> None:
    service.error, service.fails = EngineError("Nothing to say."), lambda text: "bad" in text
    texts = [f"{'good' if n % 2 else 'bad'} {n}" for n in range(20, 40)]
    takes = speak([segment(t, "service:mid", n) for n, t in enumerate(texts, 1)], fallback=FALLBACK)
    assert [take.fallback is None for take in takes] == ["good" in text for text in texts]


def test_the_next_run_asks_the_right_voice_again(service: Service) -> None:
    service.error = EngineError("It is down.")
    speak([segment("hello", "service:mid")], fallback=FALLBACK)
    service.error = None
    take = speak([segment("hello", "service:mid")], fallback=FALLBACK)[0]
    assert take.fallback is None
    assert fallback_warnings([take]) == ()


def test_the_fallback_voice_is_as_fast_and_reads_no_phonemes_that_it_cannot(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[str, float]] = []
    as_ever = ToneEngine.speak

    def listen(self: ToneEngine, text: str, voice: Voice) -> Speech:
        heard.append((text, voice.speed))
        return as_ever(self, text, voice)

    monkeypatch.setattr(ToneEngine, "speak", listen)
    service.error = EngineError("It is down.")
    speak([segment("Joe [Pamer](/pˈAməɹ/) here", "service:mid", speed=1.2)], fallback=FALLBACK)
    assert heard == [("Joe Pamer here", 1.2)]


def test_where_the_fallback_voice_fails_too_its_own_reason_is_told(service: Service) -> None:
    service.error = EngineError("It is down.")
    with pytest.raises(SpeechError, match="It is down"):
        speak([segment("hello", "service:mid")], fallback=voice("service:mid"))


def test_an_unknown_fallback_voice_is_refused_before_anything_is_spoken(service: Service) -> None:
    with pytest.raises(VoiceError, match="tone has no voice 'mud'"):
        speak([segment("hello", "service:mid")], fallback=voice("tone:mud"))
    assert service.asked == []


def test_an_estimate_counts_what_is_sent_and_what_it_costs(service: Service) -> None:
    speak([segment("cached", "service:low")])
    segments = [
        segment("cached", "service:low"),
        segment("x" * 1000, "service:low"),
        segment("x" * 1000, "service:low", 2),
        segment("y" * 500, "service:mid"),
        segment("stays here", "tone:low"),
        segment("", "service:low"),
    ]
    [found] = estimate(segments)
    assert (found.engine, found.segments, found.characters) == ("service", 2, 1500)
    assert found.dollars == pytest.approx(0.015 + 0.015)
    assert str(found) == "service will be sent 1,500 characters, about $0.03."


def test_an_unknown_price_is_said_to_be_unknown_and_a_free_service_has_none(service: Service) -> None:
    [found] = estimate([segment("hello", "service:high"), segment("there", "service:low")])
    assert found.dollars is None
    assert "not known" in str(found)
    [free] = estimate([segment("hello", "gtts:en-us")])
    assert (free.dollars, str(free)) == (0.0, "gtts will be sent 5 characters.")


@pytest.mark.parametrize(
    ("name", "dollars"),
    [("openai:nova@tts-1", 15), ("openai:nova@tts-1-hd", 30), ("elevenlabs:george@eleven_flash_v2_5", 110)],
)
def test_the_paid_engines_know_their_prices_and_can_be_told_others(
    cache: Path, monkeypatch: pytest.MonkeyPatch, name: str, dollars: float
) -> None:
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    million = [segment("x" * 1_000_000, name)]
    assert estimate(million)[0].dollars == pytest.approx(dollars)
    variable = f"VIVAVOCE_{name.partition(':')[0].upper()}_PRICE"
    monkeypatch.setenv(variable, "7.5")
    assert estimate(million)[0].dollars == pytest.approx(7.5)
    monkeypatch.setenv(variable, "cheap")
    with pytest.raises(VoiceError, match=f"{variable} is 'cheap'"):
        estimate(million)


def test_another_server_has_no_known_price_and_none_where_it_wants_no_key(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://localhost:8000/v1")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    [free] = estimate([segment("hello", "openai:nova")])
    assert (free.dollars, free.paid) == (0.0, False)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    [unknown] = estimate([segment("hello", "openai:nova")])
    assert (unknown.dollars, unknown.paid) == (None, True)


def test_the_most_that_an_online_fallback_may_be_sent_is_all_that_is_left(service: Service) -> None:
    speak([segment("cached", "tone:low")])
    segments = [
        segment("cached", "tone:low"),
        segment("x" * 30, "tone:low"),
        segment("its own", "service:low", 2),
    ]
    found = fallback_estimate(segments, voice("service:low"))
    assert found is not None
    assert (found.engine, found.characters, found.paid) == ("service", 30, True)
    assert fallback_estimate(segments, voice("tone:mid")) is None
    assert fallback_estimate(segments[:1], voice("service:low")) is None
    assert fallback_estimate(segments, None) is None
