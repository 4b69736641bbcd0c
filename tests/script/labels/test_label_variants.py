"""Short forms and misprints of one label, and labels that only look like one."""

from __future__ import annotations

import pytest

from audio.script import read_bytes


def who(text: str) -> list[str]:
    """Give the speakers turn by turn."""
    return [turn.speaker for turn in read_bytes(text.encode(), "talk.txt").turns if not turn.narration]


@pytest.mark.parametrize(
    ("first", "then"),
    [("Pregunta", "P"), ("Question", "Q"), ("Frage", "F")],
)
def test_a_word_and_its_first_letter_are_one_asker(first: str, then: str) -> None:
    answer = {"P": ("Respuesta", "R"), "Q": ("Answer", "A"), "F": ("Antwort", "A")}[then]
    text = f"{first}: Why salt?\n\n{answer[0]}: It keeps.\n\n" + (
        f"{then}: For how long?\n\n{answer[1]}: A year.\n\n" * 3
    )
    assert len(set(who(text))) == 2


def test_a_surname_with_an_initial_is_the_one_whose_first_name_fits() -> None:
    text = (
        "Ivo Brandt: Who baked it?\n\nNora Vance: Ask him.\n\nAlec Vance: I did.\n\nIvo Brandt: Alone?\n\n"
        "N. Vance: Never.\n\nA. Vance: Always.\n\nIvo Brandt: Well?\n\nNora Vance: Well.\n"
    )
    assert set(who(text)) == {"Ivo Brandt", "Nora Vance", "Alec Vance"}


def test_one_wrong_letter_in_a_frequent_label_is_a_misprint() -> None:
    text = "QUESTION: Why?\n\nANSWER: Because.\n\n" * 4 + "QUESTION: Again?\n\nANSWR: Because.\n"
    assert len(set(who(text))) == 2


def test_a_wife_who_answers_her_husband_is_not_him() -> None:
    text = (
        "Interviewee: Amos Teale\nInterviewer: Joy Park\n\nPARK: When was that?\n\nTEALE: In spring.\n\n"
        "MRS. TEALE: In autumn.\n\nTEALE: In autumn, then.\n\nPARK: Who is right?\n\nMRS. TEALE: Me.\n"
    )
    names = who(text)
    assert names[1] != names[2]


def test_joint_initials_do_not_merge_the_two() -> None:
    text = (
        "JL: Who wrote it?\n\nAM: He did.\n\nBM: She did.\n\nJL: Together?\n\nBM & AM: Yes!\n\nJL: Fine.\n\n"
        "BM, AM: Fine.\n\nAM: Good.\n\nBM: Good.\n"
    )
    names = who(text)
    assert (names[1], names[2], names[4]) == ("AM", "BM", "BM & AM")
    assert names[-2:] == ["AM", "BM"]


def test_a_magazine_with_and_without_its_article_is_one() -> None:
    text = (
        "DIE GLOCKE: Wann kam sie?\n\nHold: Im Mai.\n\nGLOCKE: Allein?\n\nHold: Nein.\n\n"
        "GLOCKE: Mit wem?\n\nHold: Mit Bruno.\n"
    )
    assert len(set(who(text))) == 2


def test_whom_a_role_names_in_brackets_is_that_person() -> None:
    text = (
        "Moderator (Eva Rost, Radio): Good evening. Who begins?\n\nTom Birk: I do.\n\nModerator: Please.\n\n"
        "Tom Birk: It rains.\n\nEva Rost: Does it?\n\nTom Birk: It does.\n"
    )
    names = who(text)
    assert names[0] == names[2] == names[4]


def test_a_sentence_that_ends_in_said_is_no_label_beside_letters_in_arabic() -> None:
    text = "س: متى بدأت؟\n\nج: صغيراً.\n\nكان جدي يقول: اصبر.\n\nس: وصبرت؟\n\nج: نعم.\n\nس: حقاً؟\n\nج: حقاً.\n"
    assert len(set(who(text))) == 2


@pytest.mark.parametrize("letters", ["QA", "FA", "PR"])
def test_the_letter_of_an_answer_is_no_initial_of_the_word_after_it(letters: str) -> None:
    asks, answers = letters
    text = (
        f"{asks}. When?\n{answers}. Monday: paint.\n\n{asks}. And then?\n{answers}. We wait.\n\n"
        f"{asks}. Long?\n{answers}. Yes.\n"
    )
    turns = read_bytes(text.encode(), "minutes.txt").turns
    assert [turn.speaker for turn in turns] == [asks, answers] * 3
    assert turns[1].text == "Monday: paint."


def test_somebody_labelled_once_who_declares_his_initials_speaks() -> None:
    text = (
        "Nell Orme (NO): How old is the kiln?\n\nkilnhand (K): I only stoke it.\n\n"
        "Rab Stone (RS): A hundred years.\n\nNO: Who built it?\n\nRS: Nobody knows.\n"
    )
    assert who(text) == ["Nell Orme", "kilnhand", "Rab Stone", "Nell Orme", "Rab Stone"]


def test_a_key_with_a_person_and_initials_behind_it_says_nothing() -> None:
    text = (
        "# Notes\n\n## Opening\n\nPresenter: Nell Orme (NLO)\n\n- [slides](https://example.org/a)\n\n"
        "NLO: Good morning, let us begin.\n\nRST: I have read the plan.\n\nNLO: Then we go on.\n\nRST: Do.\n"
    )
    assert who(text) == ["NLO", "RST", "NLO", "RST"]


@pytest.mark.parametrize("key", ["Maker of the Month", "Friday Faces", "Reporter"])
def test_a_key_ahead_of_everybody_with_nothing_but_a_full_name_behind_it_says_nothing(key: str) -> None:
    text = (
        f"{key}: Nell Orme\nThe kiln has been cold since May.\n\nWe climbed up to see her.\n\n"
        "Herald: How old is it?\n\nOrme: A hundred years.\n\nHerald: Who built it?\n\nOrme: Nobody knows.\n"
    )
    assert who(text) == ["Herald", "Orme"] * 2


def test_an_answer_of_nothing_but_a_full_name_is_said() -> None:
    assert who("Ben: Who built the kiln?\n\nAda: Nell Orme\n") == ["Ben", "Ada"]


def test_the_place_before_the_first_sentence_is_nobody() -> None:
    text = (
        "STONE BAY — The kiln has been cold since May, and nobody in the village can say why it is so.\n\n"
        "FEATHERSTONE-HALE: How old is the kiln?\n\nMARSH: A hundred years.\n\n"
        "FEATHERSTONE-HALE: Who built it?\n\nMARSH: Nobody knows.\n"
    )
    assert who(text) == ["FEATHERSTONE-HALE", "MARSH"] * 2


def test_a_reporters_role_behind_the_comma_is_no_part_of_the_name() -> None:
    text = (
        "NELL ORME, REPORTER: How old is it?\n\nRAB STONE: Old.\n\nNELL ORME: And cold?\n\nRAB STONE: Yes.\n"
    )
    assert who(text) == ["NELL ORME", "RAB STONE"] * 2
