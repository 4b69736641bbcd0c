"""A take as a pydub clip."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydub import AudioSegment

from audio.cast import Voice
from audio.errors import SpeechError
from audio.media import decoded, resample, resampled_length
from audio.mix import clip_of, samples_of
from audio.speech import read_take


def sine(hertz: float, seconds: float, rate: int) -> np.ndarray:
    return (0.5 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def test_a_clip_is_a_pydub_segment_of_exactly_the_length_that_the_timeline_reckons_with(make_take):
    take = make_take(0.7371)
    clip = clip_of(take, 44_100)
    assert isinstance(clip, AudioSegment)
    assert clip.frame_count() == resampled_length(take.length, take.rate, 44_100)


@given(length=st.integers(1, 30_000), rate=st.sampled_from([16_000, 22_050, 24_000, 44_100, 48_000]))
def test_resampling_gives_whole_samples_to_the_nearest_one(length, rate):
    resampled = resample(np.full(length, 0.25, dtype=np.float32), rate, 44_100)
    assert len(resampled) == resampled_length(length, rate, 44_100)
    assert 2 * abs(len(resampled) * rate - length * 44_100) <= rate


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 48_000])
def test_resampling_keeps_time_and_level(rate):
    resampled = resample(sine(1000, 0.5, rate), rate, 44_100)
    wanted = sine(1000, 0.5, 44_100)
    inner = slice(2000, -2000)
    assert np.abs(resampled[inner] - wanted[inner]).max() < 0.002


def test_gain_is_in_decibels(make_take):
    take = make_take(samples=sine(440, 0.5, 24_000))
    plain, louder = (samples_of(clip_of(take, 44_100, gain_db=gain)) for gain in (0.0, -6.0))
    inner = slice(1000, -1000)
    assert np.abs(louder[inner] - plain[inner] * 10 ** (-6 / 20)).max() < 1e-5


@pytest.mark.parametrize("pan", [-1.0, -0.5, 0.0, 0.3, 1.0])
def test_a_voice_is_as_loud_wherever_it_stands(make_take, pan):
    take = make_take(samples=sine(440, 0.5, 24_000) / 2, voice=Voice("tone", "ada", pan=pan))
    mono = samples_of(clip_of(take, 44_100))
    stereo = samples_of(clip_of(take, 44_100, channels=2))
    left, right = (stereo.astype(float) ** 2).sum(axis=0)
    assert left + right == pytest.approx(2 * (mono.astype(float) ** 2).sum(), rel=1e-3)
    assert np.sign(round(right - left, 3)) == np.sign(pan)


def test_a_clip_begins_and_ends_in_silence_even_where_the_take_was_cut_in_a_wave(make_take):
    take = make_take(samples=np.full(2400, 0.9))
    samples = samples_of(clip_of(take, 44_100))[:, 0]
    assert abs(samples[0]) < 0.01
    assert abs(samples[-1]) < 0.01
    assert np.abs(np.diff(samples)).max() < 0.02
    assert samples[2000] == pytest.approx(0.9, abs=0.01)


def test_a_take_without_sound_makes_an_empty_clip(make_take):
    assert clip_of(make_take(samples=np.zeros(0)), 44_100).frame_count() == 0


def test_a_take_has_one_scale_which_is_that_of_every_decoder(make_take):
    take = make_take(samples=np.array([1.0, 0.5, 0.0, -0.5, -1.0]))
    samples = read_take(take)
    assert samples.dtype == np.float32
    assert np.array_equal(samples, np.concatenate(list(decoded(take.clip)))[:, 0])
    assert samples.max() == -samples.min() == 32_767 / 32_768


def test_a_missing_clip_is_named_with_its_turn(make_take):
    take = make_take(turn=7)
    take.clip.unlink()
    with pytest.raises(SpeechError, match=r"take-1\.wav.*turn 7.*render again"):
        read_take(take)


def test_a_clip_that_was_cut_short_is_found(make_take):
    take = make_take(1.0)
    take.clip.write_bytes(take.clip.read_bytes()[:20_000])
    with pytest.raises(SpeechError, match=r"is not the take|cannot be read"):
        read_take(take)


def test_pydub_is_imported_without_a_warning_where_there_is_no_ffmpeg_program(make_take):
    code = (
        "import warnings; warnings.simplefilter('error'); from audio.mix import clips; "
        "clips._audio_segment(); print('quiet')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PATH": ""}, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("quiet\n", "")
