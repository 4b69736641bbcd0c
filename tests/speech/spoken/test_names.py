"""The names that the program knows: each with its sounds, where they were looked up, and a respelling."""

from __future__ import annotations

from collections import Counter

import pytest

from audio.cast import Voice
from audio.speech import speak_as
from audio.speech.engines import read_english, to_misaki
from audio.speech.engines.kokoro.voices import LETTERS
from audio.speech.spoken.pronunciations import Lexicon, Pronunciation
from audio.speech.spoken.respelling import respelled
from audio.tables import rows

NAMES = list(rows("audio.speech.spoken", "names.tsv"))
SOURCES = {"CMUdict", "ISLEX", "Wiktionary", "Wikipedia", "–"}
ALIKE = str.maketrans({"ˌ": None, "ᵊ": "ə", "ᵻ": "ɪ", "T": "t"})
"""What nobody hears of a name: weak stress, and the shades of weak vowels and of a flapped t."""


def sounds(row: dict[str, str]) -> str:
    return to_misaki(row["ipa"].strip("/"))


def test_seven_hundred_have_a_source_and_each_stands_there_once():
    assert sum(row["source"] != "–" for row in NAMES) >= 700
    assert max(Counter(row["written"].casefold() for row in NAMES).values()) == 1


def test_a_source_is_one_of_four_and_none_is_made_up():
    assert {row["source"] for row in NAMES} == SOURCES


def test_every_name_is_read_otherwise_where_it_is_not_known():
    same = [
        row["written"]
        for row in NAMES
        if " ".join(each.phonemes for each in read_english(row["written"])).translate(ALIKE)
        == sounds(row).translate(ALIKE)
    ]
    assert not same


def test_every_name_has_only_sounds_that_the_model_knows_and_one_that_is_stressed():
    known = set(LETTERS)
    assert not [row["written"] for row in NAMES if set(sounds(row)) - known]
    assert not [row["written"] for row in NAMES if "ˈ" not in sounds(row)]


def test_every_name_can_be_read_by_people_as_it_is_said():
    for row in NAMES:
        assert row["shown"] == (row["respelling"] or respelled(sounds(row)))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Evans met Klein", "[Evans](/ˈɛvənz/) met [Klein](/klˈIn/)"),
        ("in Los Angeles", "in [Los Angeles](/lɑs ˈænʤələs/)"),
        ("Patel's book", "[Patel's](/pətˈɛlz/) book"),
        ("O'Neill and O’Neill", "[O'Neill](/Onˈil/) and [O’Neill](/Onˈil/)"),
        ("a bowie and a Bowie", "a bowie and a [Bowie](/bˈOi/)"),
    ],
)
def test_a_name_is_found_in_a_sentence_with_either_apostrophe(written, said):
    assert speak_as(written, Voice("kokoro", "am_michael")).text == said


def test_what_stands_beside_a_name_is_read_as_beside_any_other():
    said = speak_as("Dr. Evans read of Pius IV and of St. Catherine.", Voice("tone", "low")).text
    assert said == "Doctor Evans read of Pius the fourth and of Saint Catherine."


def test_of_words_that_begin_alike_the_longest_is_found_whichever_a_text_had_first():
    lexicon = Lexicon([Pronunciation("New", "noo", ""), Pronunciation("new york", "noo-YORK", "")])
    assert lexicon.pattern("Old.") is None
    texts = ("New.", "In NEW YORK’s parks.", "New.")
    assert [lexicon.pattern(text).search(text)["word"] for text in texts] == ["New", "NEW YORK", "New"]
