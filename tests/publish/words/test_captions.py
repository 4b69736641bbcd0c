"""Captions as a reader shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audio.cast import Pauses
from audio.mix import lay_out
from audio.publish.words.captions import web_vtt
from audio.publish.words.cues import cues
from audio.publish.words.times import character_times, written_words
from audio.speech import Word

LONG = (
    "He went on and on about how the whole thing was built, from the very first day in the garage, with "
    "nothing but a hammer, a saw and a good deal of patience, until somebody bought the house and all of it."
)
TIME = re.compile(r"(\d\d):(\d\d):(\d\d)\.(\d{3})")


def read(vtt: Iterable[str]) -> list[tuple[int, int, str, list[str]]]:
    """Give (start ms, end ms, speaker, lines) of every cue, as a strict reader would."""
    head, *blocks = "".join(vtt).rstrip("\n").split("\n\n")
    assert head == "WEBVTT"
    found = []
    for block in blocks:
        times, *lines = block.split("\n")
        start, end = (
            ((int(h) * 60 + int(m)) * 60 + int(s)) * 1000 + int(ms) for h, m, s, ms in TIME.findall(times)
        )
        voice = re.fullmatch(r"<v ([^<>&]+)>(.*)</v>", "\n".join(lines), re.DOTALL)
        assert voice
        found.append((start, end, voice[1], voice[2].split("\n")))
    return found


@pytest.fixture
def captioned(make_take, script):
    """Give a function that lays out takes, each `(turn, written, seconds)`, and reads their captions back."""

    def make(*said):
        takes = [
            make_take(written, seconds, turn=turn, speaker=("Ada", "Bob")[turn % 2])
            for turn, written, seconds in said
        ]
        timeline = lay_out(takes, script, Pauses())
        return timeline, read(web_vtt(timeline))

    return make


def test_a_sentence_is_a_cue_and_names_its_speaker(captioned):
    _, found = captioned(
        (1, "I was born here. Then we all moved away.", 5.0), (2, "Why did you do that?", 2.0)
    )
    assert [(who, lines) for _, _, who, lines in found] == [
        ("Bob", ["I was born here."]),
        ("Bob", ["Then we all moved away."]),
        ("Ada", ["Why did you do that?"]),
    ]


def test_a_cue_stands_where_its_take_does(captioned):
    timeline, found = captioned((1, "I was born here.", 2.0), (2, "Why did you do that?", 2.0))
    for event, (start, end, _, _) in zip(timeline.events, found, strict=True):
        assert start == event.start * 1000 // 44_100
        assert end == (event.start + event.length) * 1000 // 44_100


def test_a_long_sentence_is_parted_into_cues_that_can_be_read(captioned):
    _, found = captioned((1, LONG, 16.0))
    assert len(found) > 2
    for start, end, _, lines in found:
        assert 1000 <= end - start <= 7000
        assert 1 <= len(lines) <= 2
        assert max(map(len, lines)) <= 65
    assert " ".join(" ".join(lines) for *_, lines in found) == LONG


def test_what_is_too_short_to_read_joins_its_neighbour_in_the_same_turn(captioned):
    _, found = captioned((1, "No. I never said that.", 2.0))
    assert [lines for *_, lines in found] == [["No. I never said that."]]


def test_a_short_reply_stays_for_a_second_but_never_into_the_next_turn(captioned):
    timeline, found = captioned((1, "Right.", 0.4), (2, "And so it went on.", 3.0))
    assert found[0][1] == min(found[0][0] + 1000, found[1][0])
    assert found[1][0] == timeline.events[1].start * 1000 // 44_100


def test_narration_is_captioned_too(make_take, script):
    take = make_take("What follows is a talk.", speaker="Narrator")
    (cue,) = read(web_vtt(lay_out([take], script, Pauses())))
    assert cue[2:] == ("Narrator", ["What follows is a talk."])


def test_nothing_that_is_said_can_be_taken_for_markup(captioned):
    _, found = captioned((1, "Is a < b && c --> d <i>true</i>?", 3.0))
    assert found[0][3] == ["Is a &lt; b &amp;&amp; c --&gt; d &lt;i&gt;true&lt;/i&gt;?"]


def test_a_name_is_written_so_that_every_reader_sees_it(make_take, script):
    take = make_take(speaker="Ada & <Sons>")
    (cue,) = read(web_vtt(lay_out([take], script, Pauses())))
    assert cue[2] == "Ada and Sons"


def test_a_take_without_sound_has_no_cue(make_take, script):
    silent = replace(make_take("🙂", 1.0), length=0)
    timeline = lay_out([silent, make_take("Hello there, you.", 2.0)], script, Pauses())
    assert [lines for *_, lines in read(web_vtt(timeline))] == [["Hello there, you."]]


def test_text_without_spaces_is_parted_as_well(captioned):
    said = "これは日本語の文です。" * 3 + "とても長い文がここにあります" * 12
    _, found = captioned((1, said, 30.0))
    assert "".join("".join(lines) for *_, lines in found).replace(" ", "") == said
    assert all(len(lines) <= 2 and max(map(len, lines)) <= 65 and e - s <= 7000 for s, e, _, lines in found)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=400).filter(
                lambda text: text.strip()
            ),
            st.floats(0.05, 40),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_no_text_breaks_the_rules_of_captions(make_take, script, said):
    some = make_take(seconds=0.1)
    takes = [
        replace(
            some,
            segment=replace(some.segment, written=" ".join(text.split()), turn=n),
            length=int(s * 24_000),
        )
        for n, (text, s) in enumerate(said, 1)
    ]
    timeline = lay_out(takes, script, Pauses())
    found = read(web_vtt(timeline))
    assert all(start < end for start, end, *_ in found)
    assert all(one[1] <= next_one[0] for one, next_one in pairwise(found))
    assert all(1 <= len(lines) <= 2 and max(map(len, lines)) <= 65 * 5 for *_, lines in found)
    shown = "".join(line for cue in cues(timeline) for line in cue.lines)
    assert "".join(shown.split()) == "".join("".join(text.split()) for text, _ in said)


def test_words_that_the_engine_timed_stand_where_they_are_heard(make_take):
    words = [Word("it", 0, 6000), Word("costs", 6000, 12_000), Word("five", 12_000, 20_000)]
    words += [Word("dollars", 20_000, 40_000), Word("now", 40_000, 48_000)]
    take = make_take("It costs $5 now", 2.0, words=words)
    times = character_times(take)
    assert times[0] == 0
    assert times[3] == pytest.approx(6000, abs=1)
    assert times[len("It costs $5 ")] == pytest.approx(40_000, abs=1)
    assert times[-1] == take.length


def test_without_word_times_a_sentence_takes_the_share_that_its_letters_have(make_take):
    times = character_times(make_take("Yes, yes. It was a far longer story than anybody had thought.", 4.0))
    assert 0.1 < times[len("Yes, yes. ")] / times[-1] < 0.35
    assert all(a <= b for a, b in pairwise(times))


def timed(spoken: str, step: int = 2400) -> list[Word]:
    """Give words as an engine times them, with a pause of a tenth of a second after each comma and stop."""
    words, at = [], 0
    for text in spoken.split():
        words.append(Word(text, at, at + step))
        at += step + (2400 if text[-1] in ",.?" else 0)
    return words


@pytest.mark.parametrize(
    ("written", "spoken", "count"),
    [
        ("C++", "C plus plus", 3),
        ("e.g.", "for example", 2),
        ("$5", "five dollars", 2),
        ("F#,", "F sharp,", 2),
        ("vs.", "versus", 1),
        ("https://mojo.dev/blog", "mojo dot dev slash blog", 5),
    ],
)
def test_a_word_that_is_said_in_several_has_the_time_of_all_of_them(make_take, written, spoken, count):
    words = timed(f"We like {spoken} very much.")
    take = make_take(f"We like {written} very much.", words[-1].end / 24_000, words=words)
    _, _, changed, very, _ = written_words(take)
    assert (changed.start, changed.end) == (words[2].start, words[1 + count].end)
    assert very.start == words[2 + count].start
    assert {word.timing for word in written_words(take)} == {"engine"}


def test_words_that_are_changed_together_share_their_time_and_say_so(make_take):
    words = timed("It is about ten past five in the evening now.")
    take = make_take("It is ~5:10 p.m. now.", words[-1].end / 24_000, words=words)
    found = written_words(take)
    assert [word.timing for word in found] == ["engine", "engine", "proportion", "proportion", "engine"]
    assert (found[2].start, found[3].end) == (words[2].start, words[8].end)
    assert words[2].start < found[2].end <= found[3].start < words[8].end


def test_a_cue_ends_with_its_last_word_and_not_with_the_pause_behind_it(make_take, script):
    words = timed("I was born here in this very house. Then we all moved away from it, far away.", 6000)
    take = make_take(" ".join(word.text for word in words), words[-1].end / 24_000, words=words)
    timeline = lay_out([take], script, Pauses())
    first, second = cues(timeline)
    start = timeline.events[0].start
    assert first.end - start == pytest.approx(words[7].end * 44_100 / 24_000, abs=2)
    assert second.start - start == pytest.approx(words[8].start * 44_100 / 24_000, abs=2)


def test_marks_at_the_end_take_no_time_where_nobody_timed_the_words(make_take):
    words = written_words(make_take("“Yes, it was so, and we all knew it!?”", 4.0))
    assert (words[0].start, words[-1].end) == (0, 4 * 24_000)
