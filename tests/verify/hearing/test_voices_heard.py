"""Who is heard: measured on voices that are made here, of harmonics through formants."""

from __future__ import annotations

import numpy as np
import pytest

from audio.speech import Samples
from audio.verify.hearing.timbre import Timbre, timbre_of
from audio.verify.hearing.voices import check_voices_heard, distance
from audio.verify.values import TurnScore

RATE = 16_000


def voice(
    pitch: float, formants: tuple[float, ...], seconds: float = 3.0, seed: int = 0, glide: float = 0.03
) -> Samples:
    """Harmonics of a slowly moving pitch (Hz), louder near the formants (Hz), in syllables."""
    chance = np.random.default_rng(seed)
    time = np.arange(round(seconds * RATE)) / RATE
    now = pitch * (1 + glide * np.sin(2 * np.pi * 0.7 * time + chance.uniform(0, 6)))
    phase = 2 * np.pi * np.cumsum(now) / RATE
    sound = np.zeros_like(time)
    for harmonic in range(1, int(5000 / pitch)):
        place = harmonic * pitch
        level = sum(1 / (1 + ((place - formant) / 120) ** 2) for formant in formants) + 0.01
        sound += level * np.cos(harmonic * phase)
    syllables = np.clip(np.sin(2 * np.pi * 3 * time) + 0.6, 0, 1)
    noise = chance.normal(0, 0.002, len(time))
    return (0.1 * sound * syllables / np.abs(sound).max() + noise * 0.1).astype(np.float32)


LOW, HIGH = (105.0, (500, 1500, 2500)), (195.0, (650, 1900, 2900))


def timbre(kind: tuple[float, tuple[float, ...]], seed: int = 0) -> Timbre:
    found = timbre_of(voice(*kind, seed=seed), RATE)
    assert found is not None
    return found


def turn(number: int, speaker: str, seconds: float = 4.0) -> TurnScore:
    return TurnScore(number, speaker, 10, 0, number * 10.0, number * 10.0 + seconds)


TURNS = [turn(number, "Ada" if number % 2 else "Ben") for number in range(1, 9)]


def as_spoken(*exchanged: int) -> dict[int, Timbre]:
    """Ada high and Ben low, but for the turns that are exchanged."""
    return {
        score.number: timbre(
            HIGH if (score.speaker == "Ada") != (score.number in exchanged) else LOW, score.number
        )
        for score in TURNS
    }


@pytest.mark.parametrize("pitch", [80.0, 120.0, 180.0, 260.0])
def test_the_pitch_is_measured_within_a_quarter_of_a_semitone(pitch: float) -> None:
    found = timbre_of(voice(pitch, (500, 1500, 2500), glide=0.002), RATE)
    assert found is not None
    assert abs(12 * np.log2(found.pitch / pitch)) < 0.25


def test_loudness_is_no_part_of_a_voice() -> None:
    quiet = timbre_of(voice(*LOW) * np.float32(0.2), RATE)
    assert quiet is not None
    assert distance(timbre(LOW), quiet) < 0.1


def test_silence_noise_and_a_moment_have_no_voice() -> None:
    assert timbre_of(np.zeros(RATE * 3, np.float32), RATE) is None
    noise = np.random.default_rng(1).normal(0, 0.1, RATE * 3).astype(np.float32)
    assert timbre_of(noise, RATE) is None
    assert timbre_of(voice(*LOW, seconds=0.4), RATE) is None
    assert timbre_of(np.zeros(0, np.float32), RATE) is None


def test_voices_that_are_as_they_should_be_have_no_fault() -> None:
    check = check_voices_heard(TURNS, as_spoken(), {})
    assert check.faults == ()
    assert check.remarks == ()


def test_two_turns_in_each_others_voice_are_found() -> None:
    check = check_voices_heard(TURNS, as_spoken(3, 6), {})
    assert [(fault.kind, fault.turn) for fault in check.faults] == [
        ("swapped voices", 3),
        ("swapped voices", 6),
    ]
    assert check.faults[0].at == 30.0
    assert "voice of Ben" in check.faults[0].sentence


def test_speakers_exchanged_throughout_are_found_where_it_is_known_how_they_should_sound() -> None:
    everywhere = as_spoken(*range(1, 9))
    wanted = {"Ada": timbre(HIGH, 20), "Ben": timbre(LOW, 21)}
    assert check_voices_heard(TURNS, everywhere, {}).faults == ()
    (fault,) = check_voices_heard(TURNS, everywhere, wanted).faults
    assert "throughout" in fault.sentence
    assert check_voices_heard(TURNS, as_spoken(), wanted).faults == ()


def test_one_voice_for_all_is_said_not_to_be_told_apart() -> None:
    same = {score.number: timbre(LOW, score.number) for score in TURNS}
    check = check_voices_heard(TURNS, same, {})
    assert check.faults == ()
    assert check.remarks == ("Ada and Ben sound alike: whether one speaks for another cannot be heard.",)


def test_a_turn_that_was_too_short_is_named() -> None:
    timbres = as_spoken()
    del timbres[4]
    check = check_voices_heard(TURNS, timbres, {})
    assert check.remarks == ("Too short to tell by whom they are spoken: turn 4.",)
