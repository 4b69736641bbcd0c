"""A Word document may tell questions by style, number, colour or shading; participants may be numbers."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor

from audio.script import Script, read_bytes

TALK = (
    ("How many hives do you keep?", "Forty in a good year, and a few that keep themselves."),
    ("You never wear gloves.", "One feels nothing with gloves, and neither do the bees."),
    ("What do they know of you?", "My breath, I think, and the sound of the gate."),
    ("Do you sell the honey?", "Some of it, to people who ask, and the rest is for the winter."),
    ("Who will keep them after you?", "My niece, who is afraid of nothing that is smaller than a goat."),
)


def read(document: Any) -> Script:
    out = io.BytesIO()
    document.save(out)
    return read_bytes(out.getvalue(), "talk.docx")


def numbered(document: Any, text: str) -> None:
    document.add_paragraph(text, style="List Number")


def named(document: Any, text: str) -> None:
    if "Question" not in [style.name for style in document.styles]:
        document.styles.add_style("Question", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph(text, style="Question")


def coloured(document: Any, text: str) -> None:
    document.add_paragraph().add_run(text).font.color.rgb = RGBColor(0x1F, 0x4E, 0x79)


def shaded(document: Any, text: str) -> None:
    paragraph = document.add_paragraph(text)
    shade = OxmlElement("w:shd")
    shade.set(qn("w:fill"), "EEEEEE")
    paragraph._p.get_or_add_pPr().append(shade)


def indented(document: Any, text: str) -> None:
    document.add_paragraph(text).paragraph_format.left_indent = Cm(1)


@pytest.mark.parametrize("ask", [numbered, named, coloured, shaded, indented])
def test_questions_are_told_by(ask: Callable[[Any, str], None]) -> None:
    document = docx.Document()
    document.add_heading("The gate", 0)
    document.add_paragraph("Lise Brandt keeps bees on a hill.")
    for asked, told in TALK:
        ask(document, asked)
        document.add_paragraph(told)
    script = read(document)
    assert [turn.text for turn in script.turns if not turn.narration] == [
        text for pair in TALK for text in pair
    ]


def test_a_numbered_list_within_an_answer_asks_nothing() -> None:
    document = docx.Document()
    for asked, told in TALK:
        document.add_paragraph(f"Ida: {asked}")
        document.add_paragraph(f"Lise: {told}")
    for step in ("Smoke them.", "Wait.", "Lift the lid.", "Would you believe it?"):
        numbered(document, step)
    script = read(document)
    assert [speaker.name for speaker in script.speakers] == ["Ida", "Lise"]
    assert len(script.turns) == 10


def test_participants_with_numbers_are_people() -> None:
    document = docx.Document()
    said = [
        ("Mod", "Who takes the bus?"), ("P1", "I do."), ("P2", "So do I."), ("P3", "Never."),
        ("Mod", "Why not?"), ("P3", "It is late."), ("P1", "It is."), ("P2", "It was on time in May."),
        ("P1", "Was it?"),
    ]  # fmt: skip
    for who, text in said:
        document.add_paragraph(f"{who}:\t{text}")
    script = read(document)
    assert [(turn.speaker, turn.text) for turn in script.turns] == said


def test_questions_with_numbers_are_one_persons() -> None:
    document = docx.Document()
    for number, (asked, told) in enumerate(TALK, 1):
        document.add_paragraph(f"P{number}: {asked}")
        document.add_paragraph(f"R{number}: {told}")
    assert len(read(document).speakers) == 2
