"""Who asks where nothing but the order tells, whom a question calls, and what an editor adds."""

from __future__ import annotations

import pytest
from talks import read as _read
from talks import said as _said

from audio.script import read_bytes

_PAIRS = [
    ("Where did you begin?", "In the cellar, with a lamp."),
    ("Was it dark?", "Only where the lamp was not."),
    ("People say that you never came up.", "Twice a year, for the post."),
    ("What did you find?", "A door that somebody had put into the wall."),
    ("Do you miss it?", "Every morning at six."),
]
_RIGHT = [part for pair in _PAIRS for part in pair]


@pytest.mark.parametrize("inside", ["\n", "\n\n"])
def test_the_order_tells_a_prompt_without_a_question_mark(inside: str) -> None:
    text = "\n\n".join(inside.join(pair) for pair in _PAIRS)
    said = _said(_read(f"Olga Brandt kept the cellars of the town.\n\n{text}\n"))
    assert [words for _, words in said] == _RIGHT
    assert len({who for who, _ in said[::2]}) == len({who for who, _ in said[1::2]}) == 1


def test_an_advertisement_between_questions_and_answers_asks_nothing() -> None:
    pairs = "\n\n".join("\n\n".join(pair) for pair in _PAIRS[:2])
    more = "\n\n".join("\n\n".join(pair) for pair in _PAIRS[3:])
    said = _said(_read(f"{pairs}\n\nAdvertisement\nLowe and Sons sell lamps.\n\n{more}\n"))
    asked = [words for who, words in said if who == "Interviewer"]
    assert asked == [_PAIRS[at][0] for at in (0, 1, 3, 4)]


def test_an_answer_that_ends_with_a_question_is_no_question_below_its_own() -> None:
    pairs = [*_PAIRS[:3], (_PAIRS[3][0], "A door. Who puts a door into a cellar wall?"), _PAIRS[4]]
    said = _said(_read("\n\n".join(map("\n".join, pairs)) + "\n"))
    assert [words for _, words in said] == [part for pair in pairs for part in pair]


def test_lines_of_a_pasted_page_are_paragraphs_where_one_is_longer_than_any_wrapped_one() -> None:
    long = "I stayed. " * 30
    pairs = [*_PAIRS[:2], ("And after the flood?", long.strip()), *_PAIRS[3:]]
    text = "\n".join(part for pair in pairs for part in pair)
    asked = [words for who, words in _said(_read(text + "\n")) if who == "Interviewer"]
    assert asked[:3] == ["Where did you begin?", "Was it dark?", "And after the flood?"]


def test_only_the_first_question_and_its_answer_may_be_labelled() -> None:
    first, *others = _PAIRS
    text = "\n\n".join((f"Cellar News: {first[0]}", f"Olga Brandt: {first[1]}", *sum(others, ())))
    said = _said(_read(text + "\n"))
    assert [words for _, words in said] == _RIGHT
    assert {who for who, _ in said[::2]} == {"Cellar News"}
    assert {who for who, _ in said[1::2]} == {"Olga Brandt"}


def test_whom_a_question_calls_by_name_answers_and_not_who_is_credited() -> None:
    script = _read(
        """
        Interview: Jonas Terbrüggen

        Roswitha Höltgen züchtet seit vierzig Jahren Tauben.

        **Frau Höltgen, auf wen warten wir?**

        Auf Gerda.

        **Wie findet sie nach Hause?**

        Das weiß keiner.
        """,
        "tauben.md",
    )
    assert [who for who, _ in _said(script)][1::2] == ["Roswitha Höltgen"] * 2


@pytest.mark.parametrize(
    "note", ["[In 1616. – Trans.]", "（译注：原文如此）", "(Anm. d. Red.)", "[Ed. note: sic]"]
)
def test_a_note_of_an_editor_in_brackets_is_not_spoken(note: str) -> None:
    script = _read(f"Ada: When was it?\n\nBen: Long ago. {note} Nobody knows.\n\nAda: Thank you.\n")
    assert _said(script)[1] == ("Ben", "Long ago. Nobody knows.")
    assert note in {each.text for each in script.dropped}


def test_words_that_hyphens_part_at_the_ends_of_lines_are_whole_again() -> None:
    script = _read(
        """
        ADA: What happened with the or-
        gan? Was it the well-known or-
        gan of the town?

        BEN: It was. A well-known one.
        """
    )
    assert _said(script)[0][1] == "What happened with the organ? Was it the well-known organ of the town?"


def test_text_of_an_old_macintosh_is_told_by_the_ends_of_its_lines() -> None:
    text = (
        "Solène: Qui est arrivé le premier ?\r\rIñigo: Moi, à cinq heures.\r\rSolène: Déjà ?\r\rIñigo: Oui.\r"
    )
    script = read_bytes(text.encode("mac_roman"), "talk.txt")
    assert _said(script)[:2] == [("Solène", "Qui est arrivé le premier ?"), ("Iñigo", "Moi, à cinq heures.")]
