"""Captions for players that know no better, transcripts, and when each word is heard."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from audio.cast import Pauses, Settings
from audio.mix import lay_out
from audio.publish.about import about
from audio.publish.words.captions import srt, web_vtt
from audio.publish.words.times import written_words
from audio.publish.words.transcripts import transcript_html, transcript_json, transcript_text, words_json
from audio.script import Lines, Paragraph, Turn
from audio.speech import Word

LONG = (
    "He went on and on about how the whole thing was built, from the very first day in the garage, with "
    "nothing but a hammer, a saw and a good deal of patience, until somebody bought the house and all of it."
)


def cards(text: Iterable[str]) -> list[tuple[int, int, str]]:
    """Give (start ms, end ms, text) of every card of an SRT, numbered from 1 without a gap."""
    found = []
    for number, block in enumerate("".join(text).rstrip("\n").split("\n\n"), 1):
        count, times, *lines = block.split("\n")
        assert count == str(number)
        one = re.fullmatch(r"(\d\d):(\d\d):(\d\d),(\d{3}) --> (\d\d):(\d\d):(\d\d),(\d{3})", times)
        assert one
        h, m, s, ms, *end = map(int, one.groups())
        start = ((h * 60 + m) * 60 + s) * 1000 + ms
        found.append((start, ((end[0] * 60 + end[1]) * 60 + end[2]) * 1000 + end[3], "\n".join(lines)))
    return found


def as_antennapod_reads(card: str) -> tuple[str, str]:
    """Give speaker and words: before a colon and a space is a name, and what follows the next is lost."""
    if re.search(r":\s", card):
        name, words, *_ = card.split(":")
        return name, words.strip()
    return "", card


@pytest.fixture
def said(make_take, script):
    """Give a function that lays out takes, each `(turn, speaker, written, seconds)`."""

    def make(*takes):
        made = [make_take(text, seconds, turn=turn, speaker=who) for turn, who, text, seconds in takes]
        return lay_out(made, script, Pauses())

    return make


def test_a_card_has_two_lines_of_32_and_a_name_where_the_speaker_changes(said):
    timeline = said(
        (1, "Ada", LONG, 16.0), (2, "Ada", "And more of it.", 2.0), (3, "Bob", "I see what you mean.", 2.0)
    )
    found = cards(srt(timeline))
    assert all(1 <= len(text.split("\n")) <= 2 for *_, text in found)
    assert max(len(line) for *_, text in found for line in text.split("\n")) <= 32
    named = [text.partition(":")[0] for *_, text in found if ":" in text]
    assert named == ["Ada", "Bob"]
    assert found[0][2].startswith("Ada: He went on")
    assert found[-1][2].replace("\n", " ") == "Bob: I see what you mean."
    assert all(one[1] <= following[0] for one, following in pairwise(found))


@pytest.mark.parametrize(
    "text", ["Welcome. It's 10:30 now.", "Note: this is it.", "Ratio 2:1, he said: go.", "So: ask: why?"]
)
@pytest.mark.parametrize("turn", [1, 2])
def test_no_colon_of_a_text_is_taken_for_one_after_a_name(said, text, turn):
    timeline = said((1, "Ada", "Good morning to you.", 2.0), (2, "Ada", text, 2.0))
    if turn == 1:
        timeline = said((1, "Ada", text, 2.0))
    name, words = as_antennapod_reads(cards(srt(timeline))[-1][2].replace("\n", " "))
    assert name == ("Ada" if turn == 1 else "")
    assert words.replace("\u2236", ":") == text


def test_a_name_with_a_colon_or_of_great_length_still_ends_at_its_colon(said):
    timeline = said(
        (1, "Dr: Ada", "Good morning.", 2.0), (2, "Bartholomew Fitzgerald-Montgomery III", "Hello.", 2.0)
    )
    first, second = (text for *_, text in cards(srt(timeline)))
    assert as_antennapod_reads(first) == ("Dr Ada", "Good morning.")
    assert as_antennapod_reads(second) == ("Bartholomew", "Hello.")


def test_nothing_in_a_card_is_an_arrow_or_a_tag(said):
    (card,) = cards(srt(said((1, "Ada", "a --> b <i>c</i>", 2.0))))
    assert "-->" not in card[2]
    assert "<" not in card[2]


def test_speakers_who_overlap_have_cues_one_after_the_other(said):
    timeline = said(
        (1, "Ada", "I would never have thought that —", 2.0), (2, "Bob", "No.", 0.5), (3, "Ada", "So.", 1.0)
    )
    events = list(timeline.events)
    for number in (1, 2):
        events[number] = replace(
            events[number], start=events[number - 1].start + events[number - 1].length - 20_000
        )
    timeline = replace(timeline, events=tuple(events))
    for found in (cards(srt(timeline)), json.loads("".join(transcript_json(timeline)))["segments"]):
        times = [
            each[:2] if isinstance(each, tuple) else (each["startTime"], each["endTime"]) for each in found
        ]
        assert all(start < end for start, end in times)
        assert all(one[1] <= following[0] for one, following in pairwise(times))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=200).filter(
                str.strip
            ),
            st.floats(0.05, 20),
            st.sampled_from(["Ada", "Bob: x", "日本", "A" * 60]),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_no_text_breaks_the_rules_of_srt(make_take, script, said_lines):
    some = make_take(seconds=0.1)
    takes = [
        replace(
            some,
            segment=replace(some.segment, written=" ".join(text.split()), turn=n, speaker=who),
            length=int(s * 24_000),
        )
        for n, (text, s, who) in enumerate(said_lines, 1)
    ]
    found = cards(srt(lay_out(takes, script, Pauses())))
    assert all(start < end for start, end, _ in found)
    assert all(one[1] <= following[0] for one, following in pairwise(found))


def test_the_json_transcript_has_a_speaker_times_and_words_in_every_segment(said):
    timeline = said((1, "Ada", LONG, 16.0), (2, "Bob", "Why?", 0.6))
    whole = json.loads("".join(transcript_json(timeline)))
    assert whole["version"] == "1.0.0"
    for segment in whole["segments"]:
        assert segment["speaker"] in {"Ada", "Bob"}
        assert segment["body"]
        assert 0 < segment["endTime"] - segment["startTime"] <= 8
    assert " ".join(segment["body"] for segment in whole["segments"]) == f"{LONG} Why?"


def test_a_script_without_spaces_gets_none_in_its_json(said):
    text = "これは日本語の文です。とても長い。短い。"
    whole = json.loads("".join(transcript_json(said((1, "Ada", text, 2.5)))))
    assert "".join(segment["body"] for segment in whole["segments"]) == text


def test_the_text_transcript_is_in_the_written_form(script):
    turn = Turn(1, "Ada", (Paragraph("It cost $5.", Lines(1, 1)), Paragraph("In 1843.", Lines(3, 3))))
    assert (
        "".join(transcript_text(replace(script, turns=(turn,))))
        == "An interview with Ada\n\nAda: It cost $5.\n\nIn 1843.\n"
    )


def test_the_html_transcript_has_cite_time_and_p(said, script):
    turns = (
        Turn(1, "Ada & <Co>", (Paragraph("It cost <$5>.", Lines(1, 1)),)),
        Turn(2, "Bob", (Paragraph("Why?", Lines(2, 2)), Paragraph("🙂", Lines(3, 3)))),
    )
    script = replace(script, turns=turns)
    timeline = said((1, "Ada & <Co>", "It cost <$5>.", 2.0), (2, "Bob", "Why?", 1.0))
    page = html.document_fromstring(
        "".join(transcript_html(script, about(script, Settings(), timeline, "e"), timeline))
    )
    assert page.get("lang") == "en-GB"
    assert [each.text for each in page.iter("cite")] == ["Ada & <Co>:", "Bob:"]
    assert [each.text for each in page.iter("p")] == ["It cost <$5>.", "Why?", "🙂"]
    assert [each.text for each in page.iter("time")] == ["0:00", f"0:0{timeline.events[1].start // 44_100}"]
    assert "synthetic" in page.find(".//footer").text


def test_each_word_says_whether_its_engine_timed_it(make_take, script):
    words = [Word("it", 0, 6000), Word("costs", 6000, 12_000), Word("five", 12_000, 20_000)]
    words += [Word("dollars", 20_000, 40_000), Word("now", 40_000, 46_000)]
    take = make_take("It costs $5 — now!", 2.0, words=words)
    timeline = lay_out([take], script, Pauses())
    found = json.loads("".join(words_json(timeline)))["words"]
    assert [each["text"] for each in found] == ["It", "costs", "$5", "—", "now!"]
    assert [each["timing"] for each in found] == ["engine", "engine", "engine", "proportion", "engine"]
    begin = timeline.events[0].start / 44_100
    assert found[1]["start"] == pytest.approx(begin + 0.25, abs=0.002)
    assert found[4]["end"] == pytest.approx(begin + 46_000 / 24_000, abs=0.002)
    assert {(each["speaker"], each["turn"], each["paragraph"]) for each in found} == {("Ada", 1, 0)}


def test_without_times_from_the_engine_every_word_stands_by_proportion(make_take):
    found = written_words(make_take("Yes, yes. It was a far longer story.", 4.0))
    assert {word.timing for word in found} == {"proportion"}
    assert all(word.start < word.end for word in found)
    assert all(one.end <= following.start for one, following in pairwise(found))


def test_a_take_that_is_silent_has_no_words(make_take, script):
    silent = replace(make_take("🙂", 1.0), length=0)
    timeline = lay_out([silent, make_take("Hello.", 1.0)], script, Pauses())
    assert [each["text"] for each in json.loads("".join(words_json(timeline)))["words"]] == ["Hello."]


def test_vtt_has_no_times_inside_a_cue(said):
    """Some players show them as text."""
    assert not re.search(r"<\d", "".join(web_vtt(said((1, "Ada", LONG, 16.0)))))
