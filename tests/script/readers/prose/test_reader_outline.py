"""In an outline the bullets ask and those one level in answer."""

from __future__ import annotations

import pytest

from audio.script.reading import read_bytes
from audio.script.values import Script

PAGE = """title:: Bells
guest:: Ben Wood
date:: 2023-05-08

- ## The tower
- Is it cold up there?
\t- Very.
\t  id:: 64f0-aa
\t- I wear [[two coats]].
\t\t- And a hat.
- Who rings with you?
\t- My daughter.
- And so you went on alone.
\t- For a year.
- Will you stop?
\t- No.
- #bells #towers
"""


def read(text: str) -> Script:
    return read_bytes(text.encode(), "talk.md")


def said(script: Script) -> list[tuple[str, str, int]]:
    return [(turn.speaker, turn.text, turn.line) for turn in script.turns if not turn.narration]


def test_bullets_below_a_question_are_its_answer() -> None:
    assert said(read(PAGE)) == [
        ("Interviewer", "Is it cold up there?", 6),
        ("Ben Wood", "Very.\n\nI wear [[two coats]].\n\nAnd a hat.", 7),
        ("Interviewer", "Who rings with you?", 11),
        ("Ben Wood", "My daughter.", 12),
        ("Interviewer", "And so you went on alone.", 13),
        ("Ben Wood", "For a year.", 14),
        ("Interviewer", "Will you stop?", 15),
        ("Ben Wood", "No.", 16),
    ]


def test_properties_say_what_front_matter_says_elsewhere() -> None:
    script = read(PAGE)
    assert (script.title, str(script.date)) == ("Bells", "2023-05-08")
    reasons = {item.text: item.reason for item in script.dropped}
    assert reasons["id:: 64f0-aa"] == reasons["- #bells #towers"] == "set by outline"


def test_questions_may_lie_one_level_deeper() -> None:
    body = "".join(f"  - Is bell {n} cold?\n    - It is.\n" for n in range(4))
    assert len(said(read(f"- Notes of May\n{body}"))) == 8


@pytest.mark.parametrize(
    "text",
    [
        "- Bread\n  - Is there rye?\n- Soup\n  - Is there leek?\n- Tea\n  - Green?\n- Jam\n  - Plum?\n",
        "- First, the rope.\n  - It is new.\n- Then the wheel.\n  - It is old.\n- The bell.\n  - Cold.\n",
    ],
    ids=["open-questions", "statements"],
)
def test_other_outlines_are_no_interview(text: str) -> None:
    assert said(read(f"# Notes\n\n{text}")) == []
