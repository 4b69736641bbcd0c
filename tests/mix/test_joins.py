"""Joins that nobody hears."""

from __future__ import annotations

import numpy as np
import pytest

from audio.cast import Loudness, Pauses
from audio.mix import lay_out, master

RATE = 44_100
NEAR = 882
"""Samples on both sides of a border that are looked at: 20 ms."""


@pytest.fixture
def joined(make_take, script):
    """Give a function that masters takes cut off in the middle of a vowel, the worst that trimming can do."""

    def make(gap, *, room_tone="none", level=0.2):
        at = np.arange(48_000) / 24_000
        vowel = level * sum(np.cos(2 * np.pi * 130 * k * at + k * k) / k for k in range(1, 40)) / 2
        takes = [
            make_take(samples=vowel[shift : shift + 24_000], written=f"Take {shift}.", pause_after="sentence")
            for shift in (0, 61, 122, 183)
        ]
        timeline = lay_out(takes, script, Pauses(sentence=gap, variation=0))
        programme = master(timeline, Loudness(room_tone=room_tone))
        return timeline, np.concatenate(list(programme.blocks()))[:, 0]

    return make


def borders(timeline):
    return [at for event in timeline.events for at in (event.start, event.end)]


@pytest.mark.parametrize("gap", [0.0, 0.002, 0.25])
@pytest.mark.parametrize("room_tone", ["none", -65.0])
def test_no_sample_steps_further_at_a_border_than_in_the_speech(joined, gap, room_tone):
    timeline, sound = joined(gap, room_tone=room_tone)
    inside = [np.abs(np.diff(sound[e.start + NEAR : e.end - NEAR])).max() for e in timeline.events]
    for at in borders(timeline):
        assert np.abs(np.diff(sound[max(0, at - NEAR) : at + NEAR])).max() <= 1.01 * max(inside)


@pytest.mark.parametrize("gap", [0.0, 0.002, 0.25])
def test_no_border_has_more_high_frequencies_than_the_speech(joined, gap):
    timeline, sound = joined(gap)
    inside = [
        highs(sound[at : at + 256])
        for event in timeline.events
        for at in range(event.start + NEAR, event.end - NEAR, 256)
    ]
    for border in borders(timeline):
        for at in range(max(0, border - NEAR), border + NEAR, 64):
            assert highs(sound[at : at + 256]) <= 1.5 * max(inside)


def highs(samples):
    """Give the level between 6 and 20 kHz, where a click stands out from a vowel."""
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    hertz = np.fft.rfftfreq(len(samples), 1 / RATE)
    return np.sqrt(power[(hertz > 6000) & (hertz < 20_000)].sum())


def test_a_take_joined_without_its_fades_would_be_found(joined):
    timeline, sound = joined(0.25)
    cut = sound.copy()
    event = timeline.events[1]
    loud = event.start + 5_000 + int(np.argmax(np.abs(cut[event.start + 5_000 : event.start + 6_000])))
    cut[event.start : loud] = 0
    inside = np.abs(np.diff(sound[event.start + NEAR : event.end - NEAR])).max()
    assert np.abs(np.diff(cut[loud - NEAR : loud + NEAR])).max() > inside
