"""From segments to takes."""

from __future__ import annotations

import threading
import time
import wave
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from faulty import FaultyEngine, clipped
from making import segment, voice

from audio.cast import Voice
from audio.errors import EngineError, SpeechError, VoiceError
from audio.speech import Engine, Progress, Slots, Speech, Take, speak_segments, unspoken
from audio.speech.engines.tone import PITCHES, ToneEngine
from audio.speech.takes import callers, retries
from audio.speech.takes.cache import key_of
from audio.speech.takes.pace import pace_of


class CountingEngine(ToneEngine):
    """Hums, remembers what it was asked for, and fails as it is told."""

    name = "counting"

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fail: Callable[[str, int], EngineError | None] = lambda _text, _time: None
        self.lock = threading.Lock()
        self.callers = 0
        self.most_callers = 0
        self.seconds = 0.0
        self.meeting = threading.Barrier(1)
        """As many as it is for wait here for each other, at most a minute."""

    def speak(self, text: str, voice: Voice) -> Speech:
        with self.lock:
            self.asked.append(text)
            times = self.asked.count(text)
            self.callers += 1
            self.most_callers = max(self.most_callers, self.callers)
        try:
            self.meeting.wait(60)
            time.sleep(self.seconds)
            if error := self.fail(text, times):
                raise error
            return super().speak(text, voice)
        finally:
            with self.lock:
                self.callers -= 1


@pytest.fixture
def counting(cache: Path, bring: Callable[[Engine], None], monkeypatch: pytest.MonkeyPatch) -> CountingEngine:
    made = CountingEngine()
    bring(made)
    monkeypatch.setattr(retries, "_back_off", lambda _: 0.01)
    return made


def _samples(take: Take) -> np.ndarray:
    with wave.open(str(take.clip), "rb") as clip:
        assert (clip.getnchannels(), clip.getsampwidth(), clip.getframerate()) == (1, 2, take.rate)
        samples = np.frombuffer(clip.readframes(clip.getnframes()), "<i2")
    assert len(samples) == take.length
    return samples


def _pitch(take: Take) -> float:
    spectrum = np.abs(np.fft.rfft(_samples(take)))
    return float(np.argmax(spectrum) * take.rate / take.length)


def test_after_an_interruption_nothing_more_is_asked_for(counting: CountingEngine) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(EngineError, match="stopped"):
        callers.speak_patiently(counting, "hello", voice("counting:mid"), stop, stop)
    assert counting.asked == []


def test_takes_come_in_the_order_of_the_segments_each_in_its_voice(cache: Path) -> None:
    segments = [segment("word " * (9 - n) + str(n), f"tone:{v}", n) for n, v in enumerate(PITCHES, 1)]
    takes = speak_segments(segments)
    assert [take.segment for take in takes] == segments
    for take in takes:
        assert _pitch(take) == pytest.approx(PITCHES[take.segment.voice.name], rel=0.02)
        assert take.length / take.rate == pytest.approx(0.05 * len(take.segment.spoken), abs=0.1)


def test_a_second_run_speaks_nothing_and_gives_the_same_samples(counting: CountingEngine) -> None:
    segments = [segment(f"this is number {n}", "counting:low", n) for n in range(1, 6)]
    first = speak_segments(segments)
    counting.asked.clear()
    second = speak_segments(segments)
    assert counting.asked == []
    assert all(take.cached for take in second)
    assert not any(take.cached for take in first)
    assert [_samples(take).tobytes() for take in first] == [_samples(take).tobytes() for take in second]
    assert [take.words for take in first] == [take.words for take in second]


def test_a_changed_word_costs_one_segment(counting: CountingEngine) -> None:
    segments = [segment(f"this is number {n}", "counting:low", n) for n in range(1, 6)]
    speak_segments(segments)
    counting.asked.clear()
    segments[2] = segment("that is number 3", "counting:low", 3)
    speak_segments(segments)
    assert counting.asked == ["that is number 3"]


