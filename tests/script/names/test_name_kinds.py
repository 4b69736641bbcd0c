"""What a text may be as the name of somebody who speaks."""

from __future__ import annotations

import pytest

from audio.cast.names import fold
from audio.script.names import classify, is_first_name, is_person_name, joined, unaccented


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Ada Quist", "person"),
        ("Michiel B. de Vries", "person"),
        ("Jane E Doe", "person"),
        ("Pierre d’Anglade", "person"),
        ("A M Smith", "person"),
        ("Cara Lindqvist", "person"),
        ("FEATHERSTONE-HALE", "word"),
        ("THE CORONER", "role"),
        ("F/X", "mark"),
        ("Ms. Hart", "titled"),
        ("M. le président Henri Castel", "titled"),
        ("M. le président", "role"),
        ("man in the back row", "role"),
        ("Frage 3", "role"),
        ("S2", "initials"),
        ("Anna i Piotr", "joint"),
        ("PÉREZ Y GÓMEZ", "joint"),
        ("BM, AM", "joint"),
        ("BY MS. HART", "mark"),
        ("Pros and Cons", "phrase"),
        ("老师说", "phrase"),
        ("高橋", "word"),
    ],
)
def test_a_name_is_of_a_kind(written, kind):
    assert classify(written).kind == kind


def test_the_article_of_a_parliament_is_no_part_of_a_name():
    assert classify("O SR. LEAL").text == "SR. LEAL"


def test_joint_names_are_taken_apart():
    assert joined("Ada Quist, Ben Roe und Cid Ora") == ["Ada Quist", "Ben Roe", "Cid Ora"]


@pytest.mark.parametrize("speaker", ["Interviewer", "Guest", "Speaker 1", "Q", "Answer", "S2"])
def test_what_a_text_without_names_calls_somebody_is_no_name(speaker):
    assert not is_person_name(speaker)
    assert is_person_name("JP")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Łukasz", "lukasz"), ("Søren", "SOREN"), ("Đorđe", "dorde"), ("Érdi", "erdi"), ("Işıl", "isil")],
)
def test_two_spellings_of_a_name_are_equal_without_accents_strokes_and_case(one, other):
    assert unaccented(one) == unaccented(other) == fold(one)


def test_a_stroke_hides_no_first_name():
    assert is_first_name("Søren")
    assert not is_first_name("Sørum")


def test_signs_that_are_no_accents_stay():
    assert unaccented("कि") != unaccented("क")
    assert unaccented("が") != unaccented("か")
