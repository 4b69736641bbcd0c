"""Markdown and plain text become blocks that keep every word and its line."""

from __future__ import annotations

import time

import pytest

from audio.errors import ScriptError
from audio.script import Block
from audio.script.readers.prose import markdown, plain
from audio.script.readers.table import recognise


def _blocks(text: str) -> list[tuple[str, str, int, int]]:
    found = markdown.read(text, "x.md").blocks
    return [(block.kind, block.text, block.lines.first, block.lines.last) for block in found]


def test_blocks_keep_their_kind_and_lines() -> None:
    text = (
        "# Title\n\nOne\ntwo.\n\n- item\n- *other*\n  goes on\n\n> quoted\n\n```\ncode\n```\n\n---\n\nEnd.\n"
    )
    assert _blocks(text) == [
        ("heading", "Title", 1, 1),
        ("paragraph", "One\ntwo.", 3, 4),
        ("item", "item", 6, 6),
        ("item", "other\ngoes on", 7, 8),
        ("quote", "quoted", 10, 10),
        ("code", "code", 13, 13),
        ("rule", "---", 16, 16),
        ("paragraph", "End.", 18, 18),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [("`\nA`", ("A", 2, 2)), ("The `rope\nwalk` and\nthe `knot`", ("The rope\nwalk and\nthe knot", 1, 3))],
)
def test_code_over_two_lines_keeps_its_lines(text: str, found: tuple[str, int, int]) -> None:
    assert _blocks(text) == [("paragraph", *found)]


def test_emphasis_and_links_become_spans() -> None:
    (block,) = markdown.read(
        "**Ada *Quist*:** see [the rope](https://example.org) and `knot`.", "x.md"
    ).blocks
    assert block.text == "Ada Quist: see the rope and knot."
    assert [(block.text[s.start : s.end], s.kind) for s in block.spans] == [
        ("Ada Quist:", "strong"),
        ("Quist", "emphasis"),
        ("the rope", "link"),
        ("knot", "code"),
    ]


def test_reference_links_are_resolved_and_their_targets_dropped() -> None:
    document = markdown.read(
        "See [the rope][r], [knot][] and [hope].\n\n[r]: https://a.org 'A'\n[knot]: /b\n[hope]: #c\n", "x.md"
    )
    assert [block.text for block in document.blocks] == ["See the rope, knot and hope."]
    assert [(item.reason, item.lines.first) for item in document.dropped] == [
        ("link target", 3),
        ("link target", 4),
        ("link target", 5),
    ]


def test_a_bracketed_label_is_no_link_target() -> None:
    assert _blocks("[Audience]: 00:36:25\n\nWhy?\n") == [
        ("paragraph", "[Audience]: 00:36:25", 1, 1),
        ("paragraph", "Why?", 3, 3),
    ]


def test_a_sentence_over_a_line_of_dashes_is_no_heading() -> None:
    assert _blocks("It was late.\n---\n\nA title\n---\n")[0][:2] == ("paragraph", "It was late.")
    assert _blocks("A title\n-------\n\nText.\n")[0][:2] == ("heading", "A title")


def test_indented_speech_is_no_code() -> None:
    assert _blocks("Ada:\n\n    What holds?\n") == [
        ("paragraph", "Ada:", 1, 1),
        ("paragraph", "What holds?", 3, 3),
    ]


def test_comments_and_templates_are_dropped_with_their_lines() -> None:
    document = markdown.read("Hi.\n\n<!-- not yet -->\n\n{% include x.md %}\n\n<p>Ada: Hello.</p>\n", "x.md")
    assert [block.text for block in document.blocks] == ["Hi.", "Ada: Hello."]
    assert [(item.reason, item.text, item.lines.first) for item in document.dropped] == [
        ("comment", "not yet", 3),
        ("template", "{% include x.md %}", 5),
    ]


FRONT = """---
title: "Knots: a talk"
date: 2023-05-04
lang: pt-BR
podcast: The Quay
layout: post
author: Ada Quist (sailor)
guests: [Ben Roe, "Cy Dow (CD)"]
pauses:
  sentence: 0.4
---

Hi.
"""


@pytest.mark.parametrize("reader", [markdown, plain])
def test_front_matter_tells_of_the_interview(reader: object) -> None:
    document = reader.read(FRONT, "x.md")  # type: ignore[attr-defined]
    meta = document.metadata
    assert (meta.title, str(meta.date), meta.language, meta.show) == (
        "Knots: a talk",
        "2023-05-04",
        "pt-BR",
        "The Quay",
    )
    assert [(who.name, who.aliases, who.description, who.part) for who in meta.people] == [
        ("Ben Roe", (), "", "guest"),
        ("Cy Dow", ("CD",), "", "guest"),
        ("Ada Quist", (), "sailor", "author"),
    ]
    assert meta.settings == {"pauses": {"sentence": 0.4}}
    assert [(block.text, block.lines.first) for block in document.blocks] == [("Hi.", 13)]


