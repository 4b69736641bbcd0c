"""An interview that is kept in a data file becomes turns, whatever language its keys are in."""

from __future__ import annotations

import pytest

from audio.script.readers.data import data_file
from audio.script.reading import read_bytes

PAIRS = """title: Bells
guest: Ben Wood
interview:
  - q: "Is it cold?"
    a: |
      Yes. *Very*.

      I wear two coats.
  - q: And dark?
    a: >
      Only at night,
      mostly.
"""


def said(text: str, name: str = "talk.yaml") -> list[tuple[str, str, int]]:
    turns = read_bytes(text.encode(), name).turns
    return [("-" if turn.narration else turn.speaker, turn.text, turn.line) for turn in turns]


@pytest.mark.parametrize("name", ["talk.yaml", "talk.yml"])
def test_questions_with_answers_are_turns_on_the_lines_of_their_words(name: str) -> None:
    assert said(PAIRS, name) == [
        ("Question", "Is it cold?", 4),
        ("Ben Wood", "Yes. *Very*.\n\nI wear two coats.", 6),
        ("Question", "And dark?", 9),
        ("Ben Wood", "Only at night, mostly.", 11),
    ]


def test_what_is_no_interview_in_the_file_is_metadata_and_no_line_is_lost() -> None:
    document = data_file.read(PAIRS, "talk.yaml")
    inside = {n for block in document.blocks for n in range(block.lines.first, block.lines.last + 1)}
    outside = {n for lines in document.metadata.lines for n in range(lines.first, lines.last + 1)}
    assert document.metadata.title == "Bells"
    assert not outside & inside
    assert set(range(1, 13)) <= outside | inside


@pytest.mark.parametrize(
    "text",
    [
        "gesprek:\n- vraag: Koud?\n  antwoord: Ja.\n- vraag: Donker?\n  antwoord: Nee.\n",
        "transcript:\n"
        + "".join(
            f"- speaker: {who}\n  text: {text}\n"
            for who, text in zip(["Ada", "Ben"] * 2, ["Koud?", "Ja.", "Donker?", "Nee."], strict=True)
        ),
        "qa: [{q: Koud?, a: Ja.}, {q: Donker?, a: Nee.}]\n",
        "- {q: Koud?, a: Ja.}\n- {q: Donker?, a: Nee.}\n",
    ],
    ids=["other-keys", "speakers", "flow", "list"],
)
def test_every_usual_shape_is_read(text: str) -> None:
    assert [text for _, text, _ in said(text)] == ["Koud?", "Ja.", "Donker?", "Nee."]


@pytest.mark.parametrize(
    "text",
    [
        "guests:\n- name: Ada\n  text: She rings.\n- name: Ben\n  text: He rings too.\n",
        "tags:\n- bells\n- cold\n",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n" + "interview: &d [*d, *c]\n",
        "interview:\n- [\n",
    ],
    ids=["guests", "tags", "aliases", "broken"],
)
def test_other_lists_are_no_interview(text: str) -> None:
    assert data_file.recognises("talk.yaml", text) == 0
