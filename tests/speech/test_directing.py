"""Directions on their way into what is spoken: where segments begin, and how each is said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import cast_of, script_of

from audio.cast import Cast
from audio.script import DirectionKind, Script, read_bytes
from audio.script.direction import merged, placed
from audio.speech import Segment, segment_script, spoken_plainly, without_marks
from audio.speech.takes.cache import key_of
from audio.speech.takes.ways import _PACES

CAST = cast_of(Ada="tone:mid", Ben="tone:low")
KINDS: list[DirectionKind] = ["pause", "slower", "faster", "softer", "emphasis", "italics", "take"]
WORDS = [
    "Well,",
    "no.",
    "“So",
    "it",
    "is”,",
    "he",
    "said:",
    "[read|red]",
    "(twice)",
    "問い。",
    "the end…",
    "A",
    "half.",
]


def segments_of(said: str) -> tuple[Segment, ...]:
    """Give the segments of what Ada says."""
    script = read_bytes(f"Ada: {said}\n\nBen: Why is that?\n\nAda: End.\n".encode(), "a.txt")
    return tuple(segment for segment in segment_script(script, CAST) if segment.turn == 1)


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    """Any paragraph, directed anywhere."""
    text = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=60)))
    places = st.integers(0, len(text))
    asked = draw(st.lists(st.tuples(st.sampled_from(KINDS), places, places), max_size=6))
    found = (placed(text, kind, min(a, b), max(a, b), 1.0) for kind, a, b in asked)
    script = script_of(("Ada", [text]))
    (turn,) = script.turns
    paragraph = replace(turn.paragraphs[0], directions=merged(filter(None, found)))
    return replace(script, turns=(replace(turn, paragraphs=(paragraph,)),))


@given(scripts())
@settings(max_examples=200)
def test_however_a_paragraph_is_directed_its_segments_are_its_text_and_no_silence_is_lost(
    script: Script,
) -> None:
    segments = segment_script(script, CAST)
    paragraph = without_marks(script).turns[0].paragraphs[0]
    assert "".join(segment.written + segment.joint for segment in segments) == paragraph.text
    assert all(segment.written for segment in segments)
    silence = sum(segment.silence_before + segment.silence_behind for segment in segments)
    assert silence == sum(each.value for each in paragraph.directions if each.kind == "pause")
    for segment in segments:
        for each in segment.directions:
            assert 0 <= each.start <= each.end <= len(segment.written)


def test_a_pause_parts_its_sentence_and_is_of_what_it_stands_before():
    before, after = segments_of("The answer is [pause 2s] forty-two. [pause 1s]")
    assert (before.written, after.written) == ("The answer is", "forty-two.")
    assert (before.silence_behind, after.silence_before, after.silence_behind) == (0, 2, 1)


def test_a_stretch_is_spoken_with_the_quotes_and_stops_that_belong_to_it():
    said = [
        (each.written, each.voice.speed) for each in segments_of("He said “[slower]not here[/slower]”. So.")
    ]
    assert said == [("He said", 1.0), ("“not here”.", 0.85), ("So.", 1.0)]


def test_stretches_inside_one_another_count_both_and_speed_has_its_bounds():
    _, both = segments_of("[slower]Well, [softer]not so.[/softer][/slower]")
    assert (both.voice.speed, both.voice.gain_db) == (0.85, -6.0)
    script = read_bytes(b"Ada: [slower]Well.[/slower]\n\nBen: So?\n\nAda: No.\n", "a.txt")
    slow = Cast(tuple(replace(member, voice=replace(member.voice, speed=0.5)) for member in CAST.members))
    assert segment_script(script, slow)[0].voice.speed == 0.5


def test_emphasis_and_italics_travel_to_the_segment_as_places_in_what_is_written():
    said = "I have [read|red] *all* of it. [emphasis]You[/emphasis] too."
    script = read_bytes(f"**Ada:** {said}\n\n**Ben:** So?\n\n**Ada:** No.\n".encode(), "a.md")
    first = segment_script(script, CAST)[0]
    assert [(each.kind, first.written[each.start : each.end]) for each in first.directions] == [
        ("italics", "all"), ("emphasis", "You"),
    ]  # fmt: skip
    assert first.written == "I have read all of it. You too."


def test_a_softer_take_is_the_same_take_and_a_retake_another():
    usual, soft = segments_of("Not here. [softer]Not here.[/softer]")
    assert key_of(usual.spoken, usual.voice, usual.take) == key_of(soft.spoken, soft.voice, soft.take)
    keys = {key_of(usual.spoken, usual.voice, take) for take in (1, *_PACES)}
    assert len(keys) == 1 + len(_PACES) == 8


def test_a_take_is_of_its_whole_turn():
    assert {each.take for each in segments_of("One. [pause 1s] Two. [take 4] [pause 1s] Three.")} == {4}


@pytest.mark.parametrize(("said", "told"), [("I [emphasis]do[/emphasis].", 1), ("I do.", 0)])
def test_only_what_is_asked_for_is_told_as_spoken_plainly(said, told):
    assert len(spoken_plainly(segments_of(said))) == told
