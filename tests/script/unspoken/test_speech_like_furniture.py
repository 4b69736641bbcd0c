"""What is said stays said where it looks like what stands around interviews."""

from __future__ import annotations

import time

import pytest

from audio.script import Script, find_gap, read_bytes


def _read(text: str, name: str = "talk.md") -> Script:
    data = text.encode()
    script = read_bytes(data, name)
    assert find_gap(data, name, script) is None
    return script


def _said(script: Script, name: str) -> str:
    return " ".join(turn.text for turn in script.turns if turn.speaker == name)


@pytest.mark.parametrize(
    "last",
    [
        "We are hiring two more keepers this year. I am glad of that.",
        "¿Quieres saber una cosa? No volvería nunca.",
        "Vuoi sapere una cosa? Non tornerei mai.",
        "Sie möchten wissen, warum? Weil es kalt ist.",
        "Ook in de winter? Ja, dan ook.",
        "Vi har två lediga tjänster, och ingen vill ha dem.",
        "Vous voulez savoir pourquoi? Parce qu’il fait froid.",
        "Chcesz wiedzieć, dlaczego? Bo jest zimno.",
    ],
)
def test_the_last_paragraph_of_an_answer_is_said_though_it_asks_or_speaks_of_work(last: str) -> None:
    script = _read(
        f"Ada: Is it cold?\n\nBen: Only when it blows.\n\nAda: And now?\n\nBen: It is May.\n\n{last}\n"
    )
    assert last in _said(script, "Ben").replace("\n\n", " ")


@pytest.mark.parametrize("label", ["Clerk", "Usher", "Grams"])
def test_whoever_answers_with_a_name_is_heard(label: str) -> None:
    script = _read(f"Ada: Who held it?\n\n{label}: Ben Cole\n\nAda: And who lost it?\n\n{label}: Cy Dunn\n")
    assert _said(script, label) == "Ben Cole Cy Dunn"


def test_a_grandmother_is_no_sound() -> None:
    script = _read("Maya: When were you born?\n\nGrams: In 1941.\n\nMaya: And school?\n\nGrams: In 1947.\n")
    assert _said(script, "Grams") == "In 1941. In 1947."


def test_an_answer_that_begins_with_the_word_comments_heads_none() -> None:
    talk = "**Is it cold?**\n\nYes.\n\n**What did you get?**\n\nComments\nand letters, many of them.\n\n"
    script = _read(f"# The fog\n\n{talk}**Who wrote?**\n\nNobody much.\n")
    assert _said(script, "Guest").endswith("many of them. Nobody much.")


@pytest.mark.parametrize(
    "sentence",
    ["By Dr. Lowe's clock it was two.", "Questioned by Judge Roe, I said nothing."],
)
def test_a_sentence_begins_no_examination(sentence: str) -> None:
    script = _read(
        f"Q. When was it?\n\nA. At night.\n\n{sentence}\n\nQ. And then?\n\nA. I went home.\n", "talk.txt"
    )
    assert sentence in _said(script, "A")
    assert {turn.speaker for turn in script.turns} == {"Q", "A"}


@pytest.mark.parametrize("question", ["Sources of joy", "Notes from the night", "Related to fog"])
def test_a_bold_prompt_that_begins_like_a_list_of_sources_asks(question: str) -> None:
    script = _read(
        f"**What does a keeper do?**\n\nSleeps.\n\n**Where?**\n\nHere.\n\n**{question}**\n\nThe fog.\n"
    )
    assert question in _said(script, "Interviewer")


@pytest.mark.parametrize(
    "message", ["Berichten en oproepen zijn duur hier.", "As mensagens e chamadas são caras."]
)
def test_a_message_about_messages_is_no_notice(message: str) -> None:
    stamp = "[03.02.24, 18:0{}:42] {}: {}\n"
    chat = "".join(
        stamp.format(at, "Ada" if at % 2 else "Ben", said)
        for at, said in enumerate(("Yes.", "Is it far?", message, "And dear?", "So it is."))
    )
    assert message in _said(_read(chat, "chat.txt"), "Ben")


@pytest.mark.parametrize("title", ["Tower Talks #12", "How I started a newsletter", "Portraits of a town"])
def test_an_episode_with_a_number_and_a_sentence_about_papers_are_titles(title: str) -> None:
    below = "" if "#" in title else "The way it was.\n\n"
    script = _read(f"{title}\n\n{below}Ada: Is it cold?\n\nBen: Yes.\n\nAda: And now?\n\nBen: No.\n")
    assert script.title == title


def test_a_title_of_one_word_stays_where_prose_follows_it() -> None:
    prose = "It stands on a rock, and nobody has ever gone there on foot, they say."
    script = _read(f"Lighthouse\n\n{prose}\n\nBen Cole at the window\n\nAda: Is it cold?\n\nBen: Yes.\n")
    assert script.title == "Lighthouse"


def test_whom_a_record_of_a_court_speaks_of_is_not_the_witness() -> None:
    script = _read(
        "Daniel Hartley was found dead in his garage on 3 May.\n\nQ. Did you lock the yard?\n\nA. I did.\n\n"
        "THE COURT: Louder.\n\nQ. And then?\n\nA. I went home.\n"
    )
    assert "Daniel Hartley" not in {turn.speaker for turn in script.turns}


@pytest.mark.parametrize("name", ["Theresa May", "José Mario March"])
def test_a_surname_that_is_a_month_is_one(name: str) -> None:
    script = _read(
        f"A talk with {name}\n\n**Is it cold?**\n\nOnly when it blows.\n\n**And now?**\n\nIt is May.\n"
    )
    assert _said(script, name)


def test_headings_between_what_is_labelled_throughout_ask_nothing() -> None:
    talk = "Ada: The fog is what it is.\n\nBen: And it will go.\n\n" * 6
    script = _read(f"## What is fog?\n\n{talk}## Who minds it?\n\n{talk}## And then?\n\n{talk}")
    assert {turn.speaker for turn in script.turns} == {"Ada", "Ben"}


def test_one_who_types_in_small_letters_is_a_speaker() -> None:
    talk = "tom: hi aunt viv can i ask you\nAunt Viv: Is it on?\ntom: ok. what did you do\nAunt Viv: Oh.\n"
    assert [turn.speaker for turn in _read(talk, "talk.txt").turns] == ["tom", "Aunt Viv"] * 2


def test_a_dash_right_behind_a_name_ends_a_label() -> None:
    talk = "Me- Is it cold?\nGrandpa- No. Ask my grandpa.\nMe- Were you ever scared\nGrandpa- Once.\n"
    assert [turn.speaker for turn in _read(talk, "talk.txt").turns] == ["Me", "Grandpa"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Ada: Is it?\n\nBen: It is.\n\n" + "#a, " * 40 + "b",
        "Ada: Is it?\n\nBen: It is.\n\nlamps #sea, " + ", ".join(f"#tag{n}" for n in range(60)) + " and more",
        f"Talk\n\na{' ' * 30_000}b\n\nAda: Is it?\n\nBen: Yes.",
        f"{'A ' * 3_000}\n\n**Is it?**\n\nYes.\n\n**And now?**\n\nNo.\n",
    ],
    ids=["hashtags", "hashtags and words", "spaces", "capitals"],
)
def test_a_line_that_nearly_fits_costs_no_time(text: str) -> None:
    began = time.process_time()
    read_bytes(text.encode(), "talk.md")
    assert time.process_time() - began < 2
