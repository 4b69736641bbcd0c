"""The names that the program knows: each with its sounds, where they were looked up, and a respelling."""

from __future__ import annotations

from collections import Counter

from audio.speech.engines import to_misaki
from audio.speech.spoken.respelling import respelled
from audio.tables import rows

NAMES = list(rows("audio.speech.spoken", "names.tsv"))
SOURCES = {"Wiktionary", "CMUdict", "Wikipedia", "–"}


def test_there_are_three_hundred_of_them_each_once():
    assert len(NAMES) >= 300
    assert max(Counter(row["written"] for row in NAMES).values()) == 1


def test_a_source_is_named_where_one_was_found_and_none_is_made_up():
    assert {row["source"] for row in NAMES} == SOURCES
    assert sum(row["source"] != "–" for row in NAMES) >= 160


def test_every_name_can_be_read_by_people_as_it_is_said():
    for row in NAMES:
        assert row["shown"] == (row["respelling"] or respelled(to_misaki(row["ipa"].strip("/"))))
