from __future__ import annotations

from importlib.resources import files

import pytest

from audio.cast import likely_gender
from audio.script.names import ROLES


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Joe Pamer", "male"),
        ("Ruth Arkwright", "female"),
        ("  ANDRÉS  Gómez", "male"),
        ("Zoë", "female"),
        ("Søren Kierkegaard", "male"),
        ("Юлия Петрова", "female"),
        ("Сергей Иванов", "male"),
        ("Jean-Luc Picard", "male"),
        ("Anne-Sophie Mutter", "female"),
        ("J. Robert Oppenheimer", "male"),
        ("Dr. Helen Varga", "female"),
        ("Prof. Dr. Karl Huber", "male"),
        ("Mrs. Robin Smith", "female"),
        ("Mr Varga", "male"),
        ("Piet Jansen", "male"),
        ("Femke", "female"),
        ("Hans-Joachim Kuhn", "male"),
        ("Ceren Aydın", "female"),
        ("Ólafur", "male"),
    ],
)
def test_a_title_or_a_first_name_tells_the_likely_gender(name, gender):
    assert likely_gender(name) == gender


@pytest.mark.parametrize(
    "name",
    ["Alex Smith", "Chris Lattner", "Sasha", "J. K. Rowling", "Dr. Thomas", "Q", "Speaker 1", "", "…", "X"],
)
def test_a_name_that_anyone_may_bear_or_that_is_no_first_name_stays_open(name):
    assert likely_gender(name) == "unknown"


def test_no_name_stands_for_both_genders_and_all_can_be_found():
    _, *rows = (files("audio.script.names") / "first_names.tsv").read_text("utf-8").splitlines()
    names = [(name, gender) for gender, names in (row.split("\t") for row in rows) for name in names.split()]
    assert len({name for name, _ in names}) == len(names) > 1600
    assert {(name, likely_gender(name.title())) for name, _ in names} == set(names)


def test_who_is_called_by_a_part_has_no_gender():
    assert not [role for role in ROLES if likely_gender(role) != likely_gender(role.title()) != "unknown"]
    assert {role for role in ROLES if likely_gender(role) != "unknown"} <= {"boy"}
