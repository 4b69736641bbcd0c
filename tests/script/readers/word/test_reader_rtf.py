"""Rich text gives its paragraphs with what is bold, linked, in tables and in notes."""

from __future__ import annotations

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from audio.errors import ScriptError
from audio.script import find_gap, read_bytes
from audio.script.document import Document
from audio.script.readers import read_document

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}"
    r"{\stylesheet{\s1\b\outlinelevel0 heading 1;}}{\info{\title The \'e9tude}{\author X}}"
)


def read(body: str) -> Document:
    return read_document(f"{HEAD}{body}}}".encode("latin-1"), "talk.rtf")


def shown(body: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Give each block's text and what is set apart in it."""
    return [(b.text, [(b.text[s.start : s.end], s.kind) for s in b.spans]) for b in read(body).blocks]


def test_bold_and_italics_end_with_their_group_or_their_word() -> None:
    assert shown(
        r"\pard {\b Ada:} Is {\i it {\b0 so}} cold?\par \b Ben:\b0  \{No\}.\par {\b\i Ada:\plain  Oh.}\par"
    ) == [
        ("Ada: Is it so cold?", [("Ada:", "strong"), ("it so", "emphasis")]),
        ("Ben: {No}.", [("Ben:", "strong")]),
        ("Ada: Oh.", [("Ada:", "emphasis"), ("Ada:", "strong")]),
    ]


def test_letters_of_any_code_page_are_read() -> None:
    assert shown(r"\pard Caf\'e9 \u8212?so\u8212\'97\par {\f1 \'c4\'e0}\par")[:2] == [
        ("Café —so—", []),
        ("Да", []),
    ]


def test_headings_breaks_and_the_title_are_told() -> None:
    document = read(r"{\pard\outlinelevel1\b Up\par}\pard Is it?\line Yes.\par")
    assert [(b.text, b.kind, b.level, b.lines.first) for b in document.blocks] == [
        ("Up", "heading", 2, 1),
        ("Is it?\nYes.", "paragraph", 0, 2),
    ]
    assert (document.metadata.title, document.format) == ("The étude", "rtf")


def test_a_link_is_its_words_with_its_address() -> None:
    (block,) = read(
        r'\pard See {\field{\*\fldinst{HYPERLINK "https://a.example/x"}}{\fldrslt{\ul the mill}}}'
        r" on page {\field{\*\fldinst{PAGE}}{\fldrslt 3}}.\par"
    ).blocks
    assert block.text == "See the mill on page 3."
    assert [(s.start, s.end, s.target) for s in block.spans] == [(4, 12, "https://a.example/x")]


def test_notes_comments_and_running_heads_are_not_read() -> None:
    document = read(
        r"{\header \pard Tower Talk\par}\pard Is it{\super\chftn}{\footnote\pard So {\b said}.} cold"
        r"{\*\atnid AB}{\*\annotation\pard Really?}?\par"
    )
    assert [block.text for block in document.blocks] == ["Is it cold?"]
    assert [(item.text, item.reason) for item in document.dropped] == [
        ("Tower Talk", "page header"),
        ("So said .", "footnote"),
        ("Really?", "comment"),
    ]


def test_a_conversation_in_a_table_is_one() -> None:
    rows = [
        ("Ada", "Is it cold up there?"),
        ("Ben", "Very."),
        ("Ada", "Why?"),
        ("Ben", "The wind."),
        ("Ada", "Oh."),
    ]
    row = r"\trowd\cellx1\cellx2\pard\intbl {{\b {}}}\cell {}\cell{{\trowd\row}}" + "\n"
    data = f"{HEAD}{''.join(row.format(*each) for each in rows)}}}".encode()
    script = read_bytes(data, "talk.rtf")
    assert [(turn.speaker, turn.text) for turn in script.turns] == rows
    assert find_gap(data, "talk.rtf", script) is None


@given(
    st.lists(
        st.sampled_from(
            [
                r"\b",
                r"\b0",
                "{",
                "}",
                r"\trowd",
                r"\cell",
                r"\row",
                r"\par",
                " a",
                r"\u99999",
                r"\'e",
                r"\outlinelevel3",
                r"{\footnote x}",
                r"\fldinst",
                r"HYPERLINK ",
                r"\fldrslt",
                r"\uc",
                "\\",
                r"\*",
                r"\f9",
                r"\bin7 ",
            ]
        ),
        max_size=25,
    )
)
@settings(max_examples=200)  # fmt: skip
def test_damaged_text_is_read_or_refused_in_one_sentence(parts: list[str]) -> None:
    with contextlib.suppress(ScriptError):
        read("".join(parts))
