"""Plain text as it is pasted: quoted by a mail program, with page numbers and running heads in it."""

from __future__ import annotations

import pytest

from audio.script import find_gap
from audio.script.readers.prose import plain
from audio.script.reading import read_bytes

TALK = [
    ("Ada Quist", "Who splices the ropes?"),
    ("Ben Roe", "I do, every winter, and nobody\nhas ever asked how."),
    ("Ada Quist", "And in summer?"),
    ("Ben Roe", "In summer they hold."),
]


def turns(text: str) -> list[tuple[str, str]]:
    script = read_bytes(text.encode(), "talk.txt")
    assert find_gap(text.encode(), "talk.txt", script) is None
    return [(turn.speaker, turn.text) for turn in script.turns if not turn.narration]


def right() -> list[tuple[str, str]]:
    return [(who, said.replace("\n", " ")) for who, said in TALK]


def test_a_text_that_is_quoted_throughout_is_read_without_its_marks() -> None:
    text = "\n\n".join(f"{who}: {said}" for who, said in TALK)
    assert turns("\n".join(f"> {line}".rstrip() for line in text.split("\n")) + "\n") == right()


def test_a_quoted_question_above_its_answer_is_still_a_quotation() -> None:
    blocks = plain.read("> Who splices\n>\n> the ropes?\nI do.\n", "mail.txt").blocks
    assert [(block.kind, block.text, block.lines.first) for block in blocks] == [
        ("quote", "Who splices", 1), ("quote", "the ropes?", 3), ("paragraph", "I do.", 4)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "between",
    ["\n\n   - 1 -\n\f\nRopes\n\n", "\n\nRopes                     Page 1\n\n", "\n\nPage 1 of 2\n\n"],
)
def test_a_page_that_ends_between_turns_is_not_spoken(between: str) -> None:
    first, second = ("\n\n".join(f"{who}: {said}" for who, said in part) for part in (TALK, TALK))
    assert turns(f"Ropes\n\n{first}{between}{second}\n") == right() * 2


def test_names_that_stand_above_a_pages_number_are_no_running_heads() -> None:
    text = "\n\n".join(f"{who}\n{said}" for who, said in TALK * 3)
    pages = text.replace("In summer they hold.", "In summer they hold.\n\n1", 1)
    assert turns(pages.replace("hold.\n\nAda", "hold.\n\n2\n\nAda", 1)) == right() * 3


def test_numbered_paragraphs_that_are_chapters_stay() -> None:
    blocks = plain.read("Chapter 1\n\nThe rope.\n\nChapter 2\n\nThe knot.\n", "x.txt").blocks
    assert [block.text for block in blocks] == ["Chapter 1", "The rope.", "Chapter 2", "The knot."]


def test_a_bar_behind_names_parts_no_table_where_turns_go_on_below() -> None:
    text = "\n".join(f"{who} | {said}" for who, said in TALK * 2)
    assert turns(text + "\n") == right() * 2
