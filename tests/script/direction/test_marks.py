"""Marks of direction in whole files: never spoken, never lost, and no label is read otherwise for them."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from places import SEEDS

from audio.script import Script, find_gap, read_bytes, read_script, with_take, write_canonical

PIECES = [
    "[pause 2s]", "[slower]", "[/slower]", "[softer]", "[/softer]", "[whisper]", "[/whisper]",
    "[cut]", "[/cut]",
    "[emphasis]", "[/emphasis]", "[take 3]", "[take 9]", "[pause 99s]", "[angry]", "[/angry]",
    "[laughs]", "one",
    "two,", "three.", "\\", "(", ")", "*four*", "[five|fife]",
    "\n", "\n\nBen: ", "\n\nAda: ", " ", '<break time="1s"/>',
]  # fmt: skip


def directed(script: Script) -> list[tuple[str, str, float]]:
    """Give each direction with its words, or with what follows it."""
    return [
        (each.kind, paragraph.text[each.start : each.end] or paragraph.text[each.start :], each.value)
        for turn in script.turns
        for paragraph in turn.paragraphs
        for each in paragraph.directions
    ]


def doubts(script: Script) -> list[str]:
    return [doubt.sentence for doubt in script.doubts if "directs nothing" in doubt.sentence]


@pytest.mark.uncounted
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.sampled_from(["a.txt", "a.md"]))
@settings(max_examples=200)
def test_however_marks_stand_no_word_is_lost_and_the_script_reads_back_the_same(said: str, name: str) -> None:
    source = f"Ada: Begin {said}\n\nBen: Why is that?\n\nAda: End.\n".encode()
    script = read_bytes(source, name)
    assert find_gap(source, name, script) is None
    assert read_bytes(write_canonical(script).encode(), "script.md") == script


def test_a_pause_on_its_own_line_stands_behind_the_paragraph_above(read):
    script = read("Ada: One.\n\n[pause 3s]\n\nBen: [pause 1s]\n\nTwo.\n\nAda: Three.\n")
    assert directed(script) == [("pause", "", 3.0), ("pause", "Two.", 1.0)]
    assert [turn.text for turn in script.turns] == ["One.", "Two.", "Three."]


def test_a_pause_before_everything_stands_before_the_first_words(read):
    script = read("[pause 3s]\n\nAda: One, two?\n\nBen: Two.\n\nAda: Three.\n")
    assert directed(script) == [("pause", "One, two?", 3.0)]


def test_what_is_cut_may_begin_in_one_turn_and_end_in_a_later_one(read):
    script = read("Ada: One. [cut]Two.\n\nBen: Three.\n\nAda: Four.[/cut] Five.\n\nBen: Six.\n")
    assert [(turn.speaker, turn.text) for turn in script.turns] == [("Ada", "One.\n\nFive."), ("Ben", "Six.")]
    assert [item.text for item in script.dropped if item.reason == "cut"] == [
        "[cut]Two.", "Ben: Three.", "Ada: Four.[/cut]",
    ]  # fmt: skip


def test_a_mark_keeps_no_label_and_no_question_from_being_seen(read):
    plain = read("Ada: Is it so?\n\nBen: Yes.\n\nAda: Why?\n\nBen: No.\n")
    marked = read(
        "[slower]Ada: Is it so?[/slower]\n\n[pause 1s] Ben: Yes.\n\nAda: [softer]Why?[/softer]\n\nBen: No.\n"
    )
    assert [(turn.speaker, turn.text, turn.label) for turn in marked.turns] == [
        (turn.speaker, turn.text, turn.label) for turn in plain.turns
    ]
    assert marked.chapters == plain.chapters


@pytest.mark.parametrize(
    ("written", "text", "doubt"),
    [
        ("I walk [slower] than you.", "I walk [slower] than you.", "'[slower]' has no other end"),
        ("I walk[/slower] on.", "I walk on.", "'[/slower]' has no other end"),
        ("Oh [whisper] no.", "Oh no.", "'[whisper]' has no other end"),
        ("Oh [pause 61s] no.", "Oh no.", "'[pause 61s]' is not between 0 and 60 s"),
        ("Oh [take 9] no.", "Oh no.", "'[take 9]' is none of the takes 1 to 8"),
        ("Oh [angry]no[/angry].", "Oh no.", "'[/angry]' is no direction that there is"),
        ("Oh [pause] no.", "Oh no.", None),
        ("Oh \\[slower] no [/slower].", "Oh [slower] no.", "'[slower]' has no other end"),
    ],
)
def test_a_mark_that_cannot_be_obeyed_directs_nothing_and_is_told(read, written, text, doubt):
    script = read(f"Ada: {written}\n\nBen: Why?\n\nAda: So.\n")
    assert script.turns[0].text == text
    assert directed(script) == []
    assert any(sentence.startswith(doubt) for sentence in doubts(script)) if doubt else doubts(script) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("[paus 1s]", "[pause 1s]"),
        ("[Puase 500 ms]", "[pause 500ms]"),
        ("[pause 2]", "[pause 2s]"),
        ("[pause: 1,5 s]", "[pause 1.5s]"),
        ("[slowr]so it is[/slowr]", "[/slower]"),
        ("[Wisper]so it is[/Wisper]", "[/whisper]"),
    ],
)
@pytest.mark.parametrize("name", ["talk.txt", "script.md"])
def test_a_slip_of_a_mark_is_told_with_its_line_and_the_mark_that_is_near(written, meant, name):
    text = f"Ada: One.\n\nBen: It is {written} late, and later.\n\nAda: So.\n"
    line = 3
    if name == "script.md":
        text = CANONICAL.partition("> [")[0] + text.replace("Ada:", "**Ada:**").replace("Ben:", "**Ben:**")
        line = 11
    script = read_bytes(text.encode(), name)
    (doubt,) = (each for each in script.doubts if "directs nothing" in each.sentence)
    assert doubt.line == line
    slip = doubt.sentence.split("'")[1]
    so = "read out" if any(slip in turn.text for turn in script.turns) else "not spoken"
    assert doubt.sentence.endswith(f"directs nothing and is {so}. Did you mean '{meant}'?")


@pytest.mark.parametrize(
    "written",
    [
        "[sic]", "[laughs]", "[the river]", "[pause]", "[pauses]", "[whispers]", "[Page 2]", "[Phase 2]",
        "[Tape 1]", "[lower]", "[1921]", "[two seconds]", "[Act 2s]", "[paws|pause]", "[fast]", "[15 s]",
        "[Pascal 2]",
    ],
)  # fmt: skip
def test_an_ordinary_bracket_is_no_slip_of_a_mark(read, written):
    assert doubts(read(f"Ada: It is {written} late.\n\nBen: Why?\n\nAda: So.\n")) == []


def test_italics_are_kept_where_they_are_emphasis_and_no_label_title_or_quotation(read):
    script = read(
        """
        # *Bells*

        **Ada:** *Who* rings **it**, un*believ*ably?

        **Ada:** And *all of it* is hers, and *so this is a whole sentence in seven words*.

        **Ben:** *Nobody.*
        """,
        "talk.md",
    )
    assert [what for what in directed(script) if what[0] == "italics"] == [
        ("italics", "Who", 0), ("italics", "it", 0), ("italics", "all of it", 0),
    ]  # fmt: skip


def test_marks_are_read_in_a_word_file_and_in_captions():
    document = docx.Document()
    for text in (
        "Ada: The answer [pause 1.5 s] is no.",
        "Ben: [softer]Why?[/softer]",
        "Ada: So.",
        "Ben: Ah.",
    ):
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    cues = "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Ada>The answer [pause 1500ms]\n"
    cues += "\n00:02.000 --> 00:03.000\n<v Ada>is no.\n"
    cues += "\n00:03.000 --> 00:04.000\n<v Ben>[softer]Why?[/softer]\n"
    for data, name in ((out.getvalue(), "a.docx"), (cues.encode(), "a.vtt")):
        assert directed(read_bytes(data, name)) == [("pause", "is no.", 1.5), ("softer", "Why?", 0)], name


def test_a_file_of_ssml_is_read():
    ssml = """<?xml version="1.0"?>
