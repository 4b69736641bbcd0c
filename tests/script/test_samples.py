"""The sample interviews in `seeds/` are read as a careful person reads them."""

from __future__ import annotations

import datetime as dt

from places import SEEDS

from audio.script import Script, read_script


def read(name: str) -> Script:
    return read_script(SEEDS / name)


def test_the_sample_with_initials_has_two_speakers_and_a_narrator() -> None:
    script = read("mending-the-internet.txt")
    assert script.title == "The Loneliest Repair in the World: Callum Reid Mends the Internet"
    assert script.date == dt.date(2025, 3, 4)
    assert [(who.name, who.labels) for who in script.speakers] == [
        ("Nora Whitlock", ("Nora Whitlock", "NW")),
        ("Callum Reid", ("Callum Reid",)),
    ]
    assert [turn.speaker for turn in script.turns] == [
        "Narrator",
        *["Nora Whitlock", "Callum Reid"] * 5,
        "Narrator",
    ]


def test_a_line_that_begins_with_for_example_goes_on_with_its_speaker() -> None:
    answer = read("mending-the-internet.txt").turns[2]
    assert answer.speaker == "Callum Reid"
    assert answer.paragraphs[-1].text.startswith("For example: we once raised a cable")


def test_signature_and_credits_are_not_spoken_but_say_who_people_are() -> None:
    script = read("mending-the-internet.txt")
    unspoken = {line for item in script.dropped for line in range(item.lines.first, item.lines.last + 1)}
    assert unspoken - {46} == {1, 41, 45, 47, 48, 49, 50, 51, 52}
    assert {who.name: who.description for who in script.speakers} == {
        "Nora Whitlock": "Editor & Host",
        "Callum Reid": "Senior Cable Jointer",
    }


def test_the_sample_in_markdown_has_three_speakers_and_a_chapter_a_heading() -> None:
    script = read("the-note-that-is-not-there.md")
    assert [who.name for who in script.speakers] == ["Daniel Osei", "Ruth Arkwright", "Leo Marsh"]
    assert [chapter.title for chapter in script.chapters][1:] == [
        "A hole in the floor",
        "As hard as a promise",
        "The note that is not there",
        "After that, the weather",
    ]
    assert [item.text for item in script.dropped if item.reason != "heading"] == [
        "[laughs]",
        "[pauses]",
        "[laughs]",
    ]
    assert "laughs" not in " ".join(turn.text for turn in script.turns)


def test_the_sample_with_questions_and_answers_alternates() -> None:
    script = read("every-book-asleep.txt")
    labels = [turn.label for turn in script.turns]
    assert labels == [None, *["Q", "A"] * 8]
    assert script.turns[0].narration


def test_every_sample_is_three_to_five_minutes_when_spoken() -> None:
    for path in SEEDS.glob("*.[tm]*"):
        words = sum(len(turn.text.split()) for turn in read_script(path).turns)
        assert 450 <= words <= 800, path.name
