"""Voices that are equally loud, and takes that are."""

from __future__ import annotations

import numpy as np
import pytest

from audio.cast import Loudness, Pauses
from audio.mix import lay_out, master, measure
from audio.mix.level.matching import COARSE, MOST, levels


def spoken(programme) -> dict[int, float]:
    """Give the loudness of every take as it is heard, by its number."""
    sound = np.concatenate(list(programme.blocks()))
    return {
        event.take.segment.number: measure([sound[event.start : event.end]], programme.rate, 1).lufs
        for event in programme.timeline.events
    }


@pytest.fixture
def mastered(script):
    """Give a function that masters takes softly enough that the limiter has nothing to do."""

    def make(takes):
        return master(lay_out(takes, script, Pauses()), Loudness(target=-26, room_tone="none"))

    return make


def test_takes_of_a_speaker_are_within_a_loudness_unit(make_take, mastered):
    takes = [make_take(4.0, level=level) for level in (0.1, 0.12, 0.15, 0.2)]
    heard = spoken(mastered(takes)).values()
    assert max(heard) - min(heard) <= 0.2


def test_speakers_are_within_a_loudness_unit(make_take, mastered):
    takes = [
        make_take(4.0, speaker=who, level=level, pitch=pitch, turn=turn)
        for turn, (who, level, pitch) in enumerate(
            [("Ada", 0.02, 220), ("Bob", 0.7, 95), ("Cy", 0.2, 160)] * 2, start=1
        )
    ]
    heard = spoken(mastered(takes)).values()
    assert max(heard) - min(heard) <= 0.3


@pytest.mark.parametrize("seconds", [1.0, 4.0])
def test_a_whisper_stays_a_whisper(make_take, mastered, seconds):
    takes = [make_take(8.0, level=0.3), make_take(seconds, level=0.03), make_take(8.0, level=0.3)]
    heard = spoken(mastered(takes))
    assert heard[1] - heard[2] >= 20 - MOST - 2.5
    assert abs(heard[1] - heard[3]) < 0.5


def test_a_short_reply_that_comes_out_too_loud_is_turned_down(make_take, mastered):
    takes = [make_take(8.0, level=0.1), make_take(1.5, level=0.2), make_take(8.0, level=0.1)]
    before = levels(mastered(takes).timeline.events)
    assert -MOST <= before.takes[2] < -2
    heard = spoken(mastered(takes))
    assert heard[2] - heard[1] <= 1.1


@pytest.mark.parametrize("level", [0.088, 0.095, 0.12, 0.16])
def test_a_short_take_that_is_meant_as_loud_is_within_a_loudness_unit_of_the_others(
    make_take, mastered, level
):
    takes = [make_take(8.0, level=0.1), make_take(1.5, level=level), make_take(8.0, level=0.1)]
    heard = spoken(mastered(takes)).values()
    assert max(heard) - min(heard) <= 1.1


def test_a_take_with_the_loudness_of_the_rest_is_left_alone(make_take, mastered):
    take = make_take(5.0)
    found = levels(mastered([take]).timeline.events)
    assert abs(found.takes.get(1, 0.0)) <= COARSE / 2


def test_whoever_says_nothing_that_is_heard_gets_no_gain(make_take, script):
    takes = [make_take(4.0), make_take(samples=np.zeros(48_000), speaker="Bob", turn=2)]
    found = levels(lay_out(takes, script, Pauses()).events)
    assert (found.speakers["Bob"], found.silent) == (0.0, False)