<speak version="1.1" xml:lang="en-US">
<p>Ada: The answer is <break time="1s"/> forty-two.</p>
<p>Ben: Why <emphasis level="strong">that</emphasis>?</p>
<p>Ada: <prosody rate="slow" pitch="low">I do not know.</prosody></p>
</speak>
"""
    script = read_bytes(ssml.encode(), "talk.ssml")
    assert [turn.speaker for turn in script.turns] == ["Ada", "Ben", "Ada"]
    assert directed(script) == [
        ("pause", "forty-two.", 1), ("emphasis", "that", 0), ("slower", "I do not know.", 0)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ssml", "found"),
    [
        ('One <prosody rate="slow"/>two <prosody rate="fast">three</prosody>.', [("faster", "three", 0)]),
        ("One <emphasis/>two.", []),
        ('One <break time=".75s"/>two.', [("pause", "two.", 0.75)]),
        ('One <break time="333.3333ms"/>two.', [("pause", "two.", 0.333)]),
        ('One <break time="0s"/>two.', []),
    ],
)
@pytest.mark.parametrize("whole", [False, True])
def test_an_empty_element_directs_nothing_and_a_figure_may_begin_with_its_point(ssml, found, whole):
    lines = [f"Ada: {ssml}", "Ben: Why?", "Ada: So."]
    text = "\n\n".join(lines)
    if whole:
        text = "<speak>" + "".join(f"<p>{line}</p>\n" for line in lines) + "</speak>"
    script = read_bytes(text.encode(), "talk.ssml" if whole else "talk.txt")
    assert directed(script) == found
    assert doubts(script) == []


CANONICAL = """\
---
vivavoce: script
title: Bells
language: en
speakers:
  Ada: {}
