"""Words that begin like Roman numerals, in the reading of English that the models were trained with."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from audio.speech.engines.phonemes import read_english
from audio.speech.spoken.form import spoken
from audio.speech.spoken.lexicon import is_term

hibari = pytest.importorskip("hibari")
TABLES = json.loads((Path(hibari.__file__).parent / "assets" / "normalize.json").read_text(encoding="utf-8"))
TRIGGERS = (*TABLES["roman_cardinal"], *TABLES["roman_ordinal"])
WRONG = ("zeroth", "0", "hundred", "first", "1")


def heard(text: str) -> str:
    return " ".join(f"{reading.text}" for reading in read_english(spoken(text, phonemes=True).text))


NAMES = (
    "Victoria",
    "Charles",
    "Ivan",
    "Lear",
    "Xavier",
    "Coercion",
    "C",
    "Vision's",
    "CD",
    "I think",
    "L. Shirer",
)


@pytest.mark.parametrize("word", TRIGGERS)
def test_a_name_after_a_word_for_parts_or_rulers_is_no_number(word: str) -> None:
    said = heard("; ".join(f"a {word} {name} here" for name in NAMES))
    assert not set(re.split(r"\W+", said)) & set(WRONG), said
    assert all(name.split()[0].strip(".") in said for name in NAMES)


@pytest.mark.parametrize("word", TRIGGERS)
def test_the_guard_makes_no_sound(word: str) -> None:
    with_guard = " ".join(reading.phonemes for reading in read_english(f"A {word} Victoria here"))
    apart = [reading.phonemes for reading in read_english("A Victoria here")][1]
    assert apart in with_guard
    assert "zˈɪɹ" not in with_guard


@pytest.mark.parametrize("word", [word for word in TRIGGERS if not is_term(word)])
def test_what_is_only_guarded_is_no_change(word: str) -> None:
    said = spoken(f"a {word} Victoria here", phonemes=True)
    assert (said.text, said.changes) == (f"a {word} Victoria here", ())


@pytest.mark.parametrize("word", TABLES["roman_ordinal"])
def test_rulers_are_counted(word: str) -> None:
    assert heard(f"It was {word} IV.") == f"It was {word} the fourth."
    assert heard(f"{word} VIII's wives") == f"{word} the eighth's wives"


@pytest.mark.parametrize("word", TABLES["roman_cardinal"])
def test_parts_are_numbered(word: str) -> None:
    assert heard(f"It was {word} IV.") == f"It was {word} 4."
