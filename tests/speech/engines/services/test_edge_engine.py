"""Microsoft's service, with the real client and a service on the loopback that speaks as it does."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from loopback import pitch_of, sound
from making import segment, speak, voice

from audio import extras
from audio.cast import find
from audio.errors import EngineError, SpeechError, VoiceError
from audio.speech import catalogue, engine, engine_status
from audio.speech.engines.services import online
from audio.speech.takes import retries

pytest.importorskip("edge_tts")
from aiohttp import WSMsgType, web
from edge_tts import communicate


@dataclass
class Microsoft:
    """What the service was asked, and what it is to answer."""

    asked: list[str] = field(default_factory=list)
    """SSML."""
    answers: list[int | str] = field(default_factory=list)
    """A status, or `silence`, `hang`, `break`, `odd`."""
    headers: dict[str, str] = field(default_factory=dict)


def _message(path: str, content: str = "{}") -> str:
    return f"X-RequestId:1\r\nContent-Type:application/json\r\nPath:{path}\r\n\r\n{content}"


def _word(text: str, start: float, length: float) -> str:
    about = f'{{"Offset":{round(start * 1e7)},"Duration":{round(length * 1e7)},"text":{{"Text":"{text}"}}}}'
    return _message("audio.metadata", f'{{"Metadata":[{{"Type":"WordBoundary","Data":{about}}}]}}')


async def _speak(socket: web.WebSocketResponse, ssml: str) -> None:
    """Send the sound of a text, 50 ms a character, in pieces, and the time of each word."""
    text = re.sub(r"<[^>]*>", "", ssml)
    head = b"X-RequestId:1\r\nContent-Type:audio/mpeg\r\nPath:audio\r\n"
    heard = sound(0.05 * len(text))
    await socket.send_str(_message("turn.start"))
    for at in range(0, len(heard), 1000):
        await socket.send_bytes(len(head).to_bytes(2, "big") + head + heard[at : at + 1000])
    for match in re.finditer(r"\w+", text):
        await socket.send_str(_word(match[0], 0.2 + 0.05 * match.start(), 0.05 * len(match[0])))
    await socket.send_str(_message("turn.end"))


def _application(told: Microsoft) -> web.Application:
    async def answer(request: web.Request) -> web.StreamResponse:
        answer = told.answers.pop(0) if told.answers else "speak"
        if isinstance(answer, int):
            told.asked.append("")
            return web.Response(status=answer, headers=told.headers)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        async for message in socket:
            if message.type == WSMsgType.TEXT and "Path:ssml" in message.data:
                told.asked.append(message.data.partition("\r\n\r\n")[2])
                if answer == "hang":
                    await asyncio.sleep(4)
                elif answer == "odd":
                    await socket.send_str(_message("something.new"))
                elif answer == "silence":
                    await socket.send_str(_message("turn.end"))
                elif answer == "speak":
                    await _speak(socket, told.asked[-1])
                await socket.close()
        return socket

    application = web.Application()
    application.router.add_get("/edge", answer)
    return application


@pytest.fixture
def microsoft(cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Microsoft]:
    told = Microsoft()
    loop = asyncio.new_event_loop()
    started: list[int] = []

    async def start() -> web.AppRunner:
        runner = web.AppRunner(_application(told), shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        started.append(runner.addresses[0][1])
        return runner

    runner = loop.run_until_complete(start())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(communicate, "WSS_URL", f"ws://127.0.0.1:{started[0]}/edge?token=1")
    monkeypatch.setattr(retries, "_back_off", lambda _: 0.01)
    yield told
    asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(5)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def test_a_text_is_spoken_and_its_words_are_timed(microsoft: Microsoft) -> None:
    speech = engine("edge").speak("Fish & chips, please", voice("edge:en-GB-SoniaNeural"))
    assert (
        "<voice name='Microsoft Server Speech Text to Speech Voice (en-GB, SoniaNeural)'>"
        in microsoft.asked[0]
    )
    assert "Fish &amp; chips, please" in microsoft.asked[0]
    assert "rate='+0%'" in microsoft.asked[0]
    assert pitch_of(speech.samples, speech.rate) == pytest.approx(300, rel=0.01)
    assert [word.text for word in speech.words] == ["Fish", "amp", "chips", "please"]
    assert speech.words[0].start / speech.rate == pytest.approx(0.2, abs=0.001)
    assert speech.words[-1].end <= len(speech.samples)


@pytest.mark.parametrize(("speed", "rate"), [(1.25, "+25%"), (0.5, "-50%"), (2.0, "+100%")])
def test_the_service_changes_the_speed(microsoft: Microsoft, speed: float, rate: str) -> None:
    engine("edge").speak("Hello.", voice("edge:en-GB-SoniaNeural", speed=speed))
    assert f"rate='{rate}'" in microsoft.asked[0]


@pytest.mark.parametrize("failure", [429, 503, "silence", "odd"])
def test_after_a_failure_that_passes_the_text_is_spoken(microsoft: Microsoft, failure: int | str) -> None:
    microsoft.answers = [failure, failure]
    assert speak([segment("Hello there.", "edge:en-GB-SoniaNeural")])[0].length > 0
    assert len(microsoft.asked) == 3


def test_a_refusal_is_told_and_not_tried_again(microsoft: Microsoft) -> None:
    microsoft.answers = [401] * 9
    with pytest.raises(SpeechError, match="Edge refuses"):
        speak([segment("Hello there.", "edge:en-GB-SoniaNeural")])
    assert len(microsoft.asked) == 1


def test_a_voice_that_the_service_does_not_have_is_asked_for_once(microsoft: Microsoft) -> None:
    microsoft.answers = ["silence"] * 9
    with pytest.raises(SpeechError, match="en-GB-NobodyNeural, which may not exist"):
        speak([segment("Hello there.", "edge:en-GB-NobodyNeural")])
    assert len(microsoft.asked) == 1


def test_the_wait_that_the_service_asks_for_is_kept(microsoft: Microsoft) -> None:
    microsoft.answers, microsoft.headers = [429], {"Retry-After": "1"}
    began = time.monotonic()
    speak([segment("Hello there.", "edge:en-GB-SoniaNeural")])
    assert 1 <= time.monotonic() - began < 20


def test_a_service_that_hangs_is_given_up(microsoft: Microsoft, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(online, "WHOLE_TIMEOUT", 0.3)
    microsoft.answers = ["hang"]
    began = time.monotonic()
    with pytest.raises(EngineError, match="Edge gave no answer in time") as raised:
        engine("edge").speak("Hello there.", voice("edge:en-GB-SoniaNeural"))
    assert raised.value.passing
    assert time.monotonic() - began < 3.5


def test_without_a_network_it_fails_in_one_sentence(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(communicate, "WSS_URL", "ws://127.0.0.1:9/edge?token=1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with pytest.raises(EngineError, match="Edge cannot be reached: check the network"):
        engine("edge").speak("Hello there.", voice("edge:en-GB-SoniaNeural"))


def test_a_voice_newer_than_the_list_is_taken_where_its_name_is_right(cache: Path) -> None:
    entry = find(catalogue(), "edge:en-GB-NewcomerMultilingualNeural")
    assert entry.language == "en-GB"
    for wrong in ("edge:en-GB-Newcomer", "edge:xx-XX-NewcomerNeural"):
        with pytest.raises(VoiceError, match="edge has no voice"):
            find(catalogue(), wrong)


def test_without_its_package_the_extra_is_named(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    with pytest.raises(VoiceError, match=r"pip install 'vivavoce\[edge\]'"):
        engine("edge").check(voice("edge:en-GB-SoniaNeural"))
    assert "vivavoce[edge]" in engine_status("edge").problem
    assert engine_status("edge").ready == 0
