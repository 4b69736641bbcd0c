"""The meter, against signals whose loudness the standards give."""

from __future__ import annotations

import math
import os
from pathlib import Path

import numpy as np
import pytest

from audio.errors import MixError
from audio.mix import Meter, measure
from audio.mix.level import loudness


def sine(hertz: float, seconds: float, dbfs: float, rate: int = 48_000, phase: float = 0.0) -> np.ndarray:
    at = np.arange(round(seconds * rate)) / rate
    return (10 ** (dbfs / 20) * np.sin(2 * np.pi * hertz * at + phase)).astype(np.float32).reshape(-1, 1)


def test_the_reference_tone_of_ebu_tech_3341_measures_as_it_should():
    stereo = np.repeat(sine(1000, 20, -23.0), 2, axis=1)
    assert measure([stereo], 48_000, 2).lufs == pytest.approx(-23.0, abs=0.1)


def test_mono_is_measured_as_both_ears_hear_it():
    tone = sine(1000, 5, -23.0)
    assert measure([tone], 48_000, 1).lufs == pytest.approx(-23.0, abs=0.1)


def test_silence_between_sentences_does_not_count():
    tone, pause = sine(1000, 10, -20.0), np.zeros((480_000, 1), dtype=np.float32)
    assert measure([tone, pause, tone], 48_000, 1).lufs == pytest.approx(-20.0, abs=0.15)


def test_a_peak_between_two_samples_is_found():
    # Every sample of a quarter-rate sine at 45° is 3 dB below its crest (EBU Tech 3341, test 16).
    rise = np.clip(np.arange(96_000) / 4800, 0, 1).astype(np.float32)[:, np.newaxis]
    measured = measure([rise * rise[::-1] * sine(12_000, 2, -6.0, phase=math.pi / 4)], 48_000, 1)
    assert measured.peak == pytest.approx(-6.0, abs=0.4)


def test_the_size_of_the_blocks_makes_no_difference():
    tone = sine(700, 3.3, -12.0)
    cut = [tone[i : i + 1237] for i in range(0, len(tone), 1237)]
    assert measure(cut, 48_000, 1) == measure([tone], 48_000, 1)


def test_silence_has_the_lowest_loudness_and_no_peak():
    measured = measure([np.zeros((48_000, 1), dtype=np.float32)], 48_000, 1)
    assert (measured.lufs, measured.peak) == (-70.0, -math.inf)


def test_less_than_one_gating_block_is_measured_too():
    assert measure([sine(1000, 0.3, -20.0)], 48_000, 1).lufs == pytest.approx(-21.0, abs=0.7)


def test_a_meter_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = len(list(Path("/dev/fd").iterdir()))
    with Meter(48_000, 1) as meter:
        meter.feed(sine(1000, 1, -20.0))
        meter.result()
    assert list(tmp_path.iterdir()) == []
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_figures_that_were_lost_are_no_measurement(monkeypatch):
    read = os.read
    told = iter([False, True])
    monkeypatch.setattr(
        loudness.os, "read", lambda file, size: read(file, size)[: None if next(told, True) else 200]
    )
    with pytest.raises(MixError, match=r"could not be measured: .* told \d+ figures of 50"):
        measure([sine(1000, 5, -20.0)], 48_000, 1)


def test_a_programme_of_a_quarter_of_an_hour_tells_all_its_figures_through_a_pipe():
    with Meter(8_000, 1, "none") as meter:
        meter.feed(np.zeros((8_000 * 900, 1), np.float32))
        assert meter.result().length == 8_000 * 900  # and no figure is missing, which it would refuse


def test_where_there_are_no_pipes_a_file_tells_the_same(monkeypatch):
    tone = sine(1000, 5, -20.0)
    usual = measure([tone], 48_000, 1)
    monkeypatch.setattr(loudness.sys, "platform", "win32")
    assert measure([tone], 48_000, 1) == usual