@pytest.mark.parametrize(
    ("about", "calls"),
    [({"speed": 1.2}, 1), ({"language": "fr"}, 1), ({"gain_db": 3.0}, 0), ({"pan": -0.5}, 0)],
)
def test_only_what_is_heard_in_the_take_makes_a_new_one(
    counting: CountingEngine, about: dict[str, object], calls: int
) -> None:
    speak_segments([segment("the same words", "counting:low")])
    counting.asked.clear()
    speak_segments([segment("the same words", "counting:low", **about)])
    assert len(counting.asked) == calls


def test_a_new_version_of_an_engine_makes_new_takes(counting: CountingEngine) -> None:
    speak_segments([segment("hello", "counting:low")])
    counting.version = "2"
    speak_segments([segment("hello", "counting:low")])
    assert counting.asked == ["hello", "hello"]


def test_segments_that_say_the_same_are_spoken_once(counting: CountingEngine) -> None:
    segments = [segment("Thank you.", "counting:low", n) for n in (1, 2, 3)]
    takes = speak_segments(segments)
    assert counting.asked == ["Thank you."]
    assert [take.segment.number for take in takes] == [1, 2, 3]


def test_the_longest_pieces_are_spoken_first(counting: CountingEngine) -> None:
    texts = ["short", "the longest of them all", "a middling one"]
    speak_segments([segment(text, "counting:low", n) for n, text in enumerate(texts, 1)], slots=Slots(1))
    assert counting.asked == sorted(texts, key=len, reverse=True)


def test_as_many_callers_speak_at_once_as_are_allowed(counting: CountingEngine) -> None:
    counting.meeting = threading.Barrier(3)
    counting.seconds = 0.02  # long enough that one more would be seen
    segments = [segment(f"text {n}", "counting:low", n) for n in range(9)]
    speak_segments(segments, slots=Slots(3))
    assert counting.most_callers == 3


def test_those_who_speak_beside_each_other_call_an_engine_no_more_often_at_once(
    counting: CountingEngine,
) -> None:
    counting.meeting = threading.Barrier(2)
    counting.seconds = 0.02
    parts = [[segment(f"text {part} {n}", "counting:low", n) for n in range(8)] for part in range(2)]
    slots = Slots(2)
    with ThreadPoolExecutor(2) as both:
        takes = list(both.map(lambda part: speak_segments(part, slots=slots), parts))
    assert [len(some) for some in takes] == [8, 8]
    assert counting.most_callers == 2


def test_an_engine_is_not_called_more_often_at_once_than_it_serves(counting: CountingEngine) -> None:
    counting.seconds = 0.02
    counting.parallel = 1  # type: ignore[assignment]
    speak_segments([segment(f"text {n}", "counting:low", n) for n in range(4)])
    assert counting.most_callers == 1


def test_nothing_to_say_gives_a_take_without_length(cache: Path) -> None:
    takes = speak_segments([segment("", number=1), segment("hello", number=2)])
    assert takes[0].length == 0
    assert len(_samples(takes[0])) == 0
    assert takes[1].length > 0


def test_an_unknown_voice_fails_before_anything_is_spoken(counting: CountingEngine) -> None:
    with pytest.raises(VoiceError, match="counting has no voice 'mud'"):
        speak_segments([segment("hello", "counting:low"), segment("there", "counting:mud", 2)])
    assert counting.asked == []


def test_what_can_pass_is_tried_again(counting: CountingEngine) -> None:
    counting.fail = lambda _, times: EngineError("busy", passing=True) if times < 3 else None
    assert speak_segments([segment("hello", "counting:low")])[0].length > 0
    assert len(counting.asked) == 3


def test_what_cannot_pass_is_not_tried_again(counting: CountingEngine) -> None:
    counting.fail = lambda *_: EngineError("bad key")
    with pytest.raises(SpeechError):
        speak_segments([segment("hello", "counting:low")])
    assert len(counting.asked) == 1


def test_the_wait_that_a_service_asks_for_is_kept(counting: CountingEngine) -> None:
    counting.fail = lambda _, times: EngineError("429", passing=True, retry_after=0.4) if times == 1 else None
    began = time.monotonic()
    speak_segments([segment("hello", "counting:low")])
    assert 0.4 <= time.monotonic() - began < 20


