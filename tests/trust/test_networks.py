"""Whatever a network does to a service: an episode is whole or the error clear, and no answer is lost."""

from __future__ import annotations

import base64
import io
import json
import random
import threading
import time
import wave
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from web import Answer, Wire, drip, half, hang, reset, serving, unsaid_half, whole

from audio import Plan, plan
from audio.errors import SpeechError, VivavoceError
from audio.speech import Allow, Slots, engine, speak_segments
from audio.speech.engines.services import online
from audio.speech.takes import retries

ALL = Allow(online=True, paid=True)
PER_LETTER = 0.02
"""Seconds of sound for each letter."""


def spoken(text: str) -> bytes:
    """A WAV file as long as its text."""
    samples = 8000 * np.sin(np.arange(round(24_000 * PER_LETTER * len(text))) * 0.06)
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(24_000)
        sound.writeframes(samples.astype("<i2").tobytes())
    return out.getvalue()


def right(line: object, body: str) -> None:
    """Speak what is asked for."""
    whole(spoken(json.loads(body)["input"]))(line, body)  # type: ignore[arg-type]


def of_text(make: Callable[[bytes], Answer]) -> Answer:
    """Spoil the right reply."""
    return lambda line, body: make(spoken(json.loads(body)["input"]))(line, body)


FAULTS: dict[str, tuple[Answer, str]] = {
    "resets": (reset, "cannot be reached"),
    "hangs": (hang, "no answer in time"),
    "429": (whole(b"", "429 Too Many"), "too many requests"),
    "429, wait": (whole(b"", "429 Too Many", "Retry-After: 0"), "too many requests"),
    "500": (whole(b"oh", "500 Trouble"), "in trouble"),
    "half": (of_text(half), "broke off"),
    "half, unsaid": (of_text(unsaid_half), "broke off"),
    "drips": (of_text(drip), "no answer in time"),
    "drips in its head": (drip(in_head=True), "no answer in time"),
}
"""What may pass, and what is said where it does not."""


@pytest.fixture
def talk(stranger: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Wire], Plan]]:
    """Plan the talk for a server that wants to be paid."""
    monkeypatch.setattr(retries, "_back_off", lambda _: 0.01)
    monkeypatch.setattr(online, "WHOLE_TIMEOUT", 0.5)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secretsecret")

    def planned(wire: Wire) -> Plan:
        monkeypatch.setenv("OPENAI_BASE_URL", wire.address)
        return plan("talk.md", options={"engine": "openai"})

    yield planned
    engine.cache_clear()


def texts(wire: Wire) -> Counter[str]:
    return Counter(json.loads(body)["input"] for body in wire.asked)


def whole_takes(made: Plan) -> bool:
    """Speak, and tell whether every take is as long as its text."""
    takes = speak_segments(made.segments, slots=Slots(1), allow=ALL)
    wanted = [PER_LETTER * len(segment.spoken) for segment in made.segments]
    return [take.length / take.rate for take in takes] == pytest.approx(wanted, abs=0.15)


def outcome(made: Plan) -> str:
    """Speak; give what was said where that failed."""
    try:
        assert whole_takes(made)
    except SpeechError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_that_passes_costs_one_request_more_and_nothing_is_missing(talk, name):
    with serving(FAULTS[name][0], right) as wire:
        made = talk(wire)
        assert whole_takes(made)
        assert sorted(texts(wire).values()) == [1] * (len(made.segments) - 1) + [2]
        assert whole_takes(talk(wire))
        assert sum(texts(wire).values()) == len(made.segments) + 1


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_that_stays_is_a_clear_error_after_a_few_requests(talk, name, monkeypatch):
    monkeypatch.setattr(retries, "ATTEMPTS", 2)
    with serving(FAULTS[name][0]) as wire, pytest.raises(SpeechError, match=FAULTS[name][1]) as raised:
        speak_segments(talk(wire).segments[:1], allow=ALL)
    assert "Turn 1 (line 1, Ada Stone: “Who winds the clock?”) could not be spoken" in str(raised.value)
    assert len(wire.asked) == retries.ATTEMPTS


def test_a_server_that_refuses_connections_is_told_within_seconds(talk):
    with serving(right) as wire:
        made = talk(wire)
    began = time.monotonic()
    with pytest.raises(SpeechError, match="cannot be reached"):
        speak_segments(made.segments, allow=ALL)
    assert time.monotonic() - began < 3


