"""ElevenLabs, with its real client and a service on the loopback."""

from __future__ import annotations

import base64
import json
import logging
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import Asked, Service, pitch_of, serving, sound
from making import segment, speak, voice

from audio import extras
from audio.errors import EngineError, SpeechError, VoiceError
from audio.speech import engine, engine_status
from audio.speech.engines.services import online
from audio.speech.takes import retries

pytest.importorskip("elevenlabs")
KEY = "xi_thisisthesecret1234567890"


def _spoken(asked: Asked) -> bytes:
    """The service's reply: 50 ms a character, and when each is heard."""
    text = asked.body["text"]
    times = [0.2 + 0.05 * at for at in range(len(text) + 1)]
    alignment = {
        "characters": list(text),
        "character_start_times_seconds": times[:-1],
        "character_end_times_seconds": times[1:],
    }
    heard = base64.b64encode(sound(0.05 * len(text), rate=44_100)).decode()
    return json.dumps({"audio_base64": heard, "alignment": alignment}).encode()


@pytest.fixture
def service(cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(retries, "_back_off", lambda _: 0.01)
    with serving(Service(speaks=_spoken, headers={"Content-Type": "application/json"})) as running:
        monkeypatch.setenv("ELEVENLABS_BASE_URL", running.address)
        monkeypatch.setenv("ELEVENLABS_API_KEY", KEY)
        yield running


def test_a_text_is_spoken_and_its_words_are_timed(service: Service) -> None:
    speech = engine("elevenlabs").speak("Hello, how are you?", voice("elevenlabs:george"))
    asked = service.asked[0]
    assert asked.path.startswith("/v1/text-to-speech/JBFqnCBsd6RMkjVDRZzb/with-timestamps")
    assert asked.headers["xi-api-key"] == KEY
    assert (asked.body["text"], asked.body["model_id"]) == ("Hello, how are you?", "eleven_multilingual_v2")
    assert pitch_of(speech.samples, speech.rate) == pytest.approx(300, rel=0.01)
    assert [word.text for word in speech.words] == ["Hello,", "how", "are", "you?"]
    assert speech.words[1].start / speech.rate == pytest.approx(0.2 + 0.05 * 7, abs=0.001)
    assert speech.words[-1].end <= len(speech.samples)


def test_a_faster_voice_is_shorter_and_its_words_come_earlier(service: Service) -> None:
    speech = engine("elevenlabs").speak("Hello, how are you?", voice("elevenlabs:george", speed=1.5))
    assert speech.words[1].start / speech.rate == pytest.approx((0.2 + 0.05 * 7) / 1.5, abs=0.001)
    assert pitch_of(speech.samples, speech.rate) == pytest.approx(300, rel=0.03)


def test_a_voice_may_be_an_identifier_and_name_its_model(service: Service) -> None:
    engine("elevenlabs").check(voice("elevenlabs:abcdefghij0123456789@eleven_flash_v2_5"))
    engine("elevenlabs").speak("Hi.", voice("elevenlabs:abcdefghij0123456789@eleven_flash_v2_5"))
    assert "/abcdefghij0123456789/" in service.asked[0].path
    assert service.asked[0].body["model_id"] == "eleven_flash_v2_5"


@pytest.mark.parametrize("failure", [429, 500, 503, "nonsense"])
def test_after_a_failure_that_passes_the_text_is_spoken(service: Service, failure: int | str) -> None:
    service.answers = [failure, failure]
    assert speak([segment("Hello there.", "elevenlabs:george")])[0].length > 0
    assert len(service.asked) == 3


@pytest.mark.parametrize(
    ("status", "said", "sentence"),
    [
        (401, {"detail": {"status": "invalid_api_key", "message": "Invalid API key"}}, "refuses the key"),
        (401, {"detail": {"status": "quota_exceeded", "message": "This exceeds your quota"}}, "nothing left"),
        (404, {"detail": {"status": "voice_not_found", "message": "No such voice"}}, "No such voice"),
        (422, {"detail": [{"loc": ["body"], "msg": "wrong", "type": "x"}]}, "refuses the request"),
    ],
)
def test_what_cannot_pass_is_asked_once(
    service: Service, status: int, said: dict[str, object], sentence: str
) -> None:
    service.answers, service.said = [status] * 9, json.dumps(said)
    with pytest.raises(SpeechError, match=sentence):
        speak([segment("Hello there.", "elevenlabs:george")])
    assert len(service.asked) == 1


def test_the_wait_that_the_service_asks_for_is_kept(service: Service) -> None:
    service.answers, service.headers = [429], {"Retry-After": "1"}
    began = time.monotonic()
    speak([segment("Hello there.", "elevenlabs:george")])
    assert 1 <= time.monotonic() - began < 20


def test_a_service_that_hangs_is_given_up(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(online, "READ_TIMEOUT", 0.3)
    service.answers = ["hang"]
    with pytest.raises(EngineError, match="ElevenLabs gave no answer in time"):
        engine("elevenlabs").speak("Hello there.", voice("elevenlabs:george"))


def test_without_a_network_it_fails_in_one_sentence(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ELEVENLABS_BASE_URL", "http://127.0.0.1:9")
    with pytest.raises(EngineError, match="ElevenLabs cannot be reached"):
        engine("elevenlabs").speak("Hello there.", voice("elevenlabs:george"))


def test_the_key_is_in_no_error_no_log_and_no_file(
    service: Service, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    service.said = json.dumps({"detail": {"status": "invalid_api_key", "message": f"Wrong key {KEY}"}})
    shown = []
    for status in (401, 503):
        service.answers = [status] * 9
        with pytest.raises(SpeechError) as raised:
            speak([segment("Hello there.", "elevenlabs:george")])
        shown += traceback.format_exception(raised.value)
    service.answers = []
    speak([segment("Hello there.", "elevenlabs:george")])
    shown += [caplog.text, repr(engine("elevenlabs"))]
    assert any("Wrong key ***" in text for text in shown)
    assert not any(KEY in text for text in shown)
    assert not any(KEY.encode() in path.read_bytes() for path in cache.rglob("*") if path.is_file())


def test_without_a_key_or_for_an_unknown_voice_nothing_is_sent(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(VoiceError, match="did you mean george"):
        engine("elevenlabs").check(voice("elevenlabs:gorge"))
    monkeypatch.delenv("ELEVENLABS_API_KEY")
    with pytest.raises(VoiceError, match="needs a key in the environment variable ELEVENLABS_API_KEY"):
        engine("elevenlabs").check(voice("elevenlabs:george"))
    assert "ELEVENLABS_API_KEY" in engine_status("elevenlabs").problem
    assert service.asked == []


def test_without_its_package_the_extra_is_named(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    with pytest.raises(VoiceError, match=r"pip install 'vivavoce\[elevenlabs\]'"):
        engine("elevenlabs").check(voice("elevenlabs:george"))
