"""The programme as it is heard."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from audio.cast import Loudness, Pauses, Voice
from audio.errors import MixError
from audio.mix import lay_out, master, measure, samples_of
from audio.mix.clips import clip_of


def heard(programme) -> np.ndarray:
    return np.concatenate(list(programme.blocks()))


@pytest.fixture
def dialogue(make_take, script):
    """Give a loud and a soft voice who speak in turns."""
    takes = [
        make_take(3.0, turn=n, speaker=who, pitch=pitch, level=level, pause_after="speaker")
        for n, (who, pitch, level) in enumerate(
            [("Ada", 210, 0.03), ("Bob", 110, 0.8), ("Ada", 210, 0.03), ("Bob", 110, 0.8)], start=1
        )
    ]
    return lay_out(takes, script, Pauses())


def test_the_programme_is_as_long_as_its_timeline(dialogue):
    assert len(heard(master(dialogue, Loudness()))) == dialogue.length


def test_the_same_takes_give_the_same_samples(dialogue):
    assert np.array_equal(heard(master(dialogue, Loudness())), heard(master(dialogue, Loudness())))


@pytest.mark.parametrize("target", [-23.0, -16.0, -14.0])
def test_the_programme_is_as_loud_as_it_was_asked_to_be(dialogue, target):
    programme = master(dialogue, Loudness(target=target))
    measured = measure(programme.blocks(), programme.rate, programme.channels)
    assert measured.lufs == pytest.approx(target, abs=0.15)
    assert measured.peak <= programme.ceiling_db + 0.1


def test_a_loud_and_a_soft_voice_come_out_equally_loud(dialogue):
    sound = heard(master(dialogue, Loudness(target=-23)))
    parts = [sound[event.start : event.start + event.length] for event in dialogue.events]
    soft, loud = (measure(theirs, dialogue.rate, 1).lufs for theirs in (parts[::2], parts[1::2]))
    assert abs(soft - loud) <= 0.3


def test_at_a_podcasts_loudness_the_limiter_does_not_part_the_voices_again(dialogue):
    sound = heard(master(dialogue, Loudness()))
    parts = [sound[event.start : event.end] for event in dialogue.events]
    soft, loud = (measure(theirs, dialogue.rate, 1).lufs for theirs in (parts[::2], parts[1::2]))
    assert abs(soft - loud) <= 1.0


def test_a_voice_that_is_set_louder_is_louder_by_that_much(make_take, script):
    takes = [
        make_take(3.0, turn=1),
        make_take(3.0, turn=2, speaker="Bob", voice=Voice("tone", "b", gain_db=4)),
    ]
    timeline = lay_out(takes, script, Pauses())
    sound = heard(master(timeline, Loudness(target=-23)))
    soft, loud = (
        measure([sound[event.start : event.start + event.length]], timeline.rate, 1).lufs
        for event in timeline.events
    )
    assert loud - soft == pytest.approx(4.0, abs=0.3)


def test_a_whispered_aside_stays_softer_than_the_rest_of_its_voice(make_take, script):
    takes = [make_take(3.0, level=0.3), make_take(1.0, level=0.1)]
    timeline = lay_out(takes, script, Pauses())
    sound = heard(master(timeline, Loudness()))
    first, aside = (
        measure([sound[event.start : event.start + event.length]], timeline.rate, 1).lufs
        for event in timeline.events
    )
    assert first - aside == pytest.approx(20 * np.log10(3), abs=1.5)


def test_every_take_stands_where_the_timeline_says_and_pauses_are_silent(dialogue):
    programme = master(dialogue, Loudness(target=-30, room_tone="none"))
    sound = heard(programme)
    # What is left in a pause is the tail of the high-pass, gone within a tenth of a second.
    settled, at = round(0.1 * dialogue.rate), 0
    for event in dialogue.events:
        assert np.abs(sound[at + settled : event.start]).max(initial=0) < 1e-5
        gain = programme.speaker_gains[event.take.segment.speaker] + programme.gain_db
        gain += programme.take_gains.get(event.take.segment.number, 0.0)
        wanted = samples_of(clip_of(event.take, dialogue.rate))[:, 0] * 10 ** (gain / 20)
        # The filter turns the phase of what is low; differences look at what is high.
        here, wanted = (np.diff(one, 2)[99:-99] for one in (sound[event.start : event.end, 0], wanted))
        alike = {lag: np.corrcoef(here, np.roll(wanted, lag))[0, 1] for lag in range(-3, 4)}
        assert max(alike, key=alike.get) == 0
        assert alike[0] > 0.98
        at = event.end
    assert np.abs(sound[at + settled :]).max() < 1e-5


def test_takes_that_overlap_are_heard_together(dialogue):
    first, second, *_ = dialogue.events
    together = replace(dialogue, events=(first, replace(second, start=first.start + 1000)))
    alone = [replace(dialogue, events=(event,)) for event in together.events]
    programme = replace(master(together, Loudness(target=-40)), gain_db=0.0)
    parts = [np.concatenate(list(replace(programme, timeline=one).unmastered())) for one in alone]
    assert np.allclose(np.concatenate(list(programme.unmastered())), sum(parts), atol=1e-7)


def test_a_voice_out_of_the_middle_makes_the_programme_stereo(make_take, script):
    takes = [
        make_take(2.0, turn=1, speaker="Ada", voice=Voice("tone", "a", pan=-0.4)),
        make_take(2.0, turn=2, speaker="Bob"),
    ]
    timeline = lay_out(takes, script, Pauses())
    programme = master(timeline, Loudness(room_tone="none"))
    sound = heard(programme)
    assert programme.channels == sound.shape[1] == 2
    ada, bob = (sound[event.start : event.start + event.length] for event in timeline.events)
    assert (ada[:, 0] ** 2).sum() > 2 * (ada[:, 1] ** 2).sum()
    assert np.allclose(bob[:, 0], bob[:, 1], atol=1e-6)
    assert measure([sound], timeline.rate, 2).lufs == pytest.approx(-16, abs=0.2)


def test_a_programme_of_silence_is_refused(make_take, script):
    timeline = lay_out([make_take(samples=np.zeros(24_000))], script, Pauses())
    with pytest.raises(MixError, match="Nothing can be heard"):
        master(timeline, Loudness())


def test_memory_does_not_grow_with_the_length(make_take, script):
    take = make_take(8.0)
    peaks = []
    for count in (10, 80):
        timeline = lay_out([take] * count, script, Pauses())
        programme = replace(master(lay_out([take], script, Pauses()), Loudness()), timeline=timeline)
        tracemalloc.start()
        assert sum(len(block) for block in programme.blocks()) == timeline.length
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.1
