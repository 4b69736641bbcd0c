"""What is spoken in one go."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import cast_of, script_of

from audio.errors import VoiceError
from audio.script import Chapter
from audio.speech import how_said, segment_script, without_marks
from audio.speech.segments import LONG, SHORT, cut

_SENTENCE = "This is a sentence of some fifty characters in all."


def test_short_sentences_are_joined_to_their_neighbours() -> None:
    text = f"Yes. It depends! {' '.join([_SENTENCE] * 4)} Sure."
    lengths = [end - start for start, end in cut(text)]
    assert min(lengths) >= SHORT
    assert max(lengths) <= LONG


def test_a_sentence_that_is_too_long_is_cut_where_clauses_meet() -> None:
    text = ", ".join([f"the clause with number {number} goes on for a while" for number in range(20)]) + "."
    spans = cut(text)
    assert all(end - start <= LONG for start, end in spans)
    assert all(text[:end].rstrip().endswith((",", ".")) for _, end in spans)


def test_a_sentence_without_clauses_is_cut_between_words() -> None:
    text = "word " * 200 + "end."
    spans = cut(text)
    assert all(end - start <= LONG for start, end in spans)
    assert "".join(text[start:end] for start, end in spans) == text


def test_a_word_longer_than_any_engine_takes_is_kept_whole() -> None:
    text = "See " + "x" * 1000 + " there."
    assert "".join(text[start:end] for start, end in cut(text)) == text


@settings(max_examples=150)
@given(
    st.lists(
        st.text(alphabet="abcD .,!?…;:—。é🔥'“”0", min_size=1, max_size=200), min_size=1, max_size=6
    ).map(lambda parts: " ".join(" ".join(parts).split()))
)
def test_the_segments_of_a_paragraph_joined_are_its_text(text: str) -> None:
    if not text:
        return
    segments = segment_script(script_of(("Ada", [text])), cast_of(Ada="tone:low"))
    assert "".join(segment.written + segment.joint for segment in segments) == text
    assert segments[-1].joint == ""


def test_a_script_without_spaces_is_joined_without_them() -> None:
    text = "この文はかなり長いです。" * 40
    segments = segment_script(script_of(("Ada", [text])), cast_of(Ada="tone:low"))
    assert len(segments) > 1
    assert {segment.joint for segment in segments} == {""}


def test_the_pause_tells_what_follows() -> None:
    long = " ".join([_SENTENCE] * 10)
    script = script_of(
        ("Ada", [long, "A second paragraph.", "A third one opens a chapter."]),
        ("Bob", ["I answer."]),
        ("Ada", ["A question."]),
        ("Ada", ["And another turn of mine."]),
        chapters=(Chapter("One", 1), Chapter("Two", 1, paragraph=2), Chapter("Three", 3)),
    )
    segments = segment_script(script, cast_of(Ada="tone:low", Bob="tone:high"))
    assert [segment.pause_after for segment in segments] == [
        *["sentence"] * (len(segments) - 6),
        "paragraph",
        "chapter",
        "speaker",
        "chapter",
        "paragraph",
        "end",
    ]


def test_segments_are_numbered_and_know_turn_and_line() -> None:
    script = script_of(("Ada", ["One.", "Two."]), ("Bob", ["Three."]))
    segments = segment_script(script, cast_of(Ada="tone:low", Bob="tone:high"))
    assert [(s.number, s.turn, s.paragraph, s.line, s.voice.name) for s in segments] == [
        (1, 1, 0, 1, "low"),
        (2, 1, 1, 2, "low"),
        (3, 2, 0, 3, "high"),
    ]


def test_a_speaker_without_a_voice_is_named() -> None:
    with pytest.raises(VoiceError, match="Bob"):
        segment_script(script_of(("Bob", ["Hello."])), cast_of(Ada="tone:low"))


def test_changes_are_told_with_turn_and_line() -> None:
    script = script_of(("Ada", ["Hello."]), ("Bob", ["I like F# & C++."]))
    changes = how_said(script, cast_of(Ada="tone:low", Bob="tone:high")).changes
    assert [(change.turn, change.line, change.before, change.after) for change in changes] == [
        (2, 2, "F#", "F sharp"),
        (2, 2, "C++", "C plus plus"),
        (2, 2, "&", "and"),
    ]


def test_pronunciations_reach_engines_in_the_form_they_read() -> None:
    script = script_of(("Ada", ["Joe Pamer is here."]))
    said = {"Pamer": "PAY-mer /ˈpeɪmɚ/"}
    with_phonemes = segment_script(script, cast_of(Ada="hibari:heart"), said)[0]
    without = segment_script(script, cast_of(Ada="tone:low"), said)[0]
    assert with_phonemes.spoken == "Joe [Pamer](/pˈAməɹ/) is here."
    assert without.spoken == "Joe paymer is here."
    assert with_phonemes.written == without.written == "Joe Pamer is here."


def test_a_mark_in_the_script_decides_and_is_not_read() -> None:
    script = script_of(("Ada", ["I [read|red] it to you, of [lead|/lɛd/]."]))
    segment = segment_script(script, cast_of(Ada="hibari:heart"))[0]
    assert segment.spoken == "I red it to you, of [lead](/lˈɛd/)."
    assert (
        segment.written == without_marks(script).turns[0].paragraphs[0].text == "I read it to you, of lead."
    )


def test_each_heteronym_is_told_with_how_sure_it_is() -> None:
    script = script_of(("Ada", ["Have you read it? They found lead pipes."]))
    said = how_said(script, cast_of(Ada="hibari:heart"))
    assert [(each.word, each.ipa, each.sure) for each in said.choices] == [
        ("read", "ˈrɛd", "sure"),
        ("lead", "ˈlɛd", "sure"),
    ]


def test_a_name_that_is_a_guess_comes_with_its_line_for_the_settings() -> None:
    script = script_of(("Ada", ["I met Joe Pamer and Tom Hill."]))
    said = how_said(script, cast_of(Ada="hibari:heart"))
    assert [each.name.line for each in said.unsure] == ["Pamer: PAY-mer /ˈpeɪmər/"]
    assert how_said(script, cast_of(Ada="hibari:heart"), {"Pamer": "PAY-mer /ˈpeɪmər/"}).unsure == ()
