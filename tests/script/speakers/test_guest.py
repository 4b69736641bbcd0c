"""Who is interviewed, where no label says so, by what stands before the conversation."""

from __future__ import annotations

from string import ascii_lowercase

import pytest

from audio.script import read_bytes
from audio.script.convention import Facts
from audio.script.head.mentions import Around, mentions_in

TALK = """\
# {title}

{introduction}

**What does a keeper do at noon?**

Sleeps, if he has any sense.

**And at midnight?**

He counts to five between two flashes.
"""


def guest(introduction: str, title: str = "Notes from the tower") -> str:
    script = read_bytes(TALK.format(title=title, introduction=introduction).encode(), "talk.md")
    (name,) = {turn.speaker for turn in script.turns if turn.text.startswith(("Sleeps", "He counts"))}
    return str(name)


@pytest.mark.parametrize(
    ("introduction", "name"),
    [
        ("Since 1981, Len Abbotsbury has kept the light. On Sunday the tower goes dark.", "Len Abbotsbury"),
        ("At the end of the queue is Fola Oyelaran, who keeps the light by night.", "Fola Oyelaran"),
        ("Лидия Аркадьевна Снегирёва водит трамвай с 1979 года.", "Лидия Аркадьевна Снегирёва"),
        ("Organist Ada Lowe plays at noon. Photographs by Ben Cole.", "Ada Lowe"),
        ("Fola Oyelaran (Geology, 1994) keeps the light. She spoke to Giles Amory.", "Fola Oyelaran"),
        ("灯台守の三好千鶴子さんは、丘の上に住んでいる。", "三好千鶴子"),
        ("등대지기 남궁선 씨의 하루는 길다.", "남궁선"),
        ("하루가 긴 도윤슬 대리를 만났다.", "도윤슬"),
        ("Torenwachter Fenna Terpstra vertelt hoe dat ging.", "Fenna Terpstra"),
        ("I’m your host, Ada Lowe, and with me is Ben Cole, who keeps the light.", "Ben Cole"),
    ],
)
def test_whom_the_introduction_tells_of_answers(introduction: str, name: str) -> None:
    assert guest(introduction) == name


@pytest.mark.parametrize(
    "introduction",
    [
        "The tower stands in North Sutton. It was built in May.",
        "The tower at noon. Photo: Jo Vale",
        "The Lantern Post is back. The post of this week is about a lantern.",
    ],
)
def test_a_place_a_photographer_and_a_paper_do_not_answer(introduction: str) -> None:
    assert guest(introduction) == "Guest"


@pytest.mark.parametrize(
    "title", ["A talk with {}", "Keeper of the month: {}", "Cinq questions à {}", "Drei Fragen an {}"]
)
def test_whom_the_title_calls_asked_answers(title: str) -> None:
    assert guest("It was a grey day.", title.format("Fola Oyelaran")) == "Fola Oyelaran"


def test_letters_are_named_where_the_introduction_tells_who_answers() -> None:
    script = read_bytes(
        b"The bell belongs to Mr. Renaldo Figgs, who took over in May.\n\nQ: Why?\n\nA: I was asked.\n\n"
        b"Q: By whom?\n\nA: By nobody.\n",
        "talk.txt",
    )
    assert script.turns[2].speaker == "Mr. Renaldo Figgs"


def test_of_two_that_are_named_the_one_whom_a_question_calls_answers() -> None:
    script = read_bytes(
        b"# Lights\n\nAda Lowe and Ben Cole keep the light.\n\n**Ben, what do you do at noon?**\n\n"
        b"I sleep.\n\n**And at midnight?**\n\nI count.\n",
        "talk.md",
    )
    assert script.turns[2].speaker == "Ben Cole"


def test_a_label_keeps_its_name_where_the_introduction_only_tells_of_somebody() -> None:
    script = read_bytes(
        b"The mill of Samuel Fox stands still.\n\nMs Hall: Why?\n\nMr Fox: No wind.\n\n"
        b"Ms Hall: Ever?\n\nMr Fox: No.\n",
        "talk.txt",
    )
    assert {turn.speaker for turn in script.turns} == {"Narrator", "Ms Hall", "Mr Fox"}


def test_of_a_page_with_thousands_of_captions_no_more_names_are_compared_than_of_an_introduction() -> None:
    captions = [
        f"Ada{first}{second} Lowe stands here" for first in ascii_lowercase for second in ascii_lowercase
    ]
    told = Around("", "".join(f"{each}. " for each in captions), captions * 9, (), Facts(), ())
    assert 20 <= len(mentions_in(told)) <= 60


def test_letters_that_are_declared_are_whose_they_are() -> None:
    script = read_bytes(
        b"Ruth Motala (R) and Tom Field (T) opened the school. Eve Strand (E) went to see them.\n\n"
        b"E: Whose idea was it?\n\nT: Hers.\n\nR: His.\n\nE: Whose?\n\nR: His.\n\nT: Hers.\n",
        "talk.txt",
    )
    assert [turn.speaker for turn in script.turns[1:4]] == ["Eve Strand", "Tom Field", "Ruth Motala"]


def test_a_name_ends_with_its_line_where_lines_are_short() -> None:
    assert guest("Faces: Ben Cole\nAda Lowe, Features Editor\n\nBen Cole keeps the light.") == "Ben Cole"
