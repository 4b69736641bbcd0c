"""An interview in the front matter of a page becomes turns, whatever language its keys are in."""

from __future__ import annotations

import time

import pytest

from audio.errors import ScriptError
from audio.script.readers.prose import markdown
from audio.script.reading import read_bytes

HEAD = "---\ntitle: Bells\nguest: Ben Wood\n"
PAIRS = (
    HEAD
    + """interview:
  - q: "Is it cold?"
    a: |
      Yes. *Very*.

      I wear two coats.
  - q: And dark?
    a: >
      Only at night,
      mostly.
---

The bells ring on Sunday.
"""
)


def said(text: str) -> list[tuple[str, str, int]]:
    turns = read_bytes(text.encode(), "talk.md").turns
    return [("-" if turn.narration else turn.speaker, turn.text, turn.line) for turn in turns]


def test_questions_with_answers_are_turns_on_the_lines_of_their_words() -> None:
    assert said(PAIRS)[:4] == [
        ("Question", "Is it cold?", 5),
        ("Ben Wood", "Yes. Very.\n\nI wear two coats.", 7),
        ("Question", "And dark?", 10),
        ("Ben Wood", "Only at night, mostly.", 12),
    ]


def test_no_line_of_the_front_matter_is_lost_or_counted_twice() -> None:
    document = markdown.read(PAIRS, "talk.md")
    inside = {n for block in document.blocks for n in range(block.lines.first, block.lines.last + 1)}
    outside = {n for lines in document.metadata.lines for n in range(lines.first, lines.last + 1)}
    assert outside & inside <= {14}
    assert set(range(1, 15)) <= outside | inside | {8}


@pytest.mark.parametrize(
    "front",
    [
        "gesprek:\n- vraag: Koud?\n  antwoord: Ja.\n- vraag: Donker?\n  antwoord: Nee.\n",
        "transcript:\n"
        + "".join(
            f"- speaker: {who}\n  text: {text}\n"
            for who, text in zip(["Ada", "Ben"] * 2, ["Koud?", "Ja.", "Donker?", "Nee."], strict=True)
        ),
        "qa: [{q: Koud?, a: Ja.}, {q: Donker?, a: Nee.}]\n",
    ],
    ids=["other-keys", "speakers", "flow"],
)
def test_every_usual_shape_is_read(front: str) -> None:
    assert [text for _, text, _ in said(f"---\n{front}---\n")] == ["Koud?", "Ja.", "Donker?", "Nee."]


@pytest.mark.parametrize(
    "front",
    [
        "faq:\n- q: Koud?\n  a: Ja.\n- q: Donker?\n  a: Nee.\n",
        "guests:\n- name: Ada\n  text: She rings.\n- name: Ben\n  text: He rings too.\n",
        "tags:\n- bells\n- cold\n",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n" + "interview: &d [*d, *c]\n",
        "interview:\n- [\n",
    ],
    ids=["faq", "guests", "tags", "aliases", "broken"],
)
def test_other_lists_are_no_interview(front: str) -> None:
    assert [who for who, *_ in said(f"---\n{front}---\n\nThe bells are cold.\n")] == ["-"]


def test_aliases_of_aliases_are_refused_in_time() -> None:
    levels = "".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]\n" for n in range(1, 30))
    start = time.process_time()
    with pytest.raises(ScriptError, match=r"talk\.md: in its front matter, it has more than 20,000 values"):
        said(f"---\nk0: &k0 [{{q: x}}]\n{levels}---\n\nHi.\n")
    assert time.process_time() - start < 1


@pytest.mark.parametrize("name", ["talk.yaml", "talk.yml"])
def test_a_data_file_that_is_an_interview_is_read_as_one(name: str) -> None:
    script = read_bytes(PAIRS.split("---\n")[1].encode(), name)
    assert script.title == "Bells"
    assert [(turn.speaker, turn.line) for turn in script.turns] == [
        ("Question", 4),
        ("Ben Wood", 6),
        ("Question", 9),
        ("Ben Wood", 11),
    ]
