"""No true peak above the ceiling, and nothing else changed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.mix import measure
from audio.mix.level.limiter import limited

RATE = 44_100


def shout(seconds: float, level: float, channels: int = 1, seed: int = 0) -> np.ndarray:
    """Give noise with syllables and now and then a click as from a plosive."""
    random = np.random.default_rng(seed)
    count = round(seconds * RATE)
    envelope = np.abs(np.sin(2 * np.pi * 3 * np.arange(count) / RATE))[:, np.newaxis]
    sound = random.standard_normal((count, channels)) * envelope * level
    sound[random.integers(0, count, 20)] *= 8
    return sound.astype(np.float32)


def run(sound: np.ndarray, ceiling_db: float, block: int = RATE) -> np.ndarray:
    blocks = [sound[i : i + block] for i in range(0, len(sound), block)]
    return np.concatenate(list(limited(blocks, ceiling_db, sound.shape[1])))


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("level", [0.1, 0.4, 2.0])
def test_no_true_peak_is_above_the_ceiling(level, channels):
    heard = run(shout(5, level, channels), -2.0)
    assert np.abs(heard).max() <= 10 ** (-2 / 20) + 1e-6
    assert measure([heard], RATE, channels).peak <= -1.7


def test_a_peak_between_two_samples_is_caught():
    at = np.arange(RATE) / RATE
    rise = np.clip(np.minimum(at, at[::-1]) * 20, 0, 1)
    crest = (rise * np.sin(2 * np.pi * RATE / 4 * at + np.pi / 4)).astype(np.float32)[:, np.newaxis]
    assert np.abs(crest).max() < 0.71
    assert measure([run(crest, -2.0)], RATE, 1).peak == pytest.approx(-2.0, abs=0.25)


def test_what_needs_no_limiting_passes_unchanged():
    sound = shout(2, 0.01)
    assert np.array_equal(run(sound, -2.0), sound)


def test_far_from_a_peak_nothing_is_turned_down():
    sound = np.full((RATE, 1), 0.1, dtype=np.float32)
    sound[RATE // 2] = 2.0
    heard = run(sound, -2.0)
    changed = np.flatnonzero(heard[:, 0] != sound[:, 0])
    assert changed.min() > RATE // 2 - 0.08 * RATE
    assert changed.max() < RATE // 2 + 0.08 * RATE


def test_the_gain_moves_without_a_step():
    sound = np.full((RATE, 1), 0.5, dtype=np.float32)
    sound[RATE // 2] = 4.0
    gain = run(sound, -2.0)[:, 0] / sound[:, 0]
    assert gain.min() < 0.25
    assert np.abs(np.diff(gain)).max() < 0.002


def test_both_channels_are_turned_down_together():
    sound = np.stack([shout(1, 1.5)[:, 0], np.full(RATE, 0.25, dtype=np.float32)], axis=1)
    heard = run(sound, -2.0)
    where = np.abs(sound[:, 0]) > 0.01
    assert np.allclose(heard[where, 0] / sound[where, 0], heard[where, 1] / 0.25, rtol=1e-4)


@settings(max_examples=25)
@given(count=st.integers(0, 30_000), block=st.integers(1, 9000), seed=st.integers(0, 9))
def test_the_cut_into_blocks_changes_no_sample_and_loses_none(count, block, seed):
    sound = shout(1, 1.0, seed=seed)[:count].reshape(-1, 1)
    if count:
        assert np.array_equal(run(sound, -3.0, block), run(sound, -3.0, max(count, 1)))
        assert len(run(sound, -3.0, block)) == count
    else:
        assert sum(len(part) for part in limited([sound], -3.0, 1)) == 0
