"""How long people pause, by what they say."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.cast import Pauses, Voice
from audio.media import FRAME
from audio.mix import lay_out
from audio.mix.conversation import SPREAD, cut_off, exchange_of, junctures, pause
from audio.speech import Segment, Take


@pytest.fixture
def between(make_take):
    """Give a function that tells the pause in seconds between two takes of two turns, without chance."""

    def seconds(before, after, border="speaker", lengths=(5.0, 5.0), speakers=("Ada", "Bob")):
        one = make_take(lengths[0], turn=1, written=before, pause_after=border, speaker=speakers[0])
        two = make_take(lengths[1], turn=2, written=after, speaker=speakers[1])
        return np.mean([_with_other_texts(one, two, n) for n in range(40)])

    return seconds


def _with_other_texts(one, two, number):
    segment = replace(one.segment, written=f"{number} {one.segment.written}")
    (juncture,) = junctures([replace(one, segment=segment), two])
    return pause(juncture, Pauses())


def test_an_answer_after_a_question_comes_later_than_a_remark(between):
    assert between("Why is that?", "Because it rains.") > 1.1 * between("It rains.", "So it does.")


def test_a_short_reply_comes_at_once_and_a_long_answer_after_a_breath(between):
    short = between("It rained.", "Did it?", lengths=(5, 0.8))
    usual = between("It rained.", "It did, all day.")
    long = between("Why did it rain?", "That is a long story.", lengths=(5, 40))
    assert short < 0.7 * usual < 0.8 * long


def test_the_narrator_stands_apart_from_the_conversation(between):
    assert between("It rains.", "So it does.", speakers=("Narrator", "Bob")) > 1.2 * between(
        "It rains.", "So it does."
    )


def test_in_the_middle_of_a_sentence_the_speaker_goes_on_sooner(between):
    whole = between("It rains.", "And it pours.", border="sentence")
    assert between("It rains,", "and it pours.", border="sentence") < 0.7 * whole


def test_a_chapter_never_begins_sooner_than_is_set(make_take):
    takes = [make_take(1.0, turn=n, written=f"Text {n}.", pause_after="chapter") for n in range(60)]
    assert min(pause(juncture, Pauses()) for juncture in junctures(takes)) >= Pauses().chapter


def test_no_two_pauses_are_alike_and_none_is_far_from_the_others(make_take):
    takes = [make_take(3.0, turn=n, written=f"Text {n}.", pause_after="speaker") for n in range(200)]
    lengths = np.array([pause(juncture, Pauses()) for juncture in junctures(takes)])
    assert len(set(lengths)) == len(lengths)
    assert lengths.std() > 0.03 * lengths.mean()
    assert np.abs(lengths / Pauses().speaker - 1).max() <= SPREAD
    assert lengths.mean() == pytest.approx(Pauses().speaker, rel=0.03)


def test_a_changed_word_moves_only_the_pauses_beside_it(make_take, script):
    takes = [make_take(3.0, turn=n, written=f"Text {n}.", pause_after="speaker") for n in range(1, 9)]
    changed = list(takes)
    changed[3] = replace(takes[3], segment=replace(takes[3].segment, written="Another text."))
    before, after = (_pauses_of(lay_out(these, script, Pauses())) for these in (takes, changed))
    assert [index for index in range(7) if before[index] != after[index]] == [2, 3]


def _pauses_of(timeline):
    return [two.start - one.end for one, two in pairwise(timeline.events)]


def test_a_take_without_sound_leaves_one_pause_and_not_two(make_take, script):
    silent = make_take(samples=np.zeros(0), turn=2, pause_after="sentence")
    takes = [make_take(1.0, turn=1, pause_after="chapter"), silent, make_take(1.0, turn=3)]
    first, _, last = lay_out(takes, script, Pauses(variation=0)).events
    assert 44_100 <= last.start - first.end < 44_100 + FRAME


@pytest.mark.parametrize("written", ["But I —", "But I–", "“But I—”", "But I--", "*But I—*"])
def test_a_turn_that_ends_with_a_dash_is_cut_off(written):
    assert cut_off(written)


@pytest.mark.parametrize("written", ["But I…", "But I...", "Well-", "— But I do.", "It is ‘a’ – or ‘b’."])
def test_a_turn_that_trails_off_or_ends_as_it_should_is_not(written):
    assert not cut_off(written)


def test_whoever_interrupts_begins_before_the_other_has_finished(make_take, script):
    takes = [
        make_take(3.0, turn=1, written="And then I —", pause_after="speaker"),
        make_take(3.0, turn=2, speaker="Bob", written="No."),
    ]
    one, two = lay_out(takes, script, Pauses()).events
    assert one.end - two.start == round(0.15 * 44_100)
    one, two = lay_out(takes, script, Pauses(overlap=0)).events
    assert two.start > one.end


@pytest.mark.parametrize("border", ["sentence", "paragraph", "chapter"])
def test_only_somebody_else_interrupts_and_no_chapter_begins_with_it(make_take, script, border):
    takes = [make_take(3.0, written="And then I —", pause_after=border), make_take(3.0, turn=2)]
    one, two = lay_out(takes, script, Pauses()).events
    assert two.start > one.end


def _unheard(number, length):
    text = f"Number {number}, and I —"
    segment = Segment(number, number, 0, "Ada", text, text, Voice("tone", "a"), "speaker", number)
    return Take(segment, Path("nowhere.wav"), 24_000, length)


@given(lengths=st.lists(st.floats(0.05, 2), min_size=2, max_size=12), overlap=st.floats(0, 0.5))
def test_interruptions_keep_the_order_and_most_of_every_take(lengths, overlap):
    takes = [_unheard(n, round(length * 24_000)) for n, length in enumerate(lengths, 1)]
    found = [pause(juncture, Pauses(overlap=overlap)) for juncture in junctures(takes)]
    for (one, two), seconds in zip(pairwise(lengths), found, strict=True):
        assert seconds >= -0.26 * min(one, two)


@pytest.mark.parametrize(
    ("before", "after", "lengths", "kind"),
    [
        ("Was it cold?", "It was, every day.", (5, 5), "answer"),
        ("And why was it cold?", "The stove had gone.", (5, 5), "open answer"),
        ("I saw it. Was it cold?", "No.", (5, 0.6), "short answer"),
        ("Was it cold?", "That is a long story.", (5, 40), "long answer"),
        ("It was cold.", "Yes.", (5, 0.6), "reaction"),
        ("Yes.", "And then it snowed.", (0.6, 5), "after a reaction"),
        ("It was cold.", "And then it snowed.", (30, 5), "after a long turn"),
        ("It was cold.", "And then it snowed.", (5, 5), "remark"),
    ],
)
def test_every_exchange_has_its_kind(make_take, before, after, lengths, kind):
    one = make_take(lengths[0], turn=1, written=before, pause_after="speaker", speaker="Ada")
    two = make_take(lengths[1], turn=2, written=after, speaker="Bob")
    assert [exchange_of(juncture) for juncture in junctures([one, two])] == [kind]


def test_yes_or_no_comes_sooner_than_an_answer_to_an_open_question(between):
    assert between("Was it cold?", "It was, all winter.") < 0.85 * between(
        "Why was it cold?", "It was winter."
    )
