"""Chapters: the question itself as title, short ones joined, headings where the source has them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from audio.script import Chapter, Lines, Paragraph, Script, Turn, with_chapters
from audio.script.turns.chapters import MOST_CHARACTERS, question_title, short_title

LONG = "It takes a while to say and every word of it is needed here. " * 8


def _turn(number: int, speaker: str, text: str) -> Turn:
    return Turn(number, speaker, (Paragraph(text, Lines(number, number)),), line=number)


def _script(*texts: tuple[str, str]) -> Script:
    return Script("", tuple(_turn(number, *pair) for number, pair in enumerate(texts, 1)))


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Awesome, thank you. So, what comes next?", "What comes next?"),
        ("Right. And, well, how do you tune a bell?", "How do you tune a bell?"),
        ("You wrote a book. What is it about?", "What is it about?"),
        ("Merci beaucoup. Alors, que faites-vous l’hiver ?", "Que faites-vous l’hiver ?"),
        ("Tell me about your mother.", "Tell me about your mother."),
        ("Really? Why did nobody say so at the time?", "Why did nobody say so at the time?"),
        ("So?", "So?"),
        ("Hello there?", "Hello there?"),
        ("Hello, who is there?", "Who is there?"),
    ],
)
def test_a_title_is_the_question_without_greeting_and_filler(said: str, title: str) -> None:
    assert question_title(_turn(1, "Q", said)) == title


def test_a_long_question_is_cut_at_a_word() -> None:
    title = question_title(
        _turn(1, "Q", "What would you tell a young person who wants to keep a lighthouse alone?")
    )
    assert title == "What would you tell a young person who wants to keep a…"
    assert len(title) <= MOST_CHARACTERS


def test_a_title_of_one_endless_word_still_fits() -> None:
    assert len(short_title("w" * 500)) == MOST_CHARACTERS


def test_every_question_begins_a_chapter_between_introduction_and_farewell() -> None:
    script = with_chapters(
        _script(
            ("Ada", "Welcome to the show, everybody."),
            ("Ada", "What is a knot, in your view?"),
            ("Ben", LONG),
            ("Ada", "And what is a rope made of?"),
            ("Ben", LONG),
            ("Ada", "Thank you for coming."),
        )
    )
    assert [(c.title, c.turn, c.kind) for c in script.chapters] == [
        ("Introduction", 1, "introduction"),
        ("What is a knot, in your view?", 2, "question"),
        ("What is a rope made of?", 4, "question"),
        ("Farewell", 6, "farewell"),
    ]


def test_a_question_answered_in_a_breath_joins_its_neighbour() -> None:
    script = with_chapters(
        _script(
            ("Ada", "What is a knot, in your view?"),
            ("Ben", "A promise."),
            ("Ada", "And who made the first one?"),
            ("Ben", LONG),
            ("Ada", "Where is it kept these days?"),
            ("Ben", LONG),
            ("Ada", "Can one see it there?"),
            ("Ben", "No."),
        )
    )
    assert [c.turn for c in script.chapters] == [1, 5]


def test_headings_of_the_source_make_the_chapters(read: Callable[..., Script]) -> None:
    script = read(
        """
        **Ada:** Welcome. What is a knot?

        **Ben:** A promise.

        ## The rope

        **Ada:** What holds?

        ## The harbour

        **Ben:** Patience.
        """,
        "knots.md",
    )
    assert script.chapters == (
        Chapter("Introduction", 1, "introduction"),
        Chapter("The rope", 3, "heading"),
        Chapter("The harbour", 4, "heading"),
    )
    assert [item.text for item in script.dropped if item.reason == "heading"] == ["The rope", "The harbour"]


def test_a_heading_inside_a_turn_begins_a_chapter_at_its_paragraph(read: Callable[..., Script]) -> None:
    script = read(
        """
        **Ada:** What is a knot?

        **Ben:** A promise.

        ## The rope

        And rope is its paper.

        ## The harbour

        **Ada:** And the harbour?

        **Ben:** Its reader.
        """,
        "knots.md",
    )
    assert [(c.turn, c.paragraph, c.kind) for c in script.chapters] == [
        (1, 0, "introduction"),
        (2, 1, "heading"),
        (3, 0, "heading"),
    ]


def test_chapters_can_be_turned_off_and_chosen(read: Callable[..., Script]) -> None:
    script = read("Ada: What is a knot?\n\nBen: A promise.\n\nAda: And a rope?\n\nBen: Its paper.\n")
    assert with_chapters(script, "none").chapters == ()
    assert [c.kind for c in with_chapters(script, "question").chapters] == ["question"]
    assert [c.kind for c in with_chapters(script, "heading").chapters] == ["introduction"]
