from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from first_tries import first_tries
from grading import NARRATOR, Expected, grade
from whole_files import FILES, HELD, read_expected, whole_files

from audio.script import NARRATOR as NARRATOR_NAME
from audio.script import Lines, Paragraph, Script, Turn

_NOWHERE = Lines(1, 1)
RIGHT = Expected(
    turns=(
        (NARRATOR, "Two people on a pier."),
        ("Ada", "Is it deep?"),
        ("Ben", "Very."),
        ("Ada", "How deep?"),
        ("Ben", "Nine."),
    ),
    names={"Ada": ("Ada Quill", "Ada"), "Ben": ()},
    unsaid=("Duration: 2 minutes",),
    optional=("The Pier",),
)
SAID = (
    ("", "Two people on a pier."),
    ("Ada Quill", "Is it deep?"),
    ("B", "Very."),
    ("Ada Quill", "How deep?"),
    ("B", "Nine."),
)


def _decoded(data: bytes, expected: Expected) -> str:
    if data[:2] == b"PK":
        with ZipFile(BytesIO(data)) as document:
            parts = [document.read(name).decode() for name in document.namelist() if name.endswith(".xml")]
        return re.sub("<[^>]*>", "", unescape("".join(parts)))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    try:
        return data.decode()
    except UnicodeDecodeError:
        said = "".join(said for _, said in expected.turns)
        scripts = {"cp1251": "[а-я]", "gb18030": "[一-鿿]"}
        return data.decode(next((name for name, some in scripts.items() if re.search(some, said)), "cp1252"))


def _script(rows: Sequence[tuple[str, str]]) -> Script:
    turns = tuple(
        Turn(number, who or NARRATOR_NAME, (Paragraph(text, _NOWHERE),), narration=not who)
        for number, (who, text) in enumerate(rows, 1)
    )
    return Script("The Pier", turns, date=dt.date(2020, 1, 1))


def test_a_perfect_reading_is_graded_one_and_whole() -> None:
    found = grade(_script(SAID), RIGHT)
    assert (found.f1, found.whole) == (1.0, True)


@pytest.mark.parametrize(
    "said",
    [
        (("", "The Pier"), *SAID),
        (("", "The Pier Two people on a pier."), *SAID[1:]),
        (SAID[0], ("Ada Quill", "“Is  it\ndeep?”"), *SAID[2:]),
        tuple((who.replace("Ada Quill", "ADA QUILL"), text) for who, text in SAID),
        tuple(("Whoever" if who == "B" else who, text) for who, text in SAID),
    ],
    ids=[
        "a title of its own",
        "a title before",
        "quotation marks and spaces",
        "capitals",
        "any name for the nameless",
    ],
)
def test_what_does_not_matter_is_not_a_fault(said: Sequence[tuple[str, str]]) -> None:
    found = grade(_script(said), RIGHT)
    assert (found.f1, found.faults) == (1.0, ())


@pytest.mark.parametrize(
    "said",
    [
        SAID[:-1],
        (*SAID, ("Ada Quill", "Thank you.")),
        tuple(("Adam" if who == "Ada Quill" else who, text) for who, text in SAID),
        (*SAID[:3], ("B", "How deep?"), SAID[4]),
        tuple(("Ada Quill" if who else who, text) for who, text in SAID),
        (*SAID[:4], ("C", "Nine.")),
        (SAID[0], ("Ada Quill", "Is it deep"), *SAID[2:]),
        (*SAID[:4], ("B", "0:31 Nine.")),
        (*SAID[:4], ("B", "Nine. Duration: 2 minutes")),
        (SAID[0], ("", "Is it deep?"), *SAID[2:]),
        (*SAID[:2], ("", "Very."), *SAID[3:]),
    ],
    ids=[
        "a turn lost",
        "a turn invented",
        "a wrong name",
        "a wrong speaker",
        "one speaker for two",
        "two for one",
        "a mark lost",
        "a stamp said",
        "a head said",
        "a turn narrated",
        "an answer narrated",
    ],
)
def test_a_fault_in_the_turns_costs(said: Sequence[tuple[str, str]]) -> None:
    found = grade(_script(said), RIGHT)
    assert found.f1 < 1.0
    assert not found.whole


@pytest.mark.parametrize(
    "said",
    [
        SAID[1:],
        (*SAID, SAID[0]),
        (("", "Duration: 2 minutes Two people on a pier."), *SAID[1:]),
        (*SAID, ("", "Anything.")),
    ],
    ids=["an introduction lost", "an introduction twice", "a head narrated", "narration invented"],
)
def test_a_fault_in_the_narration_only_makes_a_file_not_whole(said: Sequence[tuple[str, str]]) -> None:
    found = grade(_script(said), RIGHT)
    assert found.f1 == 1.0
    assert not found.whole


def test_a_file_without_a_conversation_is_right_when_nobody_speaks() -> None:
    nothing = Expected(turns=((NARRATOR, "Boil the plums."),), names={})
    assert grade(_script([("", "Boil the plums.")]), nothing).whole
    assert grade(_script([("Boil", "the plums.")]), nothing).f1 == 0.0


def test_a_right_reading_is_read_from_its_lines() -> None:
    found = read_expected(
        "people Ada Quill | Ada; Q ~\nunsaid x\noptional y\n> z\nQ: Why: now?\nAda Quill: No.\n"
    )
    turns = ((NARRATOR, "z"), ("Q", "Why: now?"), ("Ada Quill", "No."))
    assert found == Expected(turns, {"Ada Quill": ("Ada Quill", "Ada"), "Q": ()}, ("x",), ("y",))


@pytest.mark.parametrize("folder", [FILES, HELD], ids=["files", "held"])
def test_every_whole_file_holds_what_its_right_reading_says(folder: object) -> None:
    files = list(whole_files(FILES if folder == FILES else HELD))
    assert len(files) >= 12
    for each in files:
        text = _decoded(each.data, each.expected)
        text += re.sub(r"-\r?\n", "", text)  # a word that was parted at the end of a line
        for _, said in each.expected.turns:
            assert all(word in text for word in re.findall(r"\w+", said)), (each.name, said)


def test_first_tries_are_about_three_thousand_and_always_the_same() -> None:
    tries = list(first_tries())
    assert 2500 <= len(tries) <= 3200
    assert tries == list(first_tries())
    assert len({each.name for each in tries}) == len(tries)
    assert {each.lines for each in tries} == {2, 4, 6}


def test_a_first_try_holds_what_its_right_reading_says() -> None:
    for each in first_tries():
        text = each.data.decode()
        assert all(said in text for _, said in each.expected.turns)
