"""What the narrator says around an interview."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from places import SEEDS

from audio.cast import Narration, Settings, Show, effective_settings, with_narration
from audio.script import (
    NARRATOR,
    Chapter,
    Lines,
    Paragraph,
    Script,
    Speaker,
    Turn,
    read_bytes,
    write_canonical,
)


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
    settings = effective_settings(SEEDS / "voices.yaml")
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


TALK = (
    "{title}\n\n{text}**Ada:** What hums?\n\n**Bo:** The bees.\n\n**Ada:** All night?\n\n**Bo:** All night.\n"
)


def heard(head, text="", **wishes):
    """Give what is said before Ada, and the chapters' first paragraphs, of a talk with such a title."""
    data = TALK.format(title=head, text=text).encode()
    name = "talk.md" if head.startswith("#") else "talk.txt"
    script = told(read_bytes(data, name), show="", **wishes)
    said = {turn.number: turn for turn in script.turns}
    begins = [said[each.turn].paragraphs[each.paragraph].text for each in script.chapters]
    first = next(at for at, turn in enumerate(script.turns) if turn.speaker == "Ada")
    return [each.text for turn in script.turns[:first] for each in turn.paragraphs], begins, script


@pytest.mark.parametrize("head", ["# Bees at night", "Bees at night"])
@pytest.mark.parametrize("text", ["", "Two keepers talked on a hill.\n\nIt was dark.\n\n"])
def test_a_title_in_the_text_is_said_be_it_a_heading_or_a_line(head, text):
    before = [each for each in text.split("\n\n") if each]
    for title in (None, True):
        said, begins, script = heard(head, text, title=title)
        assert said == ["Bees at night", *before]
        assert begins[0] == "Bees at night"
        assert not any(item.text == "Bees at night" for item in script.dropped)
        assert script.turns[0].paragraphs[0].lines.first == 1


@pytest.mark.parametrize("head", ["# Bees at night", "Bees at night"])
@pytest.mark.parametrize("text", ["", "Two keepers talked on a hill.\n\nIt was dark.\n\n"])
def test_without_the_title_the_rest_is_as_it_was_and_the_title_is_listed(head, text):
    said, begins, script = heard(head, text, title=False)
    assert said == [each for each in text.split("\n\n") if each]
    assert begins[0] == (said[0] if said else "What hums?")
    assert [item.text for item in script.dropped] == ["Bees at night"]


def test_a_title_comes_after_the_introduction_of_the_show_and_not_twice():
    assert heard("# Bees at night", intro="Welcome.")[0] == ["Welcome.", "Bees at night"]
    assert heard("# Bees at night", intro="This is {title}.")[0] == ["This is Bees at night."]


def test_a_title_that_is_told_elsewhere_is_said_where_that_is_chosen(interview):
    assert told(interview).turns == interview.turns
    assert told(interview, title=True).turns[0].text == "Bees at night"
    assert told(replace(interview, title=""), title=True).turns == interview.turns


def test_a_title_is_said_once_of_a_script_that_was_written_and_read_back():
    for head in ("# Bees at night", "Bees at night"):
        script = read_bytes(TALK.format(title=head, text="").encode(), "talk.md")
        again = read_bytes(write_canonical(script).encode(), "again.md")
        said = [each.text for turn in told(again).turns for each in turn.paragraphs]
        assert said.count("Bees at night") == 1
