"""Aligning what was heard with what should be said."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("rapidfuzz", reason="the extra `verify` is not installed")

from rapidfuzz.distance import Levenshtein

from audio.speech.engines.kokoro.reading import problem as problem_of
from audio.verify import Heard
from audio.verify.hearing.recogniser import heard_tokens
from audio.verify.values import HeardToken, Token, Unit
from audio.verify.words.alignment import Step, align
from audio.verify.words.sounds import reduced


def units_of(text: str, turn: int = 1) -> list[Unit]:
    return [Unit(turn, (Token(word, word),)) for word in text.split()]


def heard_of(text: str) -> list[HeardToken]:
    return [HeardToken(word, word, float(at), at + 0.5) for at, word in enumerate(text.split())]


def kinds(steps: tuple[Step, ...]) -> list[str]:
    return [step.kind for step in steps if step.kind != "same"]


def errors(steps: tuple[Step, ...]) -> int:
    return sum(step.errors for step in steps)


words = st.lists(st.sampled_from(["a", "b", "ab", "ba", "c", "bc"]), max_size=30)


@st.composite
def units(draw: st.DrawFn) -> list[Unit]:
    """Units of one to three words, some with another form."""
    groups = draw(st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=3), max_size=12))
    also = st.lists(st.sampled_from(["a", "bc", "abc", ""]), max_size=2)
    return [Unit(1, tuple(Token(word, word) for word in group), tuple(draw(also))) for group in groups]


@given(units(), words)
def test_the_steps_cover_everything_once_and_in_order(expected: list[Unit], said: list[str]) -> None:
    heard = heard_of(" ".join(said))
    steps = align(expected, heard)
    assert [unit for step in steps for unit in range(*step.units)] == list(range(len(expected)))
    assert [word for step in steps for word in range(*step.heard)] == list(range(len(heard)))


@given(units(), words)
def test_no_more_is_wrong_than_the_plain_distance_of_words_says(
    expected: list[Unit], said: list[str]
) -> None:
    flat = [token.text for unit in expected for token in unit.tokens]
    found = errors(align(expected, heard_of(" ".join(said)), "xx"))
    assert found <= Levenshtein.distance(flat, said) + sum(len(unit.tokens) > 1 for unit in expected) * 3
    if all(len(unit.tokens) == 1 and not unit.also for unit in expected):
        assert found <= Levenshtein.distance(flat, said)


@given(words, words, st.integers(0, 30))
def test_a_text_heard_as_it_is_has_no_errors_wherever_its_words_are_parted(
    before: list[str], after: list[str], at: int
) -> None:
    text = [*before, "hosepipe", *after]
    heard = [*before, "hose", "pipe", *after]
    assert errors(align(units_of(" ".join(text)), heard_of(" ".join(heard)))) == 0
    assert errors(align(units_of(" ".join(heard)), heard_of(" ".join(text)))) == 0
    assert errors(align(units_of(" ".join(text)), heard_of(" ".join(text)))) == 0


def test_a_unit_is_right_in_each_of_its_forms() -> None:
    unit = Unit(1, (Token("et", "etc."), Token("cetera", "etc.")), ("etc",))
    expected = [*units_of("tea"), unit, *units_of("please")]
    for said in ("tea et cetera please", "tea etc please", "tea etcetera please"):
        assert kinds(align(expected, heard_of(said))) == []
    assert kinds(align(expected, heard_of("tea et please"))) == ["misheard"]


def test_words_that_sound_alike_are_the_same_in_english() -> None:
    expected, said = units_of("the brake of callum"), heard_of("the break of calum")
    assert errors(align(expected, said, "en-GB")) == 0
    assert errors(align(expected, said, "xx")) == 2
    assert kinds(align(units_of("the boat"), heard_of("the goat"))) == ["misheard"]


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("fr", "ils ratent le balai", "il rate le ballet"), ("es", "las abejas", "las avejas"),
        ("zh", "一 块 钱 她", "一 塊 錢 他"),
    ],
)  # fmt: skip
def test_words_that_sound_alike_are_the_same_in_languages_that_kokoro_reads(
    language: str, text: str, said: str
) -> None:
    if problem := problem_of(language):
        pytest.skip(problem)
    assert errors(align(units_of(text), heard_of(said), language)) == 0
    assert errors(align(units_of(text), heard_of(said), "xx")) > 0


def test_a_number_sounds_like_other_words() -> None:
    assert errors(align(units_of("a crystal ball to"), heard_of("a crystal ball 2"))) == 0
    assert errors(align(units_of("a crystal ball to"), heard_of("a crystal ball 3"))) == 1


def test_a_name_is_right_where_it_is_heard_as_it_is_to_be_pronounced() -> None:
    name = Unit(1, (Token("nginx", "nginx"),), sound=reduced("ˈɛnʤɪn ˈɛks"))
    expected = [*units_of("we run"), name, *units_of("here")]
    assert errors(align(expected, heard_of("we run engine x here"))) == 0
    assert errors(align(expected, heard_of("we run engines here"))) == 1


def test_a_hyphen_between_figures_may_stand_for_to_or_for_nothing() -> None:
    tokens = heard_tokens((Heard("a", 0.0, 0.3), Heard("50-50", 0.4, 0.9), Heard("split", 1.0, 1.4)), "en")
    assert [token.text for token in tokens] == ["a", "50", "", "50", "split"]
    for said in ("a 50 to 50 split", "a 50 50 split"):
        assert errors(align(units_of(said), tokens)) == 0
    assert errors(align(units_of("a 50 or 50 split"), tokens)) == 1
    assert errors(align(units_of("a 50 50 split"), heard_of("a 50 to 50 split"))) == 1


def test_what_is_lost_added_and_misheard_is_told_apart() -> None:
    steps = align(units_of("one two three four five six"), heard_of("one three four FIVES six seven"), "xx")
    assert kinds(steps) == ["lost", "misheard", "added"]


def test_a_misheard_word_stands_beside_the_one_it_was_taken_for() -> None:
    steps = align(units_of("so the grapnel drags on"), heard_of("so grapple drags on"), "xx")
    (misheard,) = [step for step in steps if step.kind == "misheard"]
    assert misheard.units == (2, 3)


def test_nothing_expected_or_nothing_heard_is_no_trouble() -> None:
    assert align([], []) == ()
    assert kinds(align(units_of("a b"), [])) == ["lost", "lost"]
    assert kinds(align([], heard_of("a b"))) == ["added", "added"]


def test_ten_hours_of_words_are_aligned_in_seconds() -> None:
    chance = random.Random(7)  # noqa: S311 - no secret
    text = [f"w{chance.randrange(5000)}" for _ in range(90_000)]
    said = [word for word in text if chance.random() > 0.03]
    said[40_000:40_000] = said[39_000:39_400]
    expected, heard = units_of(" ".join(text)), heard_of(" ".join(said))
    began = time.perf_counter()
    steps = align(expected, heard, "xx")
    assert time.perf_counter() - began < 30
    assert errors(steps) <= len(text) - len(said) + 800
