"""What becomes of samples before they are a take."""

from __future__ import annotations

import numpy as np

from audio.speech.sound.trim import trim_edges, trimmed
from audio.speech.values import Speech, Word

RATE = 24_000


def _hum(seconds: float, level: float = 0.3) -> np.ndarray:
    return (level * np.sin(2 * np.pi * 200 * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def _with_edges(before: float, after: float) -> np.ndarray:
    noise = np.random.default_rng(0).normal(0, 0.0003, round((before + after) * RATE)).astype(np.float32)
    return np.concatenate([noise[: round(before * RATE)], _hum(1.0), noise[round(before * RATE) :]])


def test_silence_and_noise_at_the_edges_go_and_the_speech_stays() -> None:
    speech = trimmed(Speech(_with_edges(0.7, 0.6), RATE))
    assert 1.0 <= len(speech.samples) / RATE <= 1.11


def test_the_edges_fade_so_that_nothing_clicks() -> None:
    speech = trimmed(Speech(_hum(0.5), RATE))
    assert speech.samples[0] == speech.samples[-1] == 0
    assert np.abs(np.diff(speech.samples)).max() < 0.02


def test_words_move_with_the_speech_and_stay_within_it() -> None:
    words = (
        Word("a", round(0.69 * RATE), round(1.2 * RATE)),
        Word("b", round(1.2 * RATE), round(2.3 * RATE)),
    )
    speech = trimmed(Speech(_with_edges(0.7, 0.6), RATE, words))
    head, _ = trim_edges(_with_edges(0.7, 0.6), RATE)
    assert speech.words[0].end == words[0].end - head
    assert speech.words[1].end == len(speech.samples)
    assert 0 <= speech.words[0].start < speech.words[0].end == speech.words[1].start


def test_a_quiet_ending_is_kept() -> None:
    samples = np.concatenate([_hum(0.5), _hum(0.3, 0.005), np.zeros(RATE, np.float32)])
    assert 0.8 <= len(trimmed(Speech(samples, RATE)).samples) / RATE <= 0.87


def test_silence_becomes_nothing() -> None:
    assert len(trimmed(Speech(np.zeros(RATE, np.float32), RATE)).samples) == 0
    assert len(trimmed(Speech(np.zeros(0, np.float32), RATE)).samples) == 0


def test_the_samples_given_are_not_changed() -> None:
    samples = _hum(0.2)
    before = samples.copy()
    trimmed(Speech(samples, RATE))
    assert np.array_equal(samples, before)
