"""Components and shortcodes of Markdown pages that hold what somebody says."""

from __future__ import annotations

import pytest

from audio.script import find_gap
from audio.script.reading import read_bytes

TALK = [
    ("Question", "Who winds the clock?"),
    ("Answer", "My aunt, on Fridays.\n\nShe has the only key."),
    ("Question", "And when she is ill?"),
    ("Answer", "Then it is *always* ten to four."),
]


def said(text: str, name: str = "page.mdx") -> list[tuple[str, str]]:
    script = read_bytes(text.encode(), name)
    assert find_gap(text.encode(), name, script) is None
    return [(turn.speaker, turn.text) for turn in script.turns if not turn.narration]


def page(question: str, answer: str) -> str:
    return "\n\n".join((question if who == "Question" else answer).format(text) for who, text in TALK)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ('<Speaker name="Ida">{}</Speaker>', '<Speaker name="Olle">\n{}\n</Speaker>'),
        ("<Said by={{'Ida'}}>{}</Said>", "<Said by={{'Olle'}}>\n\n{}\n\n</Said>"),
        ('{{{{< voice "Ida" >}}}}{}{{{{< /voice >}}}}', '{{{{% voice "Olle" %}}}}\n{}\n{{{{% /voice %}}}}'),
        ('{{% speaker name="Ida" %}}{}{{% endspeaker %}}', '{{% speaker name="Olle" %}}{}{{% /speaker %}}'),
        (':::turn{{speaker="Ida"}}\n{}\n:::', ':::turn{{speaker="Olle"}}\n{}\n:::'),
    ],
    ids=["component", "expression", "positional", "liquid", "container"],
)
def test_an_attribute_names_who_speaks(question: str, answer: str) -> None:
    turns = said(page(question, answer))
    assert [who for who, _ in turns] == ["Ida", "Olle"] * 2
    assert turns[1][1] == "My aunt, on Fridays.\n\nShe has the only key."


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("{{{{< q >}}}}{}{{{{< /q >}}}}", "{{{{< a >}}}}{}{{{{< /a >}}}}"),
        ("<Question>{}</Question>", "<Answer>\n{}\n</Answer>"),
        ("<InterviewQuestion>{}</InterviewQuestion>", "<InterviewAnswer>{}</InterviewAnswer>"),
    ],
)
def test_a_component_called_question_asks_and_one_called_answer_answers(question: str, answer: str) -> None:
    turns = said(page(question, answer), "page.md")
    assert [text for _, text in turns][::2] == ["Who winds the clock?", "And when she is ill?"]
    assert turns[3][1] == "Then it is always ten to four."


def test_imports_remarks_and_asides_of_a_page_are_not_spoken() -> None:
    body = page('<Speaker name="Ida">{}</Speaker>', '<Speaker name="Olle">{}</Speaker>')
    head = "import { Speaker } from '../parts'\nexport const year = 1931\n\n{/* check the year */}\n\n"
    body = body.replace("Fridays.", "Fridays. {/* Mondays? */}")
    script = read_bytes((head + body + "\n\n<Aside>The clock is for sale.</Aside>\n").encode(), "page.mdx")
    assert [turn.speaker for turn in script.turns] == ["Ida", "Olle"] * 2
    assert not any(word in turn.text for turn in script.turns for word in ("sale", "import", "Mondays"))


def test_a_speech_stands_on_the_line_of_its_words() -> None:
    text = page('<Speaker name="Ida">{}</Speaker>', '<Speaker name="Olle">\n\n{}\n\n</Speaker>')
    first = [turn.paragraphs[0].lines.first for turn in read_bytes(text.encode(), "page.mdx").turns]
    said = [words.split("\n")[0] for _, words in TALK]
    assert first == [n for n, row in enumerate(text.split("\n"), 1) if any(each in row for each in said)]


def test_tabs_with_names_are_no_speakers() -> None:
    tabs = "\n\n".join(f'<Tab name="{tool}">Run the thing.</Tab>' for tool in ("npm", "yarn") * 3)
    assert said(tabs) == []


def test_a_frame_and_a_long_tag_around_speeches_change_nothing() -> None:
    inner = page(
        '<Speaker\n  avatar="/ida.png"\n  name="Ida"\n>{}</Speaker>', '<Speaker name="Olle">{}</Speaker>'
    )
    text = f'<Interview by="Moe">\n\n{inner}\n\n</Interview>\n'
    script = read_bytes(text.encode(), "page.mdx")
    assert find_gap(text.encode(), "page.mdx", script) is None
    assert [(turn.speaker, turn.paragraphs[0].lines.first) for turn in script.turns] == [
        ("Ida", 6),
        ("Olle", 8),
        ("Ida", 15),
        ("Olle", 17),
    ]


def test_components_in_code_are_examples() -> None:
    speeches = page('<Speaker name="Ida">{}</Speaker>', '<Speaker name="Olle">{}</Speaker>')
    assert said(f"Write it so:\n\n```mdx\n{speeches}\n```\n", "readme.md") == []