---

> [pause 1s] The narrator says so.

**Ada:** It is [slower]late[/slower]. [cut]Do not say this.

**Ben:** Nor this.[/cut]

[pause 2s]

*Really* [take 2] so, [faster] and 2\\*3, [/softer] and \\[cut].
"""


def test_marks_that_are_written_into_a_canonical_script_are_obeyed():
    script = read_bytes(CANONICAL.encode(), "script.md")
    assert [(turn.speaker, turn.text) for turn in script.turns] == [
        ("Narrator", "The narrator says so."),
        ("Ada", "It is late.\n\nReally so, [faster] and 2*3, and [cut]."),
    ]
    assert sorted(directed(script)) == [
        ("italics", "Really", 0), ("pause", "", 2), ("pause", "The narrator says so.", 1),
        ("slower", "late", 0), ("take", "Really so, [faster] and 2*3, and [cut].", 2),
    ]  # fmt: skip
    assert [(item.reason, item.text, item.lines.first) for item in script.dropped] == [
        ("cut", "[cut]Do not say this. **Ben:** Nor this.[/cut]", 11), ("unknown direction", "[/softer]", 17),
    ]  # fmt: skip
    assert len(doubts(script)) == 2
    assert read_bytes(write_canonical(script).encode(), "script.md") == script


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.[tm]*"))[:4], ids=lambda path: path.name)
def test_a_take_is_written_into_a_canonical_script_and_nothing_else_changes(path: Path) -> None:
    text = write_canonical(read_script(path))
    script = read_bytes(text.encode(), "script.md")
    for turn in script.turns:
        kept = with_take(text, turn, 3)
        again = read_bytes(kept.encode(), "script.md")
        assert ("take", turn.paragraphs[0].text, 3) in directed(again)
        assert [each.text for each in again.turns] == [each.text for each in script.turns]
        assert sum(a != b for a, b in zip(kept.split("\n"), text.split("\n"), strict=True)) == 1
        assert with_take(with_take(kept, turn, 2), turn, 1) == text


def test_what_is_cut_behind_the_list_of_what_is_not_spoken_is_cut_as_well():
    text = (
        CANONICAL
        + "\n<!-- not spoken\n- cut: [cut]Long ago.\n-->\n\nStill [cut]not[/cut] late. [*cut*] So [/*cut*].\n"
    )
    script = read_bytes(text.encode(), "script.md")
    assert script.turns[-1].paragraphs[-1].text == "Still late. So."
    assert [item.text for item in script.dropped if item.reason == "cut"][-2:] == [
        "[cut]not[/cut]", "[cut]Long ago."
    ]  # fmt: skip
