"""Speaking on other machines, seen from both sides; threads of this process stand for them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from faulty import FaultyEngine, clipped
from making import segment, speak

from audio.errors import SpeechError, UnfitMachineError
from audio.speech import Engine, Take, read_take, speak_segments, unspoken
from audio.speech.engines.tone import ToneEngine
from audio.speech.takes.away import speak_batch
from audio.tasks.threads import Threads


class Elsewhere(Threads):
    """Threads that take note of what is handed to them."""

    def __init__(self, count: int = 2) -> None:
        super().__init__(count)
        self.sent: list[tuple[Callable[..., Any], tuple[Any, ...]]] = []
        self.under_way = self.most_under_way = 0

    def submit(self, call: Callable[..., Any], /, *about: Any) -> Future[Any]:
        self.sent.append((call, about))
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        future = super().submit(call, *about)
        future.add_done_callback(self._came_back)
        return future

    def _came_back(self, _: Future[Any]) -> None:
        self.under_way -= 1


@pytest.fixture
def away(cache: Path) -> Iterator[Elsewhere]:
    made = Elsewhere()
    yield made
    made.close()


def _sound(takes: tuple[Take, ...]) -> list[bytes]:
    return [read_take(take).tobytes() for take in takes]


SEGMENTS = [segment(f"Text number {n} {'goes on ' * (n % 5)}", number=n) for n in range(1, 21)]


def test_what_is_spoken_away_is_what_would_be_spoken_here(
    away: Elsewhere, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []
    there = speak_segments(SEGMENTS, away=away, progress=told.append)
    monkeypatch.setenv("VIVAVOCE_CACHE", str(tmp_path / "other"))
    here = speak_segments(SEGMENTS)
    assert _sound(there) == _sound(here)
    assert [replace(take, clip=Path()) for take in there] == [replace(take, clip=Path()) for take in here]
    assert [each.done for each in told] == list(range(1, 21))


def test_a_task_is_a_function_of_the_house_and_one_text_without_any_key(
    away: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    speak_segments(SEGMENTS, away=away)
    assert len(away.sent) > away.count
    for call, (batch,) in away.sent:
        assert call is speak_batch
        assert json.loads(batch)["jobs"]
        assert "sk-very-secret" not in batch


def test_every_worker_gets_several_batches_and_no_text_is_sent_twice(away: Elsewhere) -> None:
    speak_segments([*SEGMENTS, *SEGMENTS], away=away)
    batches = [json.loads(about[0])["jobs"] for _, about in away.sent]
    texts = [job["segment"]["spoken"] for batch in batches for job in batch]
    assert sorted(texts) == sorted({each.spoken for each in SEGMENTS})
    assert len(batches) >= 4 * away.count


def test_a_service_has_no_more_callers_than_it_serves(cache: Path, bring: Callable[[Engine], None]) -> None:
    class Service(ToneEngine):
        name, online, parallel = "service", True, 3

    bring(Service())
    many = Elsewhere(12)
    speak([replace(each, voice=replace(each.voice, engine="service")) for each in SEGMENTS], away=many)
    many.close()
    assert many.most_under_way == 3


def test_a_machine_whose_takes_would_be_others_refuses(
    away: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    speak_segments(SEGMENTS, away=away)
    monkeypatch.setattr(ToneEngine, "version", "2")
    with pytest.raises(
        UnfitMachineError, match=r"tone:mid \(en\) is version '2' there, and '1' is asked for"
    ):
        speak_batch(away.sent[0][1][0])


def test_a_doubtful_take_is_bettered_away(
    cache: Path, bring: Callable[[Engine], None], away: Elsewhere
) -> None:
    faulty = FaultyEngine()
    texts = [f"The clock of number {n} is slow today" for n in range(12)]
    texts[7] = "It was not like this at all, she said to him at last."
    faulty.faults = lambda text, _: clipped if text == texts[7] else None
    bring(faulty)
    segments = [segment(text, "faulty:low", n) for n, text in enumerate(texts, 1)]
    takes = speak(segments, away=away)
    doubts = [job for _, (batch,) in away.sent for job in json.loads(batch)["jobs"] if job["doubt"]]
    assert [job["segment"]["spoken"] for job in doubts] == [texts[7]]
    assert all(take.judged for take in takes)
    assert takes[7].flaws == ()
    assert unspoken(segments) == ()


def test_what_fails_away_names_the_turn_and_keeps_what_was_finished(
    cache: Path, bring: Callable[[Engine], None], away: Elsewhere
) -> None:
    class Failing(ToneEngine):
        name = "failing"

        def speak(self, text: str, voice: Any) -> Any:
            if "never" in text:
                raise ZeroDivisionError("by zero")
            return super().speak(text, voice)

    bring(Failing())
    texts = ["This is said first, since it is the longest of them", "This never is"]
    segments = [segment(text, "failing:low", n) for n, text in enumerate(texts, 1)]
    with pytest.raises(SpeechError, match=r"Turn 2 .*failing failed with ZeroDivisionError: by zero"):
        speak(segments, away=away)
    away.close()
    assert unspoken(segments) == (segments[1],)


def test_where_another_voice_fails_the_fallback_voice_speaks_away_as_well(
    cache: Path, bring: Callable[[Engine], None], away: Elsewhere
) -> None:
    class Broken(ToneEngine):
        name = "broken"

        def speak(self, *_: object) -> Any:
            raise ZeroDivisionError("by zero")

    bring(Broken())
    (one,) = speak([segment("Who speaks?", "broken:low")], away=away, fallback=segment("", "tone:high").voice)
    assert one.fallback
    assert (str(one.voice), one.fallback.why) == ("tone:high", "by zero")
