"""Who introduces themselves without a label is told, with the line that gives it to them."""

from __future__ import annotations

import pytest

from audio.script import Script, read_bytes

TALK = """{said}

{ada}: What does a lighthouse keeper do at noon?

{ben}: Sleeps, if he has any sense.

{ada}: And at midnight?

{ben}: He writes letters, and counts to five.
"""


def read(said: str, ada: str = "Ada", ben: str = "Ben") -> Script:
    return read_bytes(TALK.format(said=said, ada=ada, ben=ben).encode(), "talk.txt")


def told(script: Script) -> list[str]:
    return [doubt.sentence for doubt in script.doubts if "seems to say" in doubt.sentence]


@pytest.mark.parametrize(
    "said",
    [
        "Welcome to The Noon Hour. I'm your host, Ada Quist, and this is our first talk.",
        "Hello, and welcome. My name is Ada Quist.",
        "Guten Tag. Ich bin Ihre Gastgeberin Ada Quist, und heute geht es um Licht.",
        "Bonjour à tous, je suis Ada Quist et voici mon invité.",
        "Hola a todos. Les habla Ada Quist.",
        "Здравствуйте, меня зовут Ada Quist.",
        "大家好，我是主持人 Ada，今天谈谈灯塔。",
    ],
)
def test_a_host_who_says_a_name_without_a_label_is_told_in_any_language(said: str) -> None:
    script = read(said)
    assert script.turns[0].narration
    (doubt,) = told(script)
    assert doubt.startswith("Ada")
    assert "'Ada: " in doubt.replace('"', "'")


@pytest.mark.parametrize(("ada", "ben"), [("Q", "A"), ("Host", "Guest"), ("Interviewer", "Ben")])
def test_a_host_is_whoever_asks_where_the_labels_are_no_names(ada: str, ben: str) -> None:
    (doubt,) = told(read("Welcome. I'm your host, Ada Quist, and here is a keeper.", ada, ben))
    assert doubt.startswith(f"{ada}, the host,")


@pytest.mark.parametrize("ada", ["Ada", "**Ada Quist**", "Q"])
def test_the_line_that_is_told_gives_it_to_them(ada: str) -> None:
    said = "Welcome. I'm your host, Ada Quist, and here is a keeper."
    doubt = next(d for d in read(said, ada, "**Ben Roe**").doubts if "seems to say" in d.sentence)
    assert doubt.line == 1
    label = doubt.sentence.replace('"', "'").partition(": '")[2].partition(":")[0]
    mended = read(f"{label}: {said}", ada, "**Ben Roe**")
    assert not mended.turns[0].narration
    assert mended.turns[0].text.startswith(said)
    assert not told(mended)


@pytest.mark.parametrize(
    "said",
    [
        "Ada Quist talked with a keeper on the coast.",
        "This is Ada's second book, and the host of the hotel was kind.",
        "I'm your host, Zoe Marsh, and these two will talk.",
    ],
)
def test_who_is_only_spoken_of_is_not_told(said: str) -> None:
    assert told(read(said)) == []


def test_the_masthead_above_a_title_is_not_the_title() -> None:
    text = (
        "STATIC BLOOM * issue six * 50p\n\nThe Hollow Spoons\n\nWe met the Spoons on the stairs.\n\n"
        "SB: Whose fault was the drum?\n\nDOT: The stage slopes.\n\nSB: Still?\n\nDOT: Still.\n"
    )
    assert read_bytes(text.encode(), "talk.txt").title == "The Hollow Spoons"
