"""Takes are judged before they count, and bad ones are tried again."""

from __future__ import annotations

import logging
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from faulty import (
    FaultyEngine,
    broken_off,
    clipped,
    doubled,
    drawn_out,
    noisy,
    silent,
)
from making import segment, speak

from audio.cast import Voice
from audio.errors import EngineError, SpeechError
from audio.models.files import CACHE_VARIABLE
from audio.speech import Engine, Segment, Slots, Take, flaw_warnings
from audio.speech.takes import cache as cache_of_takes
from audio.speech.takes import retakes
from audio.speech.takes.pace import Pace

SOUND = [
    "The old lighthouse stood on a lonely rock.",
    "Every letter came across the water by boat.",
    "Nobody had thought that it would last so long.",
    "In winter the waves went over the lantern.",
    "They kept the log in a neat round hand.",
    "It was painted white again every other year.",
]
BAD = "Then the lamp went out, and nobody knew why it did."


@pytest.fixture
def faulty(cache: Path, bring: Callable[[Engine], None]) -> FaultyEngine:
    made = FaultyEngine()
    bring(made)
    return made


def _script(*texts: str) -> list[Segment]:
    return [segment(text, "faulty:mid", number) for number, text in enumerate((*SOUND, *texts), 1)]


def _samples(take: Take) -> np.ndarray:
    with wave.open(str(take.clip), "rb") as clip:
        return np.frombuffer(clip.readframes(clip.getnframes()), "<i2")


def _spoil_first_try(engine: FaultyEngine, fault: object) -> None:
    engine.faults = lambda text, voice: fault if text == BAD and voice.speed == 1 else None  # type: ignore[return-value]


@pytest.mark.parametrize(
    "fault", [clipped, noisy(0.8), doubled, drawn_out, broken_off, silent],
    ids=["clipping", "noise", "repeat", "too long", "too short", "silence"],
)  # fmt: skip
def test_a_bad_take_is_tried_again_and_a_good_one_kept(faulty: FaultyEngine, fault: object) -> None:
    good = speak(_script(BAD))[-1]
    assert not good.flaws
    good.clip.unlink()
    _spoil_first_try(faulty, fault)
    faulty.asked.clear()
    take = speak(_script(BAD))[-1]
    assert take.flaws == ()
    assert len(faulty.asked) > 1
    assert take.length == pytest.approx(good.length, rel=0.15)
    assert np.abs(_samples(take)).max() < 30_000


def test_a_second_try_is_told_with_the_way_that_won_and_without_the_text(
    faulty: FaultyEngine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "audio")
    _spoil_first_try(faulty, noisy(0.8))
    speak(_script(BAD))
    [told] = [message for message in caplog.messages if message.startswith("segment 7")]
    assert told in {f"segment 7 had ['noise']; {way} won with []" for way in ("after_neighbour", "in_pieces")}
    assert "lamp" not in caplog.text


def test_a_way_that_fails_is_told_without_the_sentence_of_its_error(
    faulty: FaultyEngine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "audio")

    def spoil(text: str, voice: Voice) -> object:
        if text == BAD and voice.speed == 1:
            return noisy(0.8)
        if text not in SOUND:
            raise EngineError(f"It finds nothing to say in {text!r}.")
        return None

    faulty.faults = spoil  # type: ignore[assignment]
    speak(_script(BAD))
    assert "faulty:mid, slower: EngineError" in caplog.messages
    assert "segment 7 had ['noise']; the first try won with ['noise']" in caplog.messages
    assert "lamp" not in caplog.text


def test_good_takes_are_spoken_once(faulty: FaultyEngine) -> None:
    takes = speak(_script(BAD))
    assert len(faulty.asked) == len(takes)
    assert not any(take.flaws for take in takes)


def test_what_stays_doubtful_is_reported_with_its_turn(faulty: FaultyEngine) -> None:
    faulty.faults = lambda text, _: noisy(0.8) if text not in SOUND else None
    takes = speak(_script(BAD))
    assert [flaw.kind for flaw in takes[-1].flaws] == ["noise"]
    (told,) = flaw_warnings(takes)
    assert told.startswith("Turn 7 (Ada) may not sound right: 0.8 s of noise follow its last word. “Then the")


def test_of_several_bad_takes_the_best_is_kept(faulty: FaultyEngine) -> None:
    faulty.faults = lambda text, voice: noisy(1.6 if voice.speed >= 1 else 0.6) if text not in SOUND else None
    take = speak(_script(BAD))[-1]
    assert take.flaws[0].weight == pytest.approx(0.6, abs=0.15)
    assert take.flaws[0].kind == "noise"


def test_a_doubtful_take_is_not_tried_again_in_the_next_run(faulty: FaultyEngine) -> None:
    faulty.faults = lambda text, _: noisy(0.8) if text not in SOUND else None
    first = speak(_script(BAD))
    faulty.asked.clear()
    second = speak(_script(BAD))
    assert faulty.asked == []
    assert flaw_warnings(second) == flaw_warnings(first) != ()
    assert all(np.array_equal(_samples(a), _samples(b)) for a, b in zip(first, second, strict=True))


