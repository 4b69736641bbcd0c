"""What the narrator says around an interview."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from places import ROOT

from audio.cast import Narration, Settings, Show, effective_settings, with_narration
from audio.script import NARRATOR, Chapter, Lines, Paragraph, Script, Speaker, Turn


@pytest.fixture
def interview():
    turns = tuple(
        Turn(n, who, (Paragraph("Hello.", Lines(n, n)),), who) for n, who in enumerate(["Ada", "Bo"], 1)
    )
    return Script(
        "Bees at night", turns, (Speaker("Ada"), Speaker("Bo")),
        chapters=(Chapter("One", 1), Chapter("Two", 2)), date=dt.date(2025, 3, 4),
    )  # fmt: skip


def told(script, *, show="The Hive", **lines):
    settings = Settings(narration=Narration(**lines), show=Show(title=show))
    return with_narration(script, settings)


def test_both_lines_are_turns_of_the_narrator_around_the_others(interview):
    script = told(interview, intro="This is {show}.", outro="That was {title}.")
    first, *between, last = script.turns
    assert tuple(between) == interview.turns
    assert (first.number, first.text, last.number, last.text) == (
        0,
        "This is The Hive.",
        3,
        "That was Bees at night.",
    )
    for turn in (first, last):
        assert (turn.speaker, turn.label, turn.narration) == (NARRATOR, None, True)
        assert turn.paragraphs[0].lines == Lines(0, 0)
    assert script.speakers == interview.speakers


def test_everything_known_is_filled_in(interview):
    intro = "{show}, {date}: {title}, with {speakers}."
    assert (
        told(interview, intro=intro).turns[0].text
        == "The Hive, March 4, 2025: Bees at night, with Ada and Bo."
    )


@pytest.mark.parametrize(
    ("language", "date", "names"),
    [
        ("en-GB", "4 March 2025", "Ada and Bo"),
        ("de", "2025-03-04", "Ada, Bo"),
        ("en-US", "March 4, 2025", "Ada and Bo"),
    ],
)
def test_dates_and_names_are_written_as_the_language_reads_them(interview, language, date, names):
    script = told(replace(interview, language=language), intro="{date} {speakers}")
    assert script.turns[0].text == f"{date} {names}"


def test_a_sentence_that_names_something_unknown_is_left_out(interview):
    bare = replace(interview, date=None, speakers=())
    script = told(
        bare,
        show="",
        intro="This is {show}. It was {date}! With {speakers}. Here is {title}.",
        outro="{show}",
    )
    assert [turn.text for turn in script.turns if turn.narration] == ["Here is Bees at night."]


def test_the_first_chapter_begins_with_the_introduction(interview):
    script = told(interview, intro="Hello.", outro="Bye.")
    assert [(chapter.title, chapter.turn) for chapter in script.chapters] == [("One", 0), ("Two", 2)]
    assert told(interview, outro="Bye.").chapters == interview.chapters


def test_without_lines_or_turns_the_script_stays_as_it_is(interview):
    assert told(interview) == interview
    empty = Script("Empty", ())
    assert told(empty, intro="Hello.") == empty


def test_a_question_as_title_keeps_one_mark(interview):
    script = told(replace(interview, title="Why bees?"), intro="Today: {title}. Hello.")
    assert script.turns[0].text == "Today: Why bees? Hello."


def test_blank_lines_part_paragraphs(interview):
    turn = told(interview, outro="One.\n  Still one.\n\nTwo.").turns[-1]
    assert [paragraph.text for paragraph in turn.paragraphs] == ["One. Still one.", "Two."]


@example(title="?.0")
@given(title=st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=40))
def test_a_title_with_braces_is_only_text(title):
    turns = (Turn(1, "Ada", (Paragraph("Hello.", Lines(1, 1)),)),)
    script = told(Script(title, turns), intro="Now: {title}")
    said = " ".join(script.turns[0].text.split()) if script.turns[0].narration else ""
    assert said == (" ".join(f"Now: {title.rstrip('. ')}".split()) if title.rstrip(". ") else "")


def test_the_sample_settings_say_that_the_voices_are_synthetic(interview):
    settings = effective_settings(ROOT / "voices.yaml")
    assert "synthetic" in with_narration(interview, settings).turns[-1].text


@pytest.mark.parametrize(
    ("language", "names", "heard"),
    [
        ("en", ["Interviewer", "Dr. Ines Holt"], "A talk with Dr. Ines Holt. Welcome."),
        ("en", ["Q", "A"], "A talk with two people. Welcome."),
        ("en", ["Speaker 1", "Speaker 2", "Speaker 3"], "A talk with several people. Welcome."),
        ("de", ["Frage", "Antwort"], "Welcome."),
    ],
)
def test_the_narrator_names_nobody_who_has_no_name(interview, language, names, heard):
    script = replace(interview, language=language, speakers=tuple(map(Speaker, names)))
    assert told(script, intro="A talk with {speakers}. Welcome.").turns[0].text == heard
