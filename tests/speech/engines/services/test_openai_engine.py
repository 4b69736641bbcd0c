"""Servers with the OpenAI speech interface, by one on the loopback."""

from __future__ import annotations

import json
import logging
import threading
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import Service, pitch_of, serving, sound
from making import segment, speak, voice

from audio.cast import find
from audio.errors import EngineError, SpeechError, VoiceError
from audio.speech import Progress, Slots, catalogue, engine, engine_status
from audio.speech.engines.services import online
from audio.speech.takes import retries

KEY = "sk-thisisthesecret1234567890"


@pytest.fixture
def server(cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(retries, "_back_off", lambda _: 0.01)
    with serving(Service()) as service:
        monkeypatch.setenv("OPENAI_BASE_URL", f"{service.address}/v1/")
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        yield service


@pytest.fixture
def nobody(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)


def test_a_text_is_asked_for_as_the_interface_wants_it_and_its_sound_comes_back(server: Service) -> None:
    speech = engine("openai").speak("Hello, how are you?", voice("openai:nova"))
    asked = server.asked[0]
    assert asked.path == "/v1/audio/speech"
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.body == {
        "model": "tts-1", "voice": "nova", "input": "Hello, how are you?", "response_format": "wav",
    }  # fmt: skip
    assert speech.rate == 24_000
    assert len(speech.samples) / speech.rate == pytest.approx(0.05 * 19 + 0.4, abs=0.02)
    assert pitch_of(speech.samples, speech.rate) == pytest.approx(300, rel=0.01)


def test_a_server_may_answer_in_another_format_and_rate(server: Service) -> None:
    server.speaks = lambda _: sound(1, kind="mp3", rate=44_100)
    speech = engine("openai").speak("Hello.", voice("openai:nova"))
    assert pitch_of(speech.samples, speech.rate) == pytest.approx(300, rel=0.01)


def test_a_faster_voice_is_shorter_at_the_same_pitch(server: Service) -> None:
    speech = engine("openai").speak("Hello, how are you?", voice("openai:nova", speed=1.5))
    assert len(speech.samples) / speech.rate == pytest.approx((0.05 * 19 + 0.4) / 1.5, abs=0.05)
    assert pitch_of(speech.samples, speech.rate) == pytest.approx(300, rel=0.02)


def test_a_voice_may_name_its_model(server: Service) -> None:
    engine("openai").speak("Hello.", voice("openai:nova@tts-1-hd"))
    assert (server.asked[0].body["model"], server.asked[0].body["voice"]) == ("tts-1-hd", "nova")


def test_the_model_can_be_set_for_all_voices_and_makes_new_takes(
    server: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak([segment("Hello.", "openai:nova")])
    monkeypatch.setenv("VIVAVOCE_OPENAI_MODEL", "kokoro")
    speak([segment("Hello.", "openai:nova")])
    assert [asked.body["model"] for asked in server.asked] == ["tts-1", "kokoro"]


def test_what_is_secret_in_the_address_is_not_in_the_version_and_makes_no_new_takes(
    nobody: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = []
    for place in ("ann:hunter2@box:8000/v1?token=hunter2", "ann:other@box:8000/v1", "box:8000/v1", "box/v1"):
        monkeypatch.setenv("OPENAI_BASE_URL", f"http://{place}")
        versions.append(engine("openai").version)
    assert len(set(versions[:3])) == 1
    assert versions[3] != versions[0]
    assert "hunter2" not in versions[0]


def test_a_server_of_ones_own_needs_no_key_and_may_have_any_voice(
    server: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    assert find(catalogue(), "openai:my-own-voice").name == "my-own-voice"
    take = speak([segment("Hello there.", "openai:my-own-voice")])[0]
    assert take.length > 0
    assert "authorization" not in server.asked[0].headers


def test_a_netrc_of_the_user_does_not_displace_the_key(
    server: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    engine("openai").speak("Hello.", voice("openai:nova"))
    assert server.asked[0].headers["authorization"] == f"Bearer {KEY}"


def test_without_a_key_openais_own_server_is_refused_before_anything_is_sent(nobody: None) -> None:
    with pytest.raises(VoiceError, match="needs a key in the environment variable OPENAI_API_KEY"):
        speak([segment("Hello.", "openai:nova")])
    assert "OPENAI_API_KEY" in engine_status("openai").problem
    assert not any(entry.ready for entry in engine("openai").voices())


def test_openais_own_server_has_only_openais_voices(nobody: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with pytest.raises(VoiceError, match="did you mean nova"):
        engine("openai").check(voice("openai:novaa"))
    engine("openai").check(voice("openai:nova@tts-1"))


@pytest.mark.parametrize("address", ["localhost:8000", "ftp://server/v1", "http://", "http://[box/v1"])
def test_an_address_that_is_none_is_refused(
    nobody: None, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", address)
    with pytest.raises(VoiceError, match="OPENAI_BASE_URL is no address"):
        engine("openai").check(voice("openai:nova"))


@pytest.mark.parametrize("failure", [408, 429, 500, 503, "break"])
def test_after_a_failure_that_passes_the_text_is_spoken(server: Service, failure: int | str) -> None:
    server.answers = [failure, failure]
    assert speak([segment("Hello there.", "openai:nova")])[0].length > 0
    assert len(server.asked) == 3


def test_a_whole_reply_that_is_no_sound_is_asked_for_again_only_where_that_is_free(
    server: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answers = ["nonsense", "nonsense"]
    with pytest.raises(SpeechError, match="no audio that can be read"):
        speak([segment("Hello there.", "openai:nova")])
    assert len(server.asked) == 1
    monkeypatch.setenv("VIVAVOCE_OPENAI_PRICE", "0")
    assert speak([segment("Hello there.", "openai:nova")])[0].length > 0
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("status", "said", "sentence"),
    [
        (401, '{"error": {"message": "Incorrect API key provided", "code": "x"}}', "refuses the key .401."),
        (403, "", "refuses access"),
        (404, '{"error": {"message": "The model `x` does not exist"}}', "does not exist"),
        (400, '{"error": {"message": "Voice not found"}}', "It says: Voice not found"),
        (422, "voice: field required", "voice: field required"),
        (302, "", r"refuses .302."),
        (
            429,
            '{"error": {"message": "quota", "code": "insufficient_quota"}}',
            "nothing left on this account",
        ),
    ],
)
def test_what_cannot_pass_is_asked_once_and_told_in_the_servers_words(
    server: Service, status: int, said: str, sentence: str
) -> None:
    server.answers = [status] * 9
    server.said = said
    with pytest.raises(SpeechError, match=sentence):
        speak([segment("Hello there.", "openai:nova")])
    assert len(server.asked) == 1


def test_a_page_of_a_proxy_is_not_quoted(server: Service) -> None:
    server.answers, server.said = [502] * 9, "<html><body>Bad Gateway</body></html>"
    with pytest.raises(SpeechError) as raised:
        speak([segment("Hello there.", "openai:nova")])
    assert "html" not in str(raised.value)


def test_the_wait_that_the_server_asks_for_is_kept(server: Service) -> None:
    server.answers, server.headers = [429], {"Retry-After": "1"}
    began = time.monotonic()
    speak([segment("Hello there.", "openai:nova")])
    assert 1 <= time.monotonic() - began < 20


def test_a_server_that_hangs_is_given_up(server: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(online, "READ_TIMEOUT", 0.3)
    server.answers = ["hang"]
    began = time.monotonic()
    with pytest.raises(EngineError, match="no answer in time") as raised:
        engine("openai").speak("Hello there.", voice("openai:nova"))
    assert raised.value.passing
    assert time.monotonic() - began < 3.5


def test_a_reply_that_trickles_is_given_up(server: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(online, "WHOLE_TIMEOUT", 0.3)
    server.answers = ["trickle"]
    server.speaks = lambda _: sound(2, kind="wav")
    began = time.monotonic()
    with pytest.raises(EngineError, match="no answer in time"):
        engine("openai").speak("Hello there.", voice("openai:nova"))
    assert time.monotonic() - began < 3.5


def test_a_reply_that_is_far_too_large_is_not_kept(server: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(online, "LARGEST_REPLY", 10_000)
    server.speaks = lambda _: sound(2, kind="wav")
    with pytest.raises(EngineError, match="far too large"):
        engine("openai").speak("Hello there.", voice("openai:nova"))


def test_without_the_server_it_fails_in_one_sentence(nobody: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with pytest.raises(EngineError, match=r"127\.0\.0\.1 cannot be reached: check the network") as raised:
        engine("openai").speak("Hello there.", voice("openai:nova"))
    assert raised.value.passing


def test_no_more_calls_are_open_at_once_than_the_engine_serves(server: Service) -> None:
    server.seconds = 0.05
    speak([segment(f"Text number {n}.", "openai:nova", n) for n in range(12)], slots=Slots(12))
    assert 1 < server.most_callers <= engine("openai").parallel  # type: ignore[operator] # it has one


def test_the_key_is_in_no_error_no_log_and_no_file(
    server: Service, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.said = json.dumps({"error": {"message": f"Incorrect API key: {KEY}; you sent Bearer {KEY}."}})
    shown = []
    for status in (401, 503):
        server.answers = [status] * 9
        with pytest.raises(SpeechError) as raised:
            speak([segment("Hello there.", "openai:nova")])
        shown += [*traceback.format_exception(raised.value), str(raised.value), repr(raised.value)]
    server.answers = []
    speak([segment("Hello there.", "openai:nova")])
    shown += [caplog.text, engine("openai").version, repr(engine("openai"))]
    assert any("Incorrect API key: ***" in text for text in shown)
    assert not any(KEY in text for text in shown)
    files = [path for path in cache.rglob("*") if path.is_file()]
    assert files
    assert not any(KEY.encode() in path.read_bytes() for path in files)


@pytest.mark.parametrize("key", [f"{KEY}\n# comment", f"{KEY} {KEY}", f"“{KEY}”"])
def test_a_key_that_cannot_be_sent_is_refused_without_being_shown(
    server: Service, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", key)
    with pytest.raises(VoiceError, match="OPENAI_API_KEY holds something other than a key") as raised:
        engine("openai").check(voice("openai:nova"))
    assert KEY not in str(raised.value)
    assert server.asked == []


def test_a_line_end_after_the_key_does_no_harm(server: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", f" {KEY}\n")
    engine("openai").speak("Hello.", voice("openai:nova"))
    assert server.asked[0].headers["authorization"] == f"Bearer {KEY}"


def test_an_interruption_does_not_wait_for_a_server_that_hangs(server: Service) -> None:
    server.answers = [200, *["hang"] * 9]

    def interrupt(_: Progress) -> None:
        raise KeyboardInterrupt

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        speak([segment(f"Text {n}.", "openai:nova", n) for n in range(9)], progress=interrupt)
    workers = [thread for thread in threading.enumerate() if thread.name.startswith("openai")]
    for worker in workers:
        worker.join(1)
    assert not any(worker.is_alive() for worker in workers)
    assert time.monotonic() - began < 3.5
