"""The quiet of a room."""

from __future__ import annotations

import numpy as np
import pytest

from audio.cast import Loudness, Pauses
from audio.mix import lay_out, master
from audio.mix.level.room import RoomTone

RATE = 44_100


def tone(seconds: float, level: float = -65.0, channels: int = 1, block: int = RATE) -> np.ndarray:
    room, count = RoomTone(level, RATE, channels), round(seconds * RATE)
    lengths = [min(block, count - at) for at in range(0, count, block)]
    return np.concatenate([room.added_to(np.zeros((n, channels), dtype=np.float32)) for n in lengths])


def decibels(samples: np.ndarray) -> float:
    return 10 * np.log10(np.mean(np.square(samples, dtype=np.float64)))


@pytest.mark.parametrize("level", [-65.0, -70.0])
def test_room_tone_has_the_level_that_was_set_at_every_moment(level):
    sound = tone(60, level)
    assert decibels(sound) == pytest.approx(level, abs=0.05)
    seconds = [decibels(sound[at : at + RATE]) for at in range(0, len(sound), RATE)]
    assert max(seconds) - min(seconds) < 1.5


@pytest.mark.parametrize("block", [1, 997, RATE, 700_000])
def test_the_cut_into_blocks_makes_no_difference(block):
    seconds = 0.1 if block == 1 else 25
    assert np.array_equal(tone(seconds, block=block), tone(seconds, block=4096))


def test_where_the_noise_comes_again_there_is_no_seam():
    sound = tone(23)[:, 0]
    steps = np.abs(np.diff(sound))
    assert steps[485_100 - 50 : 485_100 + 50].max() <= np.delete(steps, slice(485_050, 485_150)).max()


def test_the_two_sides_of_a_room_are_two_noises():
    left, right = tone(10, channels=2).T
    assert abs(np.corrcoef(left, right)[0, 1]) < 0.05


def test_pauses_have_the_level_of_the_room_and_lie_under_what_acx_allows(make_take, script):
    takes = [make_take(2.0, turn=n, written=f"Take {n}.", pause_after="chapter") for n in (1, 2)]
    timeline = lay_out(takes, script, Pauses(chapter=2.0, end=2.0))
    for target in (-14.0, -23.0):
        sound = np.concatenate(list(master(timeline, Loudness(target=target)).blocks()))
        first, second = timeline.events
        pause = sound[first.end + 4410 : second.start - 100]
        assert decibels(pause) == pytest.approx(-65.0, abs=0.7)
        assert decibels(sound[second.end + 4410 :]) < -60


def test_without_room_tone_the_end_is_digital_silence(make_take, script):
    timeline = lay_out([make_take(1.0)], script, Pauses(end=2.0))
    programme = master(timeline, Loudness(room_tone="none"))
    sound = np.concatenate(list(programme.blocks()))
    assert np.abs(sound[-RATE:]).max() < 1e-9
