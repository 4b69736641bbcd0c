"""The online engine, with the real client and a server on the loopback that speaks as Google's does."""

from __future__ import annotations

import base64
import http.server
import io
import json
import re
import threading
import time
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import segment, speak, voice

from audio.errors import EngineError, SpeechError
from audio.speech import engine
from audio.speech.engines.services import gtts
from audio.speech.engines.services.gtts import BASE_VARIABLE, pieces
from audio.speech.engines.services.online import seconds_of
from audio.speech.takes import retries

_PATH = "/_/TranslateWebserverUi/data/batchexecute"


def _mp3(seconds: float, pitch: float = 300.0) -> bytes:
    """An MP3 as Google sends it: 24 kHz, mono, silence at both ends."""
    time_axis = np.arange(round(24_000 * seconds)) / 24_000
    tone = 0.4 * np.sin(2 * np.pi * pitch * time_axis)
    samples = np.concatenate([np.zeros(4800), tone, np.zeros(9600)])
    out = io.BytesIO()
    with av.open(out, "w", format="mp3") as container:
        stream = container.add_stream("libmp3lame", rate=24_000, layout="mono")
        frame = av.AudioFrame.from_ndarray((samples * 32767).astype("<i2")[None, :], "s16", "mono")
        frame.rate = 24_000
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return out.getvalue()


@dataclass
class Google:
    """What the server was asked, and what it is to answer; a status, or how the reply is."""

    asked: list[list[object]] = field(default_factory=list)
    answers: list[int | str] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    pitch: float = 300.0


def _reply(text: str, pitch: float) -> bytes:
    """Google's reply to a text: a line that guards, a length, and the audio within JSON within JSON."""
    audio = base64.b64encode(_mp3(0.05 * len(text), pitch)).decode()
    inner = json.dumps([audio], separators=(",", ":"))
    line = json.dumps([["wrb.fr", "jQ1olc", inner, None, None, None, "generic"]], separators=(",", ":"))
    return f')]}}\'\n\n{len(line)}\n{line}\n25\n[["e",4,null,null,9]]\n'.encode()


@pytest.fixture
def google(cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    told = Google()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            assert self.path == _PATH
            asked = json.loads(urllib.parse.parse_qs(body)["f.req"][0])
            assert asked[0][0][0] == "jQ1olc"
            told.asked.append(json.loads(asked[0][0][1]))
            answer = told.answers.pop(0) if told.answers else 200
            if answer == "hang":
                time.sleep(4)
                return
            content = _reply(str(told.asked[-1][0]), told.pitch)
            if answer == "nothing":
                content = b""
            elif answer == "no audio":
                content = b')]}\'\n\n[["wrb.fr","jQ1olc",null,null,null,[3],"generic"]]\n'
            elif answer == "no MP3":
                content = b')]}\'\n\n[["wrb.fr","jQ1olc","[\\"AAAA\\"]",null]]\n'
            self.send_response(answer if isinstance(answer, int) else 200)
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    monkeypatch.setenv(BASE_VARIABLE, f"http://127.0.0.1:{server.server_address[1]}")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(retries, "_back_off", lambda _: 0.01)
    yield told
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_text_is_asked_for_in_googles_format_and_its_audio_comes_back(google: Google) -> None:
    speech = engine("gtts").speak("Hello, how are you?", voice("gtts:en-gb"))
    assert google.asked == [["Hello, how are you?", "en", None, "null"]]
    assert speech.rate == 24_000
    assert len(speech.samples) / speech.rate == pytest.approx(0.05 * 19, abs=0.12)
    spectrum = np.abs(np.fft.rfft(speech.samples))
    assert np.argmax(spectrum) * speech.rate / len(speech.samples) == pytest.approx(300, rel=0.02)
    assert np.sqrt(np.mean(speech.samples**2)) == pytest.approx(0.4 / 2**0.5, rel=0.15)


def test_no_sentence_is_cut_at_a_comma_that_fits(google: Google) -> None:
    second = "Second, it is no longer than a hundred characters, all of it, in one go, as I say."
    text = f"First, this is short. {second}"
    engine("gtts").speak(text, voice("gtts:en-us"))
    assert [asked[0] for asked in google.asked] == [
        "First, this is short.",
        second,
    ]


def test_a_faster_voice_keeps_its_pitch(google: Google) -> None:
    speech = engine("gtts").speak("Hello, how are you today?", voice("gtts:en-us", speed=1.5))
    assert len(speech.samples) / speech.rate == pytest.approx(0.05 * 25 / 1.5, abs=0.12)
    spectrum = np.abs(np.fft.rfft(speech.samples))
    assert np.argmax(spectrum) * speech.rate / len(speech.samples) == pytest.approx(300, rel=0.03)


@pytest.mark.parametrize("failure", [429, 503, "nothing", "no audio", "no MP3"])
def test_after_a_failure_that_passes_the_text_is_spoken(google: Google, failure: int | str) -> None:
    google.answers = [failure, failure]
    take = speak([segment("Hello there.", "gtts:en-us")])[0]
    assert take.length > 0
    assert len(google.asked) == 3


def test_the_wait_that_google_asks_for_is_kept(google: Google) -> None:
    google.answers = [429]
    google.headers = {"Retry-After": "1"}
    began = time.monotonic()
    speak([segment("Hello there.", "gtts:en-us")])
    assert 1 <= time.monotonic() - began < 20


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (429, "too many requests"),
        (503, r"in trouble .503."),
        ("nothing", "without sound"),
        ("no audio", "without sound"),
        ("no MP3", "no audio that can be read"),
    ],
)
def test_a_failure_that_stays_is_told_in_one_sentence(
    google: Google, failure: int | str, sentence: str
) -> None:
    google.answers = [failure] * 9
    with pytest.raises(SpeechError, match=sentence) as raised:
        speak([segment("Hello there.", "gtts:en-us")])
    assert "Turn 1 (line 11" in str(raised.value)
    assert len(google.asked) == retries.ATTEMPTS


def test_a_refusal_is_not_tried_again(google: Google) -> None:
    google.answers = [403] * 9
    with pytest.raises(SpeechError, match="403"):
        speak([segment("Hello there.", "gtts:en-us")])
    assert len(google.asked) == 1


def test_a_server_that_hangs_is_given_up(google: Google, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gtts, "TIMEOUT", (0.3, 0.3))
    google.answers = ["hang"]
    began = time.monotonic()
    with pytest.raises(EngineError, match="no answer in time") as raised:
        engine("gtts").speak("Hello there.", voice("gtts:en-us"))
    assert raised.value.passing
    assert time.monotonic() - began < 3.5


def test_without_a_network_it_fails_in_one_sentence_within_seconds(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(BASE_VARIABLE, "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    began = time.monotonic()
    with pytest.raises(SpeechError, match="Google cannot be reached: check the network"):
        speak([segment(f"Hello number {n}.", "gtts:en-us", n) for n in range(20)])
    assert time.monotonic() - began < 30


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7.0), (None, None), ("soon", None), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0)],
)
def test_the_header_retry_after_is_read(header: str | None, seconds: float | None) -> None:
    assert seconds_of(header) == seconds


@given(st.text(alphabet="abc .,;!?—(", max_size=500))
def test_pieces_fit_and_lose_nothing(text: str) -> None:
    cut = pieces(text)
    assert all(0 < len(piece) <= 100 for piece in cut)
    assert re.sub(r"\s", "", "".join(cut)) == re.sub(r"\s", "", text)
