"""How much expression a voice has, from the settings to the takes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from making import cast_of, script_of

from audio.cast import Cast, CastMember
from audio.script import Chapter, Direction, Script
from audio.speech import Engine, Segment, segment_script, speak_segments, spoken_plainly
from audio.speech.takes.cache import key_of

TALK = script_of(
    ("Ada", ["Who had the second key?"]),
    ("Ben", ["Nobody knew. We looked everywhere. We gave up.", "Then the lamp went out."]),
    ("Ada", ["And now?"]),
    ("Ben", ["Now it is lost."]),
    chapters=(Chapter("One", 1), Chapter("Two", 3)),
)


def segments(
    script: Script, expression: float, voice: str = "kokoro:am_michael", **about: float
) -> list[Segment]:
    cast = cast_of(Ada=voice, Ben=voice)
    members = [replace(each.voice, expression=expression, **about) for each in cast.members]  # type: ignore[arg-type]
    cast = Cast(
        tuple(CastMember(who, each, "option", "") for who, each in zip(("Ada", "Ben"), members, strict=True))
    )
    return list(segment_script(script, cast))


def pitch_of(segment: Segment, words: str) -> float:
    at = segment.spoken.index(words)
    return next((shape.pitch for shape in segment.shapes if shape.start <= at < shape.end), 1.0)


def test_without_expression_all_is_as_the_engine_says_it_and_so_are_the_keys() -> None:
    for segment in segments(TALK, 0.0):
        assert segment.shapes == ()
        assert key_of(segment.spoken, segment.voice, 1, ()) == key_of(segment.spoken, segment.voice)


def test_a_topic_begins_highest_then_an_answer_then_a_paragraph_and_all_decline() -> None:
    ask, answer, further, topic, last = segments(TALK, 1.0)
    topic_start, answer_start, paragraph = (
        pitch_of(each, words) for each, words in ((ask, "Who"), (answer, "Nobody"), (further, "Then"))
    )
    assert topic_start > answer_start > 1
    assert answer_start > pitch_of(answer, "We looked") > pitch_of(answer, "We gave")
    assert pitch_of(topic, "And") > paragraph
    assert paragraph < 1  # it is the last before a new topic, and lower for that
    assert pitch_of(last, "Now") < answer_start


def test_expression_is_a_share() -> None:
    half, full = (pitch_of(segments(TALK, share)[1], "Nobody") for share in (0.5, 1.0))
    assert half == pytest.approx(full**0.5, abs=1e-3)


def test_a_take_with_expression_is_another_take_and_the_same_every_time() -> None:
    plain, one, other = segments(TALK, 0.0), segments(TALK, 1.0), segments(TALK, 1.0)
    keys = [
        [key_of(each.spoken, each.voice, 1, each.shapes) for each in same] for same in (plain, one, other)
    ]
    assert not set(keys[0]) & set(keys[1])
    assert keys[1] == keys[2]


def test_a_changed_sentence_changes_no_other_paragraph() -> None:
    paragraphs = replace(TALK.turns[1].paragraphs[0], text="Nobody knew. And we looked. We gave up.")
    turn = replace(TALK.turns[1], paragraphs=(paragraphs, *TALK.turns[1].paragraphs[1:]))
    other = replace(TALK, turns=(TALK.turns[0], turn, *TALK.turns[2:]))
    changed = [
        (one.shapes, one.spoken) != (two.shapes, two.spoken)
        for one, two in zip(segments(TALK, 1.0), segments(other, 1.0), strict=True)
    ]
    assert changed == [False, True, False, False, False]


def _directed(kind: str) -> Script:
    paragraph = replace(TALK.turns[1].paragraphs[0], directions=(Direction(7, 11, kind),))  # type: ignore[arg-type]
    turn = replace(TALK.turns[1], paragraphs=(paragraph, *TALK.turns[1].paragraphs[1:]))
    return replace(TALK, turns=(TALK.turns[0], turn, *TALK.turns[2:]))


def test_what_is_marked_is_stressed_whatever_the_expression_and_italics_by_the_share_of_it() -> None:
    marked, italics = (segments(_directed(kind), 0.0)[1] for kind in ("emphasis", "italics"))
    assert [(each.start, each.end) for each in marked.shapes] == [(7, 12)]
    assert italics.shapes == ()
    plain = pitch_of(segments(TALK, 1.0)[1], "knew")
    assert pitch_of(segments(_directed("italics"), 1.0)[1], "knew") == pytest.approx(
        plain * 2 ** (1.2 / 12), abs=1e-3
    )


def test_an_engine_that_cannot_is_told_once_and_asked_for_nothing() -> None:
    cannot, can = (segments(_directed("emphasis"), 1.0, voice) for voice in ("tone:mid", "kokoro:am_michael"))
    assert len(spoken_plainly(cannot)) == 1
    assert spoken_plainly(can) == ()
    assert all(not each.shapes for each in cannot)


def test_a_range_of_speeds_follows_the_length_of_sentences() -> None:
    long = " ".join(["and the keeper went down the stairs once more"] * 5) + "."
    script = script_of(
        ("Ada", ["No."]), ("Ada", [f"Then {long}"]), ("Ada", ["We looked for it in the old well."])
    )
    speeds = [each.voice.speed for each in segments(script, 0.0, "tone:mid", speed_range=0.1)]
    assert speeds[0] == pytest.approx(0.95)
    assert speeds[1] == pytest.approx(1.05)
    assert 0.95 < speeds[2] < 1.05
    assert {each.voice.speed for each in segments(script, 0.0, "tone:mid")} == {1.0}


@pytest.mark.model
def test_a_render_says_the_same_words_otherwise(kokoro: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIVAVOCE_KOKORO", "shipped")
    plain, having = (speak_segments(segments(TALK, share)[-1:])[0] for share in (0.0, 1.0))
    assert [word.text for word in plain.words] == [word.text for word in having.words]
    assert plain.sha256 != having.sha256
    assert plain.length < having.length < 1.3 * plain.length  # a short phrase is said slower
