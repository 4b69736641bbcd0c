"""Which words of a text are said otherwise, by its punctuation and by what the source stresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.script import Direction
from audio.speech.prosody import Place, shapes_of
from audio.speech.prosody.places import places
from audio.speech.prosody.stress import shouted, stressed


def found(text: str, kind: str) -> list[str]:
    return [text[start:end].strip() for start, end, each in places(text, "en") if each.endswith(kind)]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Who had the second key?", "had the second key?"),
        ("In the end, who knew?", "who knew?"),
        ("Why?", "Why?"),
        ("¿Quién tenía la llave?", "¿Quién tenía la llave?"),
        ("He asked why. I did not know.", None),
    ],
)
def test_the_last_phrase_of_a_question_is_found(text: str, last: str | None) -> None:
    assert found(text, "question") == ([last] if last else [])


@pytest.mark.parametrize(
    ("text", "kind"), [("Was it cold?", "question"), ("Why was it cold?", "open question")]
)
def test_a_question_with_a_question_word_is_another_kind(text: str, kind: str) -> None:
    assert [each for _, _, each in places(text, "en") if each.endswith("question")] == [kind]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("Every winter. In winter the ice breaks the nets.", [("Every winter.", "of 1 or 2")]),
        (
            "We found the bill for it, forty years later, with a line through it.",
            [("We found the bill for it,", "of 5 or 6"), ("forty years later,", "of 3 or 4"),
             ("with a line through it.", "of 5 or 6")],
        ),
        ("It was a good house for all of us, mind you, and I grew fond of it since.", []),
        ("Well, he said that nobody ever came to see it, and so we let the thing be,", []),
        ("We locked the door and put the key under the stone and then we walked home.",
         [("We locked the door and put the key under the stone and then we walked home.", "of 12 and more")]),
    ],
)  # fmt: skip
def test_short_phrases_and_long_ones_are_found_and_what_is_too_short_for_one_goes_with_its_neighbour(
    text: str, phrases: list[tuple[str, str]]
) -> None:
    kinds = {kind: found(text, kind) for _, _, kind in places(text, "en") if kind.startswith("of ")}
    assert kinds == {kind: [one for one, other in phrases if other == kind] for _, kind in phrases}


def test_words_of_a_text_without_spaces_are_not_counted() -> None:
    assert list(places("鍵は。井戸に。", "ja")) == []


@pytest.mark.parametrize("words", [2, 4, 6, 9, 15])
def test_a_phrase_is_said_faster_the_longer_it_is(words: int) -> None:
    def length(count: int) -> float:
        shapes = shapes_of(text := " ".join(["oh"] * count) + ".", text, Place())
        return shapes[0].length if shapes else 1.0

    assert 0.8 <= length(15) <= length(words) <= length(2) <= 1.3
    assert length(2) > length(4) > length(6) > length(9) > length(15)


@pytest.mark.parametrize(
    ("text", "asides"),
    [
        ("The keeper (an old man) came down.", ["an old man"]),
        ("He left — which was odd — at once.", ["which was odd"]),
        ("He left—which was odd—at once.", ["which was odd"]),
        ("He left – and so did I.", []),
        ("From 2019–2021 it was 5–6 metres.", []),
        (f"He left ({'on and ' * 20}on).", []),
    ],
)
def test_what_stands_in_brackets_or_between_dashes_is_an_aside(text: str, asides: list[str]) -> None:
    assert found(text, "aside") == asides


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “I have never seen it” and left.", ["I have never seen it"]),
        ('He said "I have never seen it" and left.', ["I have never seen it"]),
        ("Il a dit « je ne sais pas » et voilà.", ["je ne sais pas"]),
        ("The word “key” is short.", []),
    ],
)
def test_words_of_somebody_else_are_a_quotation_and_a_term_is_none(text: str, quoted: list[str]) -> None:
    assert found(text, "quotation") == quoted


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("We had bread, cheese, olives, and wine.", ["We had bread,", "cheese,", "olives,"]),
        ("We had bread, old cheese, olives and wine.", ["We had bread,", "old cheese,", "olives"]),
        ("Did you, in the end, find it?", []),
        ("When he came, who had been away for more than a year, we all rose, and he sat.", []),
    ],
)
def test_the_items_of_a_list_but_the_last_are_found(text: str, items: list[str]) -> None:
    assert found(text, "item") == items


@pytest.mark.parametrize(
    ("text", "loud"),
    [
        ("I said STOP IT right there.", ["STOP IT"]),
        ("That is NOT what I said.", ["NOT"]),
        ("I NEVER saw it.", ["NEVER"]),
        ("NASA sent the JSON in ASCII to the US.", []),
        ("WE ALL KNEW IT AND WE SAID SO THEN.", []),
        ("A key. I had it.", []),
    ],
)
def test_capitals_are_shouted_where_they_are_words_and_no_short_forms(text: str, loud: list[str]) -> None:
    assert [text[start:end].rstrip(".") for start, end, _ in shouted(text)] == loud


@pytest.mark.parametrize(
    ("written", "spoken", "word", "heard"),
    [
        ("It was his clock.", "It was his clock.", "his", "his"),
        ("It cost $5, he said.", "It cost five dollars, he said.", "$5", "five dollars,"),
        ("Dr. Bell came.", "Doctor Bell came.", "Bell", "Bell"),
    ],
)
def test_what_the_source_stresses_is_found_in_what_is_spoken(
    written: str, spoken: str, word: str, heard: str
) -> None:
    start = written.index(word)
    asked = Direction(start, start + len(word), "emphasis")
    assert [spoken[first:last] for first, last, _ in stressed(written, spoken, [asked])] == [heard]


@given(st.text(alphabet="Ab ,.!?—()“”:", max_size=120), st.sampled_from(["topic", "answer", "", "turn"]))
def test_whatever_the_text_shapes_are_bounded_and_do_not_overlap(text: str, opens: str) -> None:
    every = Direction(0, len(text), "emphasis"), Direction(0, len(text), "italics")
    shapes = shapes_of(text, text, Place(opens, 3, closes=True), every)  # type: ignore[arg-type]
    at = 0
    for shape in shapes:
        assert at <= shape.start < shape.end <= len(text)
        assert 0.8 <= shape.length <= 1.3
        assert 2 ** (-1.5 / 12) - 1e-3 <= shape.pitch <= 2 ** (3 / 12) + 1e-3
        at = shape.end
