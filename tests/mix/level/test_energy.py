"""Loudness from frames that were measured apart."""

from __future__ import annotations

import numpy as np
import pytest

from audio.media import FRAME
from audio.mix import energies, integrated, measure


def speech_like(rate: int, seconds: float, channels: int = 1) -> np.ndarray:
    """Noise that comes and goes as syllables and pauses do, shape (frames, channels)."""
    rng = np.random.default_rng(3)
    count = round(rate * seconds)
    at = np.arange(count) / rate
    size = np.clip(np.sin(2 * np.pi * 3 * at), 0, 1) * (np.sin(2 * np.pi * at / 4) > -0.6) * 0.3 + 0.001
    return (rng.standard_normal((count, channels)) * size[:, np.newaxis]).astype(np.float32)


@pytest.mark.parametrize("rate", [22_050, 24_000, 44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_it_is_what_ffmpegs_meter_measures(rate, channels):
    sound = speech_like(rate, 9.37, channels)
    wanted = measure([sound], rate, channels, "none").lufs
    tolerance = 0.02 if rate >= 44_100 else 0.1  # FFmpeg takes lower rates to 48 kHz first
    assert integrated([energies([sound], rate, channels)], rate) == pytest.approx(wanted, abs=tolerance)


def test_frames_of_stretches_put_together_are_those_of_the_whole_where_silence_parts_them():
    sound = speech_like(44_100, 6.0)
    pause = np.zeros((FRAME * 20, 1), np.float32)
    one, two = sound[: FRAME * 100], sound[FRAME * 100 : FRAME * 200]
    whole = energies([one, pause, two], 44_100, 1)
    parts = [energies([one, pause], 44_100, 1), energies([two], 44_100, 1)]
    assert np.allclose(whole, np.concatenate(parts), rtol=1e-4, atol=1e-9)


def test_blocks_of_any_size_make_the_same_frames():
    sound = speech_like(44_100, 2.0)
    whole = energies([sound], 44_100, 1)
    assert np.array_equal(whole, energies(np.array_split(sound, 37), 44_100, 1))


def test_silence_measures_the_gate_and_a_tone_of_minus_23_what_the_standard_says():
    assert integrated([energies([np.zeros((44_100, 1), np.float32)], 44_100, 1)], 44_100) == -70
    tone = 10 ** (-23 / 20) * np.sin(2 * np.pi * 1000 * np.arange(48_000 * 20) / 48_000)
    stereo = np.stack([tone, tone], axis=1).astype(np.float32)
    assert integrated([energies([stereo], 48_000, 2)], 48_000) == pytest.approx(-23.0, abs=0.1)


def test_a_block_without_samples_changes_nothing():
    sound, none = np.full((5_000, 1), 0.1, np.float32), np.zeros((0, 1), np.float32)
    assert np.array_equal(
        energies([none, sound, none, sound], 44_100, 1), energies([sound, sound], 44_100, 1)
    )