def test_a_service_that_asks_for_too_long_a_wait_is_not_waited_for(counting: CountingEngine) -> None:
    counting.fail = lambda *_: EngineError("429", passing=True, retry_after=3600)
    with pytest.raises(SpeechError):
        speak_segments([segment("hello", "counting:low")])
    assert len(counting.asked) == 1


def test_a_failure_names_turn_line_and_words_and_keeps_the_other_takes(counting: CountingEngine) -> None:
    counting.fail = lambda text, _: EngineError("the voice broke.") if text == "bad" else None
    segments = [segment("this is good", "counting:low", 1), segment("bad", "counting:low", 2)]
    with pytest.raises(
        SpeechError, match=r"^Turn 2 \(line 12, Ada: “bad”\) could not be spoken\. the voice broke\."
    ):
        speak_segments(segments, slots=Slots(1))
    counting.asked.clear()
    counting.fail = lambda *_: None
    speak_segments(segments)
    assert counting.asked == ["bad"]


def test_a_failure_stops_the_rest_soon(counting: CountingEngine) -> None:
    counting.seconds = 0.05
    counting.fail = lambda text, _: EngineError("no") if "x" in text else None
    segments = [segment("x" * 99, "counting:low", 1)]
    segments += [segment(f"text {n}", "counting:low", n) for n in range(2, 60)]
    with pytest.raises(SpeechError):
        speak_segments(segments, slots=Slots(2))
    assert len(counting.asked) < 10


def test_a_fault_within_an_engine_is_told_without_a_traceback(counting: CountingEngine) -> None:
    def fault(_text: str, _times: int) -> None:
        raise KeyError("missing")

    counting.fail = fault
    with pytest.raises(SpeechError, match="counting failed with KeyError: 'missing'"):
        speak_segments([segment("hello", "counting:low")])


