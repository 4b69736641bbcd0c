"""One short talk in many dresses: whatever sets questions or speakers apart, the reading is the same."""

from __future__ import annotations

import pytest

from audio.script import Script, read_bytes

TALK = [
    ("When did you first see the river?", "I was six, and it was in flood. My father held me up to look."),
    ("What did it do to the town?", "It took the lower bridge and three sheds. Nobody was hurt."),
    ("You stayed, though.", "We did. Where would we have gone?\n\nWater has a short memory."),
    ("How did the work begin?", "With a bucket and a notebook. I wrote down the level every day."),
    ("And now there are forty gauges?", "Forty-two. One of them is in a church."),
    ("Who reads them?", "Schoolchildren, mostly. They are better at it than engineers."),
    ("Is it enough?", "No. It is a start, and the council knows that."),
    ("Will it happen?", "Ask me in ten years."),
]
INTRODUCTION = "The river keeper\n\nTomas Lind has measured a river for forty years. Ruth Vane met him.\n\n"
DRESSES = {
    "answers in quotation marks": "{q}\n\n{quoted}",
    "answers in italics": "{q}\n\n{italics}",
    "answers in bold": "{q}\n\n{bold}",
    "answers as quotations": "{q}\n\n{quotation}",
    "questions in italics before the answer": "*{q}* {a}",
    "questions between underscores": "_{q}_\n\n{a}",
    "questions with numbers": "{n}. {q}\n\n{a}",
    "questions with numbers in bold": "**{n}. {q}** {a}",
    "questions with a hash and a number": "#{n}: {q}\n\n{a}",
    "a forum's bold questions": "[b]{q}[/b]\n\n{a}",
    "a forum's bold names": "[b]Ruth:[/b] {q}\n\n[b]Tomas:[/b] {a}",
    "names before a bracket": "ruth> {q}\n\ntomas> {a}",
    "names before a guillemet": "Ruth » {q}\n\nTomas » {a}",
    "names before an arrow": "Ruth → {q}\n\nTomas → {a}",
    "names before a full stop": "Ruth. {q}\n\nTomas. {a}",
    "names before a stop and a dash": "Ruth.—{q}\n\nTomas.—{a}",
    "names with an at sign": "@ruth: {q}\n\n@tomas: {a}",
    "names with a time behind a dash": "Ruth - 0:0{n}: {q}\n\nTomas - 0:0{n}: {a}",
    "names that write": "Ruth Vane wrote:\n{q}\n\nTomas Lind wrote:\n{a}",
    "an answer's letter in the question's paragraph": "Q. {q} A. {a}",
}
"""Name -> one question and answer; the answer in a look has that look in each of its paragraphs."""
LOOKS = {"quoted": "“{}”", "italics": "*{}*", "bold": "**{}**", "quotation": "> {}"}


def _read(dress: str) -> Script:
    pairs = []
    for number, (question, answer) in enumerate(TALK, 1):
        looks = {
            name: "\n\n".join(look.format(paragraph) for paragraph in answer.split("\n\n"))
            for name, look in LOOKS.items()
        }
        pairs.append(dress.format(n=number, q=question, a=answer, **looks))
    return read_bytes((INTRODUCTION + "\n\n".join(pairs)).encode(), "talk.txt")


@pytest.mark.parametrize("dress", DRESSES.values(), ids=DRESSES.keys())
def test_the_dress_of_a_talk_does_not_change_who_says_what(dress: str) -> None:
    said = [turn for turn in _read(dress).turns if not turn.narration]
    assert [turn.speaker == said[0].speaker for turn in said] == [True, False] * len(TALK)
    assert len({turn.speaker for turn in said}) == 2
    assert [turn.paragraphs[0].text for turn in said[::2]] == [question for question, _ in TALK]


def test_a_dash_parts_questions_from_answers_in_one_paragraph() -> None:
    pairs = [
        f"    {4120 + n}. {q if q[-1] == '?' else q + ' Is that so?'}—{a}" for n, (q, a) in enumerate(TALK)
    ]
    script = read_bytes(("MINUTES OF EVIDENCE.\n\n" + "\n\n".join(pairs)).encode(), "minutes.txt")
    said = [turn for turn in script.turns if not turn.narration]
    assert [turn.speaker for turn in said] == ["Interviewer", "Guest"] * len(TALK)
    assert said[1].text.startswith("I was six")


def test_only_the_answers_may_have_a_label() -> None:
    text = "\n\n".join(f"{q}\n\n[TL] {a}" for q, a in TALK)
    script = read_bytes((INTRODUCTION + text).encode(), "mail.txt")
    said = [turn for turn in script.turns if not turn.narration]
    assert len({turn.speaker for turn in said}) == 2
    assert [turn.speaker for turn in said[1::2]] == [said[1].speaker] * len(TALK)
