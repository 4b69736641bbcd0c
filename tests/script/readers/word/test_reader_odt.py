"""An OpenDocument text gives its paragraphs, styles, tables and notes, each paragraph a line."""

from __future__ import annotations

import io
import zipfile

import pytest

from audio.errors import ScriptError
from audio.script import find_gap, read_bytes
from audio.script.document import Document
from audio.script.readers import read_document

KIND = "application/vnd.oasis.opendocument.text"
SPACES = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
STYLES = """
<style:style style:name="Strong"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="T1" style:family="text" style:parent-style-name="Strong"/>
<style:style style:name="T2"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
"""


def packed(**members: str | bytes) -> bytes:
    """Give an archive with members, whose names have `_` for `/` and `__` for the dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", ".").replace("_", "/"), content)
    return out.getvalue()


def saved(body: str, header: str = "") -> bytes:
    """Give a document with that body and that running head."""
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    styles = (
        f"<office:document-styles {SPACES}><style:header>{header}</style:header></office:document-styles>"
    )
    return packed(mimetype=KIND, content__xml=content, styles__xml=styles)


def read(body: str, header: str = "") -> Document:
    return read_document(saved(body, header), "talk.odt")


def test_paragraphs_are_numbered_as_lines_and_keep_their_kind() -> None:
    document = read(
        '<text:p text:style-name="P1">The tower</text:p><text:p/>'
        '<text:h text:outline-level="2">Up</text:h>'
        "<text:p>Ada:<text:s text:c='2'/>Is it\n cold?<text:line-break/>Up<text:tab/>there?</text:p>"
        "<text:list><text:list-item><text:p>Bring gloves</text:p></text:list-item></text:list>"
    )
    assert [(b.text, b.kind, b.level, b.lines.first) for b in document.blocks] == [
        ("The tower", "heading", 1, 1),
        ("Up", "heading", 2, 3),
        ("Ada: Is it cold?\nUp\tthere?", "paragraph", 0, 4),
        ("Bring gloves", "item", 1, 5),
    ]
    assert (document.metadata.title, document.format) == ("The tower", "odt")


def test_styles_set_bold_and_italics_however_far_they_are_inherited() -> None:
    (block,) = read(
        '<text:p><text:span text:style-name="T1">Ada:</text:span> <text:span text:style-name="T2">'
        'Is</text:span> it <text:a xlink:href="https://a.example">here</text:a>?</text:p>'
    ).blocks
    assert [(block.text[s.start : s.end], s.kind, s.target) for s in block.spans] == [
        ("Ada:", "strong", ""),
        ("Is", "emphasis", ""),
        ("here", "link", "https://a.example"),
    ]


def test_notes_comments_running_heads_and_what_was_deleted_are_not_read() -> None:
    document = read(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>Is it<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>"
        "So said.</text:p></text:note-body></text:note> cold<office:annotation><text:p>Really?"
        "</text:p></office:annotation>?"
        "<draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame></text:p>",
        "<text:p>Tower Talk</text:p>",
    )
    assert [block.text for block in document.blocks] == ["Is it cold?", "In a box."]
    assert [(item.text, item.reason) for item in document.dropped] == [
        ("1 So said.", "footnote"),
        ("Really?", "comment"),
        ("Tower Talk", "page header"),
    ]


def test_a_conversation_in_a_table_is_one() -> None:
    rows = [
        ("Ada", "Is it cold up there?"),
        ("Ben", "Very."),
        ("Ada", "Why?"),
        ("Ben", "The wind."),
        ("Ada", "Oh."),
    ]
    cells = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in rows
    )
    data = saved(f"<table:table>{cells}</table:table>")
    script = read_bytes(data, "talk.odt")
    assert [(turn.speaker, turn.text) for turn in script.turns] == rows
    assert find_gap(data, "talk.odt", script) is None


@pytest.mark.parametrize("content", ["<office:broken", "", "<a/>"])
def test_a_damaged_document_is_refused_in_one_sentence(content: str) -> None:
    with pytest.raises(ScriptError, match=r"talk\.odt: .*damaged"):
        read_document(packed(mimetype=KIND, content__xml=content), "talk.odt")