def test_the_same_takes_are_made_again_from_nothing(
    faulty: FaultyEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _spoil_first_try(faulty, drawn_out)
    first = [_samples(take).tobytes() for take in speak(_script(BAD))]
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "other"))
    assert [_samples(take).tobytes() for take in speak(_script(BAD), slots=Slots(1))] == first


def test_a_run_that_ended_before_the_takes_were_judged_is_made_good_by_the_next(faulty: FaultyEngine) -> None:
    _spoil_first_try(faulty, drawn_out)
    script = _script(BAD)
    good = speak(script)[-1]
    _unjudge(good, faulty, drawn_out)
    take = speak(script)[-1]
    assert take.length == good.length
    assert take.flaws == ()


def _unjudge(take: Take, engine: FaultyEngine, fault: Callable[..., object]) -> None:
    """Put the bad first take in the place of the one that was kept, as a killed run leaves it."""
    from audio.speech.sound import trim  # noqa: PLC0415
    from audio.speech.takes import cache  # noqa: PLC0415

    cache.store(take.segment, take.key, trim.trimmed(fault(engine.sound(BAD))))  # type: ignore[arg-type]
    assert not cache.find([take.key])[take.key].record.judged


def test_a_failure_while_trying_again_leaves_what_there_was(faulty: FaultyEngine) -> None:
    def fault(text: str, voice: object) -> Callable[..., object] | None:
        if text == BAD and voice.speed == 1:  # type: ignore[attr-defined]
            return drawn_out
        if text not in SOUND:
            raise EngineError("no more for today")
        return None

    faulty.faults = fault  # type: ignore[assignment]
    take = speak(_script(BAD))[-1]
    assert [flaw.kind for flaw in take.flaws] == ["length"]


def test_silence_in_every_way_fails_the_render(faulty: FaultyEngine) -> None:
    faulty.faults = lambda text, _: silent if text not in SOUND else None
    with pytest.raises(SpeechError, match="faulty:mid gave only silence"):
        speak(_script(BAD))


def test_a_bad_take_among_others_does_not_change_what_is_expected(faulty: FaultyEngine) -> None:
    faulty.faults = lambda text, voice: drawn_out if text in SOUND[:2] and voice.speed == 1 else None
    takes = speak(_script(BAD))
    assert not any(take.flaws for take in takes)
    slowed = {text for text, speed in faulty.asked if speed != 1}
    assert slowed
    assert slowed <= set(SOUND[:2])  # two pieces may do for one of them


class PaidEngine(FaultyEngine):
    """One that is paid by the character."""

    online = True

    def price(self, voice: Voice) -> float | None:
        return 0.0 if voice.name == "low" else None


@pytest.mark.parametrize(("name", "more"), [("mid", 0), ("low", 2)], ids=["paid", "free"])
def test_what_costs_money_is_sent_once_and_its_doubt_told(
    cache: Path, bring: Callable[[Engine], None], name: str, more: int
) -> None:
    paid = PaidEngine()
    bring(paid)
    paid.faults = lambda text, _: noisy(0.8) if text not in SOUND else None
    takes = speak([segment(each.spoken, f"faulty:{name}", each.number) for each in _script(BAD)])
    assert len(paid.asked) >= len(takes) + more
    assert len(paid.asked) == len(takes) or more
    assert len(flaw_warnings(takes)) == 1


def test_silence_that_was_paid_for_is_not_paid_for_again(
    cache: Path, bring: Callable[[Engine], None]
) -> None:
    paid = PaidEngine()
    bring(paid)
    paid.faults = lambda _text, _voice: silent
    with pytest.raises(SpeechError, match="gave only silence"):
        speak([segment(BAD, "faulty:mid")])
    assert paid.asked == [(BAD, 1.0)]


def test_a_take_that_is_cleared_away_before_it_is_judged_is_told_as_that(
    faulty: FaultyEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty.faults = lambda text, _: doubled if text == BAD else None
    asked = retakes.may_repeat

    def cleared(seconds: float, text: str, pace: Pace) -> bool:
        for clip in cache_of_takes.takes_folder().glob("*/*.wav"):
            clip.unlink(missing_ok=True)  # another thread may clear too
        return asked(seconds, text, pace)

    monkeypatch.setattr(retakes, "may_repeat", cleared)
    with pytest.raises(SpeechError, match=r"Something else may have changed the cache: render again"):
        speak(_script(BAD))


def test_takes_at_other_speeds_tell_the_pace_of_the_same_voice(cache: Path) -> None:
    speeds = (0.9, 0.95, 1.0, 1.05, 1.1)
    said = [
        segment(text, number=at, speed=speed)
        for at, (text, speed) in enumerate(zip(SOUND, speeds, strict=False), 1)
    ]
    takes = speak(said)
    (pace,) = retakes.paces_of(takes).values()
    assert pace.learned
    for take in takes:
        seconds = take.length / take.rate
        assert pace.at(take.voice.speed).expected(take.segment.spoken) == pytest.approx(seconds, rel=0.15)