def test_silence_for_words_is_an_error(counting: CountingEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = Speech(np.zeros(24_000, np.float32), 24_000)
    monkeypatch.setattr(CountingEngine, "speak", lambda *_: silent)
    with pytest.raises(SpeechError, match="counting:low gave only silence"):
        speak_segments([segment("hello", "counting:low")])


def test_an_interruption_stops_at_once_and_keeps_the_takes(counting: CountingEngine) -> None:
    counting.seconds = 0.02
    segments = [segment(f"text number {n}", "counting:low", n) for n in range(100, 200)]

    def interrupt(progress: Progress) -> None:
        if progress.done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        speak_segments(segments, slots=Slots(2), progress=interrupt)
    time.sleep(0.1)
    asked = len(counting.asked)
    assert asked < 20
    speak_segments(segments, slots=Slots(2))
    assert len(counting.asked) == 100


def test_progress_counts_segments_and_characters(counting: CountingEngine) -> None:
    segments = [segment(text, "counting:low", n) for n, text in enumerate(("one", "two two", "one"), 1)]
    speak_segments(segments[1:2])
    seen: list[Progress] = []
    speak_segments(segments, progress=seen.append)
    assert [each.done for each in seen] == [1, 2, 3]
    assert {each.total for each in seen} == {3}
    assert seen[0].cached
    assert not seen[-1].cached
    assert (seen[-1].characters, seen[-1].of_characters) == (3, 3)


def test_progress_counts_takes_and_not_their_sentences(counting: CountingEngine) -> None:
    segments = [segment("One. Two. Three.", "counting:low"), segment("Four, and no more.", "counting:low", 2)]
    seen: list[Progress] = []
    speak_segments(segments, progress=seen.append, slots=Slots(1))
    assert [each.done for each in seen] == [1, 2]
    assert {each.total for each in seen} == {2}


def test_voices_of_cached_takes_need_no_files(
    counting: CountingEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = [segment("hello there", "counting:low")]
    speak_segments(script)
    assert unspoken(script) == ()

    def lacking(*_: object) -> None:
        raise VoiceError("its model is gone")

    monkeypatch.setattr(CountingEngine, "check", lacking)
    assert speak_segments(script)[0].cached
    with pytest.raises(VoiceError, match="gone"):
        speak_segments([*script, segment("something new", "counting:low", 2)])


def test_no_segments_give_no_takes(cache: Path) -> None:
    assert speak_segments([]) == ()


def test_takes_do_not_depend_on_where_they_are_used(counting: CountingEngine) -> None:
    one = segment("the same", "counting:low", 1)
    speak_segments([one])
    other = replace(one, turn=9, speaker="Bob", pause_after="end")
    take = speak_segments([other])[0]
    assert take.cached
    assert take.segment == other


class HangingEngine(ToneEngine):
    """Speaks without end until it is interrupted, but for the first text."""

    name = "hanging"
    parallel = 2

    def __init__(self) -> None:
        self.ended = threading.Event()
        self.told: set[int] = set()

    def speak(self, text: str, voice: Voice) -> Speech:
        if "first" not in text and self.ended.wait(20):
            raise EngineError("It was broken off.")
        return super().speak(text, voice)

    def interrupt(self, callers: Collection[int]) -> None:
        self.told = set(callers)
        self.ended.set()


def test_an_engine_that_hangs_is_broken_off_by_an_interruption(
    cache: Path, bring: Callable[[Engine], None]
) -> None:
    engine = HangingEngine()
    bring(engine)

    def interrupt(_: Progress) -> None:
        raise KeyboardInterrupt

    texts = ["the first of all, and the longest", "another", "a third"]
    segments = [segment(text, "hanging:low", n) for n, text in enumerate(texts, 1)]
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        speak_segments(segments, slots=Slots(2), progress=interrupt)
    assert engine.ended.is_set()
    assert engine.told
    assert threading.get_ident() not in engine.told
    assert time.monotonic() - began < 10


def test_two_callers_of_one_text_speak_it_once_and_share_it(counting: CountingEngine) -> None:
    counting.seconds = 0.1
    segments = [segment(f"text number {n}", "counting:low", n) for n in range(6)]
    with ThreadPoolExecutor(2) as both:
        one, other = both.map(lambda order: speak_segments(order, slots=Slots(1)), [segments, segments[::-1]])
    assert len(counting.asked) == 6
    assert [take.clip for take in one] == [take.clip for take in other][::-1]
    assert 0 < sum(take.cached for take in one) < 6, "each has spoken some"


def test_a_take_that_another_caller_failed_at_is_spoken_by_who_waits_for_it(counting: CountingEngine) -> None:
    counting.seconds = 0.3
    counting.fail = lambda _, time: EngineError("no") if time == 1 else None
    with ThreadPoolExecutor(2) as both:
        tries = [both.submit(speak_segments, [segment("hello", "counting:low")]) for _ in range(2)]
        errors = [attempt.exception() for attempt in tries]
    assert sum(error is None for error in errors) == 1


def test_a_doubtful_take_is_bettered_by_one_of_two_callers(
    cache: Path, bring: Callable[[Engine], None]
) -> None:
    engine = FaultyEngine()
    engine.faults = lambda text, speed: clipped if text == "a doubtful one" and speed.speed == 1 else None
    bring(engine)
    doubtful = [segment("a doubtful one", "faulty:mid")]
    with ThreadPoolExecutor(2) as both:
        one, other = both.map(speak_segments, [doubtful, doubtful])
    assert one[0].clip == other[0].clip
    assert len(engine.asked) == len(set(engine.asked))


def test_who_found_a_take_doubtful_that_was_bettered_meanwhile_tries_nothing_again(
    cache: Path, bring: Callable[[Engine], None]
) -> None:
    engine = FaultyEngine()
    engine.faults = lambda _text, speed: clipped if speed.speed == 1 else None
    bring(engine)
    one = segment("a doubtful one", "faulty:mid")
    with callers.Callers(Slots(1), None) as speaking:
        doubtful = speaking.speak(one, key_of(one.spoken, one.voice))
        assert doubtful
        bettered, found = (speaking.better(doubtful, "", pace_of([])) for _ in range(2))
    assert doubtful.clip != bettered.clip == found.clip
    assert len(engine.asked) == len(set(engine.asked))


def test_an_engine_is_never_called_by_more_than_it_serves(
    counting: CountingEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CountingEngine, "parallel", 2)
    counting.seconds = 0.05
    speak_segments([segment(f"text number {n}", "counting:low", n) for n in range(8)], slots=Slots(8))
    assert counting.most_callers == 2
