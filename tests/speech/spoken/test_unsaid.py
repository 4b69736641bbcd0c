"""Words whose pronunciation is set though nobody says them, and those that were meant."""

from __future__ import annotations

import pytest

from audio.script import read_bytes
from audio.speech import mistyped

TALK = (
    b"Carlo Szeto: Is it late?\n\nAnna Lind: It is.\n\nCarlo Szeto: And cold?\n\nAnna Lind: Carlo, it is.\n"
)


@pytest.mark.parametrize("slip", ["Crlo", "Carllo", "Carol", "Casto", "Csrlo"])
def test_one_letter_that_is_another_too_many_or_in_its_neighbours_place_is_a_slip(slip):
    told = [each.meant for each in mistyped(read_bytes(TALK, "talk.txt"), [slip])]
    assert told == (["Carlo"] if slip != "Casto" else [])


def test_letters_the_other_way_round_are_no_slip():
    assert not list(mistyped(read_bytes(TALK, "talk.txt"), ["Colra"]))