def test_a_wait_that_is_too_long_is_not_waited_for(talk):
    with serving(whole(b"", "429 Too Many", "Retry-After: 3600")) as wire, pytest.raises(SpeechError):
        speak_segments(talk(wire).segments[:1], allow=ALL)
    assert len(wire.asked) == 1


@pytest.mark.parametrize("wait", ["\u00b2", "-1", "soon", "9" * 400, "Mon, 01 Jan 0001 00:00:00 GMT", ""])
def test_a_wait_that_is_none_does_no_harm(wait):
    assert isinstance(online.refusal("It", 429, {"Retry-After": wait}), VivavoceError)


@pytest.mark.parametrize("reply", [b"<html><body>Log in to the hotel's network</body></html>", b"nonsense"])
def test_a_whole_reply_that_is_no_sound_is_not_paid_for_twice(talk, reply):
    with serving(whole(reply)) as wire, pytest.raises(SpeechError, match="no audio that can be read"):
        speak_segments(talk(wire).segments[:1], allow=ALL)
    assert len(wire.asked) == 1


def test_a_redirect_is_not_followed_with_the_text(talk):
    with serving(right) as other, serving(whole(b"", "302 Found", f"Location: {other.address}")) as wire:
        with pytest.raises(SpeechError, match="302"):
            speak_segments(talk(wire).segments[:1], allow=ALL)
        assert (len(wire.asked), other.asked) == (1, [])


def test_what_is_being_answered_when_another_text_fails_is_kept(talk):
    begun = threading.Event()

    def one_fails(line: object, body: str) -> None:
        if "clock" in body:
            begun.wait(5)
            whole(b"", "401 Unauthorized")(line, body)  # type: ignore[arg-type]
        else:
            begun.set()
            time.sleep(0.2)
            right(line, body)

    with serving(one_fails) as wire:
        made = talk(wire)
        for asked in (2, 3):
            with pytest.raises(SpeechError, match="refuses the key"):
                speak_segments(made.segments, slots=Slots(2), allow=ALL)
            assert len(wire.asked) == asked


def test_of_three_failures_in_ten_an_episode_is_whole_or_says_what_is_missing(talk, stranger):
    lines = "".join(
        f"Ada: What would you say that {n} times {n} is?\n\nBen: I would say that it is {n * n}.\n\n"
        for n in range(10, 35)
    )
    (stranger / "talk.md").write_text(lines, encoding="utf-8")
    chance = random.Random(7)  # noqa: S311 - the same every time
    faults = [FAULTS[name][0] for name in ("resets", "429, wait", "500", "half", "half, unsaid")]
    answered: Counter[str] = Counter()

    def moody(line: object, body: str) -> None:
        if chance.random() < 0.3:
            chance.choice(faults)(line, body)  # type: ignore[arg-type]
        else:
            answered[json.loads(body)["input"]] += 1
            right(line, body)

    with serving(moody) as wire:
        made = talk(wire)
        told = [said for said in (outcome(made) for _ in range(9)) if said]
        assert all("could not be spoken" in said and "Finished takes are kept" in said for said in told)
        assert len(told) < 8
        assert set(answered.values()) == {1}
        assert set(answered) == {segment.spoken for segment in made.segments}


def test_googles_certificate_is_asked_for_and_no_redirect_followed(stranger, monkeypatch):
    """Its client accepts any certificate: whoever stands between could read the text."""
    sent = []

    def send(self: object, request: object, **how: object) -> None:
        sent.append(how)
        raise OSError

    monkeypatch.setattr("requests.Session.send", send)
    with pytest.raises(OSError):  # noqa: PT011 - ours
        engine("gtts").speak("Hello.", plan("talk.md", options={"engine": "gtts"}).segments[0].voice)
    assert (bool(sent[0]["verify"]), sent[0]["allow_redirects"]) == (True, False)


def test_googles_replies_are_whole_or_asked_for_again(stranger, monkeypatch):
    monkeypatch.setattr(retries, "_back_off", lambda _: 0.01)
    sound = base64.b64encode(spoken("Who winds the clock?" * 4))
    reply = b'[["wrb.fr","jQ1olc","[\\"' + sound + b'\\"]"]]'
    with serving(half(reply), whole(b"<html>"), reset, whole(reply)) as wire:
        monkeypatch.setenv("VIVAVOCE_GTTS_URL", wire.address)
        made = plan("talk.md", options={"engine": "gtts"})
        assert speak_segments(made.segments[:1], allow=ALL)[0].length > 0
        assert len(wire.asked) == 4
