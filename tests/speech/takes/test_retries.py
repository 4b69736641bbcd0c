"""Trying again what may pass."""

from __future__ import annotations

import logging
import threading
import time

import pytest

from audio.errors import EngineError
from audio.speech.takes import retries


def test_the_waits_grow_within_a_limit_and_callers_do_not_come_all_at_once() -> None:
    waits = [[retries._back_off(attempt) for _ in range(20)] for attempt in (1, 2, 3, 9)]
    assert [min(each) for each in waits] == sorted(min(each) for each in waits)
    assert all(len(set(each)) > 10 for each in waits)
    assert retries.FIRST_WAIT <= min(waits[0]) < max(waits[3]) <= 8.5


def test_no_attempt_is_begun_when_patience_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retries, "PATIENCE", 0.1)
    monkeypatch.setattr(retries, "_back_off", lambda _: 0.06)
    calls: list[float] = []

    def attempt() -> None:
        calls.append(time.monotonic())
        raise EngineError("busy", passing=True)

    with pytest.raises(EngineError, match="busy"):
        retries.patiently(attempt, threading.Event())
    assert 2 <= len(calls) < retries.ATTEMPTS


def test_an_interruption_ends_a_wait_at_once() -> None:
    stop = threading.Event()
    threading.Timer(0.1, stop.set).start()

    def attempt() -> None:
        raise EngineError("busy", passing=True, retry_after=20)

    began = time.monotonic()
    with pytest.raises(EngineError):
        retries.patiently(attempt, stop)
    assert time.monotonic() - began < 15


def test_another_attempt_is_told_but_not_the_last_failure(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "audio")
    monkeypatch.setattr(retries, "_back_off", lambda _: 0.04)

    def attempt() -> None:
        raise EngineError("no reply for 'Dear diary'", passing=True)

    with pytest.raises(EngineError):
        retries.patiently(attempt, threading.Event())
    assert caplog.messages == [f"attempt {n} failed; another in 0.0 s" for n in range(1, retries.ATTEMPTS)]


def test_what_it_gives_is_given() -> None:
    assert retries.patiently(lambda: 7, threading.Event()) == 7