def test_broken_front_matter_is_read_line_by_line() -> None:
    meta = markdown.read("---\ntitle: Knots: and: ropes\nx: [\n---\n\nHi.\n", "x.md").metadata
    assert meta.title == "Knots: and: ropes"


def test_plain_text_is_parted_by_blank_lines() -> None:
    blocks = plain.read("One\ntwo.\n\n\nThree.\n-----\nFour.\n", "x.txt").blocks
    assert [(block.kind, block.text, block.lines.first) for block in blocks] == [
        ("paragraph", "One\ntwo.", 1),
        ("paragraph", "Three.", 5),
        ("rule", "-----", 6),
        ("paragraph", "Four.", 7),
    ]


def test_long_lines_are_paragraphs_of_their_own() -> None:
    long = "A rope that holds is worth a harbour full of advice about it. " * 4
    blocks = plain.read(f"{long}\n{long}\n", "x.txt").blocks
    assert [block.lines.first for block in blocks] == [1, 2]


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("x.txt", "Ada: Hi.\n\nBen: Hello.\n", "text"),
        ("x.txt", "**Ada:** Hi.\n\n**Ben:** Hello.\n\n## Rope\n\n## Knot\n", "markdown"),
        ("x.md", "Ada: Hi.\n", "markdown"),
        ("-", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Hi.\n", "cues"),
        ("x.txt", "1\n00:00:01,000 --> 00:00:02,000\nAda: Hi.\n", "cues"),
        ("x.txt", "<!DOCTYPE html><html><body><p>Ada: Hi.</p></body></html>", "html"),
        ("-", "speaker,text\nAda,Hi.\nBen,Hello.\nAda,And?\n", "sheet"),
    ],
)
def test_the_content_tells_the_format(name: str, text: str, form: str) -> None:
    assert recognise(name, text) == form


def test_the_line_of_an_offset_is_counted() -> None:
    block = Block("One\ntwo\nthree", plain.read("x\n\ny", "x").blocks[1].lines)
    assert [block.line_at(offset) for offset in (0, 4, 8)] == [3, 3, 3]


@pytest.mark.parametrize("label", ["**Ada: **", "** Ada:**", "** Ada: **", "**Ada:**", "**晴子：**"])
def test_a_label_is_bold_though_its_marks_are_set_wrong(label: str) -> None:
    (block,) = markdown.read(f"{label}八 Roe.\n", "x.md").blocks
    assert "*" not in block.text
    assert [(block.text[span.start : span.end], span.kind) for span in block.spans] == [
        (label.strip("* "), "strong")
    ]


def test_stars_that_are_no_bold_type_stay() -> None:
    assert [text for _, text, *_ in _blocks("2 ** 3 is eight.\n")] == ["2 ** 3 is eight."]


def test_a_footnotes_mark_before_a_bold_label_is_no_part_of_the_name() -> None:
    document = markdown.read("1**Ada Quist:** Who pays?\n\n12 **ropes** held.\n", "x.md")
    assert [block.text for block in document.blocks] == ["Ada Quist: Who pays?", "12 ropes held."]
    assert [(item.text, item.reason) for item in document.dropped] == [("1", "footnote mark")]


def test_html_within_markdown_is_read_as_a_page() -> None:
    text = "Hi.\n\n<table><tr><td>Speaker</td><td>Text</td></tr>\n" + "".join(
        f"<tr><td>{who}</td><td>It is {n} o'clock, and all is well here.</td></tr>\n"
        for n, who in enumerate(("Ada", "Ben", "Ada", "Ben"))
    )
    blocks = markdown.read(text + "</table>\n", "x.md").blocks
    assert [(block.speaker, block.lines.first) for block in blocks] == [
        (None, 1), ("Ada", 4), ("Ben", 5), ("Ada", 6), ("Ben", 7)
    ]  # fmt: skip


def test_html_that_is_nested_too_deeply_is_refused_with_its_line() -> None:
    with pytest.raises(ScriptError, match=r"talk\.md:20\d\d: more than 2,048 elements"):
        markdown.read("---\ntitle: Knots\n---\n\n" + "<div>\n" * 3000, "talk.md")


def test_many_blank_lines_are_looked_through_once() -> None:
    began = time.process_time()
    assert markdown.recognises("x.txt", "---\n" + "\n" * 190_000) < 0.5
    assert time.process_time() - began < 10  # 0.1 s, and 150 where each line is looked at from each before it
