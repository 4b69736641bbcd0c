"""Where words are heard, from the durations of their phonemes."""

from __future__ import annotations

import numpy as np
import pytest
from making import voice

from audio.speech import engine
from audio.speech.engines.phoneme_times import FRAME, word_times
from audio.speech.engines.phonemes import Reading

KNOWN = {letter: number for number, letter in enumerate("abc ,.“”—")}


def sound(*stretches: tuple[int, float]) -> np.ndarray:
    """Give noise of so many frames at a level each."""
    random = np.random.default_rng(1)
    parts = [level * random.standard_normal(frames * FRAME) for frames, level in stretches]
    return np.concatenate(parts).astype(np.float32)


def test_a_word_begins_and_ends_in_the_middle_of_the_space_two_frames_early() -> None:
    batch = (Reading("ab", "ab"), Reading("c", "c"))
    durations = np.array([10, 3, 4, 2, 5, 6])  # padding, a, b, space, c, padding
    one, two = word_times(batch, durations, sound((30, 0.1)), KNOWN)
    assert (one.text, one.start, one.end) == ("ab", 8 * FRAME, 16 * FRAME)
    assert (two.text, two.start) == ("c", 16 * FRAME)


def test_a_word_ends_where_it_falls_silent_and_not_where_its_last_phoneme_does() -> None:
    batch = (Reading("ab,", "ab,"), Reading("c.", "c."))
    durations = np.array([10, 3, 14, 4, 2, 5, 6, 6])
    samples = sound((8, 0.0001), (6, 0.1), (16, 0.0001), (6, 0.1), (14, 0.0001))
    one, two = word_times(batch, durations, samples, KNOWN)
    assert (one.start, one.end) == (8 * FRAME, 14 * FRAME)
    assert two.end == 36 * FRAME


def test_marks_around_a_word_are_no_part_of_it_and_a_mark_alone_is_no_word() -> None:
    batch = (Reading("“a”", "“a”"), Reading("—", "—"), Reading("c.", "c."))
    durations = np.array([10, 5, 3, 5, 2, 5, 2, 4, 3, 6])
    one, two = word_times(batch, durations, sound((45, 0.1)), KNOWN)
    assert (one.text, two.text) == ("“a”", "c.")
    assert one.start == 13 * FRAME
    assert two.end <= 34 * FRAME


def test_no_time_is_outside_the_sound_or_runs_backwards() -> None:
    batch = tuple(Reading(letter, letter) for letter in "abcabc")
    durations = np.array([1, *[1, 1] * 6])
    words = word_times(batch, durations, sound((7, 0.1)), KNOWN)
    edges = [at for word in words for at in (word.start, word.end)]
    assert edges == sorted(edges)
    assert edges[0] >= 0
    assert edges[-1] <= 7 * FRAME


@pytest.mark.model
@pytest.mark.parametrize("speed", [0.8, 1.0, 1.5])
def test_hibari_times_every_word_of_every_sentence_where_it_sounds(speed: float) -> None:
    text = "Hello there, this is a test. And who keeps the lamp? She does."
    speech = engine("hibari").speak(text, voice("hibari:heart", speed=speed))
    assert [word.text for word in speech.words] == text.split()
    edges = [at for word in speech.words for at in (word.start, word.end)]
    assert edges == sorted(edges)
    level = np.sqrt(np.mean(speech.samples**2))
    for word in speech.words:
        assert np.sqrt(np.mean(speech.samples[word.start : word.end] ** 2)) > 0.2 * level, word
    between = [
        (a.end, b.start) for a, b in zip(speech.words, speech.words[1:], strict=False) if a.text[-1] in ".?"
    ]
    assert len(between) == 2
    for end, start in between:
        assert np.sqrt(np.mean(speech.samples[end:start] ** 2)) < 0.25 * level
