"""A table with a column of speakers is a conversation."""

from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.errors import ScriptError
from audio.script.readers.tables import sheet


def said(text: str) -> list[tuple[str | None, str, int, int]]:
    blocks = sheet.read(text, "talk.csv").blocks
    return [(block.speaker, block.text, block.lines.first, block.lines.last) for block in blocks]


def test_cells_keep_their_lines_even_where_they_hold_line_breaks() -> None:
    text = 'Note,Speaker,Text\n"a\nb",Ada,"Is it\ncold, ""up"" there?"\n,Ben,Yes.\n'
    assert said(text) == [("Ada", 'Is it\ncold, "up" there?', 3, 4), ("Ben", "Yes.", 5, 5)]


def test_a_cell_without_a_name_goes_on_with_the_speaker_above() -> None:
    assert [who for who, *_ in said("speaker,text\nAda,Is it?\n,Well?\nBen,Yes.\n")] == ["Ada", "Ada", "Ben"]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_any_usual_delimiter_will_do(delimiter: str) -> None:
    rows = [
        ["Start", "Speaker", "Text"],
        ["0:01", "Ada", "Is it cold, or what?"],
        ["0:02", "Ben", "Yes; it is."],
    ]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    assert sheet.recognises("", out.getvalue()) > 0.9
    assert [(who, text) for who, text, *_ in said(out.getvalue())] == [
        ("Ada", "Is it cold, or what?"),
        ("Ben", "Yes; it is."),
    ]


def test_headings_in_other_languages_are_known() -> None:
    assert said("Sprecherin;Aussage\nAda;Kalt?\n")[0][:2] == ("Ada", "Kalt?")
    assert said("発言者,発言内容\n田中,寒いですか。\n")[0][:2] == ("田中", "寒いですか。")


def test_questions_beside_their_answers_are_two_turns_a_row() -> None:
    assert [(who, text) for who, text, *_ in said("question,answer\nCold?,Yes.\nDark?,Very.\n")] == [
        ("Q", "Cold?"),
        ("A", "Yes."),
        ("Q", "Dark?"),
        ("A", "Very."),
    ]


def test_a_column_of_line_numbers_is_not_taken_for_the_lines() -> None:
    text = "line,speaker,text\n1,MR. LOWE,Is it cold?\n2,THE WITNESS,Yes.\n"
    assert [text for _, text, *_ in said(text)] == ["Is it cold?", "Yes."]


def test_a_table_without_headings_is_told_by_names_that_come_again() -> None:
    text = "".join(
        f"{who},This is what {who} says in row {n} of it.\n" for n, who in enumerate(["Ada", "Ben"] * 3)
    )
    assert {who for who, *_ in said(text)} == {"Ada", "Ben"}


def test_the_rest_of_the_table_is_left_out_with_its_reason() -> None:
    dropped = sheet.read("time,speaker,text\n0:01,Ada,Hi.\n", "talk.csv").dropped
    assert [(item.text, item.reason, item.lines.first) for item in dropped] == [
        ("time speaker text", "table header", 1),
        ("0:01", "table column", 2),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ada: Hello, there.\nBen: Yes, I know, but.\n",
        "Dear all,\nthis is, as you see, a letter,\nnot a table, in spite of it all.\n",
        "Bell,Weight\nTenor,850\nTreble,200\n",
        "Name,Role,Company\nAda Lowe,Founder,Lowe & Daughters\nBen Wood,Ringer,The tower\n",
        "",
    ],
)
def test_prose_and_other_tables_are_no_conversation(text: str) -> None:
    assert sheet.recognises("talk.txt", text) == 0


def test_a_table_in_which_nobody_speaks_is_refused_with_the_remedy() -> None:
    with pytest.raises(ScriptError, match=r"^talk\.csv: no column says who speaks .*Bell, Weight.*`speaker`"):
        sheet.read("Bell,Weight\nTenor,850\n", "talk.csv")


@pytest.mark.uncounted
@pytest.mark.parametrize(
    "text",
    [
        'speaker,text\nAda,"' + "x\n" * 1_000_000,
        "speaker,text\nAda," + "x" * 5_000_000,
        "speaker,text\n" + "Ada,Hi.\n" * 100_000,
        "," * 3_000_000,
    ],
    ids=["quote", "cell", "rows", "commas"],
)
def test_hostile_tables_are_read_or_refused_in_time(text: str) -> None:
    start = time.process_time()
    if sheet.recognises("talk.csv", text) > 0.9:
        sheet.read(text, "talk.csv")
    assert time.process_time() - start < 10


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Ada", "Ben Wood"]),
            st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1).map(lambda text: f"a {text}"),
        ),
        min_size=1,
    )
)
def test_what_a_table_says_comes_back_whole(turns: list[tuple[str, str]]) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([("speaker", "text"), *turns])
    assert [(who, text) for who, text, *_ in said(out.getvalue())] == turns


@pytest.mark.parametrize(
    "text",
    [
        "Start,Hall,Annexe\n9,Welcome and exits,\n10,,What is a box?\n11,Labels for us,\n12,,Ways to lose\n",
        "Day,Morning,Evening\nMon,Thin slices,\nTue,,A bowl of soup\nWed,Egg and toast,\nThu,,All the rest\n",
        "Start,Speaker,Title\n9,Ada Lowe,Welcome and exits\n10,Ben Wood,What is a box?\n11,Cy Dow,Maps\n",
    ],
)
def test_a_programme_of_talks_is_no_conversation(text: str) -> None:
    assert sheet.recognises("plan.txt", text) == 0
