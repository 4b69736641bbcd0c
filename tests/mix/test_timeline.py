"""Where every take stands."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from audio.cast import Pauses
from audio.errors import MixError
from audio.media import FRAME
from audio.mix import lay_out
from audio.script import Chapter

PAUSES = Pauses(
    sentence=0.1, paragraph=0.2, speaker=0.3, chapter=0.4, start=0.5, end=0.6, variation=0, overlap=0
)


def seconds(value: float) -> int:
    return round(value * 44_100)


def test_every_border_has_its_pause(make_take, script):
    borders = ["sentence", "paragraph", "speaker", "chapter", "end"]
    takes = [make_take(1.0, turn=1, pause_after=border) for border in borders]
    timeline = lay_out(takes, script, PAUSES)
    ends = [0, *(event.end for event in timeline.events)]
    for event, before, pause in zip(timeline.events, ends, (0.5, 0.1, 0.2, 0.3, 0.4), strict=False):
        assert event.start % FRAME == 0
        assert 0 <= event.start - before - seconds(pause) < FRAME
    assert timeline.length == ends[-1] + seconds(0.6)


def test_the_end_has_its_pause_whatever_border_the_last_take_thinks_it_stands_at(make_take, script):
    timeline = lay_out([make_take(1.0, pause_after="chapter")], script, PAUSES)
    assert timeline.length == timeline.events[-1].end + seconds(0.6)


def test_an_event_is_as_long_as_its_take_to_the_nearest_sample(make_take, script):
    take = make_take(samples=np.zeros(24_001))
    assert lay_out([take], script, PAUSES).events[0].length == 44_102


def test_a_chapter_begins_with_the_first_sample_of_its_turn_and_the_first_at_nothing(make_take, script):
    takes = [make_take(1.0, turn=n, pause_after="chapter") for n in (1, 1, 2, 3)]
    timeline = lay_out(takes, script, PAUSES)
    assert [mark.start for mark in timeline.chapters] == [
        0,
        timeline.events[2].start,
        timeline.events[3].start,
    ]


def test_chapters_leave_no_gap_and_the_last_ends_with_the_audio(make_take, script):
    timeline = lay_out([make_take(1.0, turn=n) for n in (1, 2, 3)], script, PAUSES)
    ends = [mark.end for mark in timeline.chapters]
    assert ends == [*(mark.start for mark in timeline.chapters[1:]), timeline.length]


def test_a_chapter_may_begin_with_a_later_paragraph(make_take, script):
    script = replace(script, chapters=(Chapter("One", 1), Chapter("Two", 1, paragraph=2)))
    takes = [make_take(1.0, turn=1, paragraph=p) for p in (0, 1, 2)]
    timeline = lay_out(takes, script, PAUSES)
    assert [mark.start for mark in timeline.chapters] == [0, timeline.events[2].start]


def test_a_chapter_of_which_nothing_was_spoken_is_left_out(make_take, script):
    timeline = lay_out([make_take(1.0, turn=n) for n in (1, 3)], script, PAUSES)
    assert [mark.title for mark in timeline.chapters] == ["Chapter 1", "Chapter 3"]


def test_where_the_first_chapter_was_not_spoken_the_next_begins_at_nothing(make_take, script):
    timeline = lay_out([make_take(1.0, turn=n) for n in (2, 3)], script, PAUSES)
    assert [(mark.title, mark.start) for mark in timeline.chapters] == [
        ("Chapter 2", 0),
        ("Chapter 3", timeline.events[1].start),
    ]


def test_a_chapter_begins_with_what_is_spoken_of_it_where_its_first_paragraph_is_not(make_take, script):
    takes = [make_take(1.0, turn=1), make_take(1.0, turn=2, paragraph=3), make_take(1.0, turn=3)]
    timeline = lay_out(takes, script, PAUSES)
    assert timeline.chapters[1].start == timeline.events[1].start


def test_a_script_without_chapters_has_no_marks(make_take, script):
    timeline = lay_out([make_take(1.0)], replace(script, chapters=()), PAUSES)
    assert timeline.chapters == ()


def test_nothing_spoken_is_nothing_to_mix(script):
    with pytest.raises(MixError, match="no segment"):
        lay_out([], script, PAUSES)
