"""An archive is the one interview in it, or says which there are; none is unpacked beyond a bound."""

from __future__ import annotations

import io
import json
import zipfile

import docx
import pytest

from audio.errors import ScriptError
from audio.guard import at_most
from audio.script import find_gap, read_bytes
from audio.script.readers import read_document

TALK = "**Ada:** Is it cold?\n\n**Ben:** Very.\n\n**Ada:** Why?\n\n**Ben:** The wind.\n"
SAID = [("Ada", "Is it cold?"), ("Ben", "Very."), ("Ada", "Why?"), ("Ben", "The wind.")]


def packed(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def said(data: bytes) -> list[tuple[str, str]]:
    script = read_bytes(data, "talk.zip")
    assert find_gap(data, "talk.zip", script) is None
    return [(turn.speaker, turn.text) for turn in script.turns]


def test_the_one_readable_file_is_read() -> None:
    page = "".join(f"<p><b>{who}:</b> {text}</p>" for who, text in SAID)
    assert said(packed({"Talk.html": page, "images/image1.png": b"\x89PNG"})) == SAID
    assert (
        said(packed({"a/": b"", "a/talk.md": TALK, "__MACOSX/a/._talk.md": b"x", "a/.hidden.md": "y"}))
        == SAID
    )


def test_a_word_document_in_an_archive_is_one() -> None:
    document, out = docx.Document(), io.BytesIO()
    for who, text in SAID:
        document.add_paragraph(f"{who}: {text}")
    document.save(out)
    assert said(packed({"talk.docx": out.getvalue()})) == SAID


def test_the_days_of_a_channel_are_one_conversation_with_everybodys_name() -> None:
    days = [
        [
            {"type": "message", "user": f"U{who}", "ts": f"{day}{at}.0", "text": text}
            for at, (who, text) in enumerate(SAID)
        ]
        for day in (1, 2)
    ]
    users = [{"id": "UAda", "real_name": "Ada"}, {"id": "UBen", "name": "Ben"}]
    data = packed(
        {
            "users.json": json.dumps(users),
            "channels.json": "[]",
            "bells/2024-01-02.json": json.dumps(days[1]),
            "bells/2024-01-01.json": json.dumps(days[0]),
        }
    )
    read = read_document(data, "talk.zip")
    lines = [block.lines.first for block in read.blocks]
    assert [block.text for block in read.blocks] == [text for _, text in SAID] * 2
    assert lines == sorted(lines)
    script = read_bytes(data, "talk.zip")
    assert {who.name for who in script.speakers} == {"Ada", "Ben"}


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["a.md", "b.txt"], r"holds several: a\.md, b\.txt\. Unpack"),
        ([f"{n}.md" for n in range(9)], r"holds several: 0\.md, 1\.md, .*4\.md and 4 more"),
        (["x/2024-01-01.json", "y/2024-01-01.json", "users.json"], r"holds several: x, y\."),
        (["xl/workbook.xml", "talk.zip"], "no file in this archive"),
    ],
)
def test_what_is_in_an_archive_is_told_where_it_is_not_one_interview(names: list[str], sentence: str) -> None:
    with pytest.raises(ScriptError, match=rf"talk\.zip: .*{sentence}"):
        read_document(packed(dict.fromkeys(names, "[]")), "talk.zip")


def _trap(kind: str) -> bytes:
    """Make an archive that is meant to do harm, or is damaged."""
    match kind:
        case "size":
            return packed({"a.md": b" " * (at_most("unpacked_bytes") + 1)})
        case "ratio":
            return packed({"a.md": b" " * 60_000_000})
        case "members":
            return packed({f"{n}.png": b"" for n in range(at_most("members"))} | {"a.md": TALK})
        case "cut":
            return packed({"a.md": TALK})[:-30]
        case "renamed":
            return packed({"a.md": TALK * 90}).replace(b"a.md", b"b.md", 1)
    return b"PK\x03\x04" + bytes(100)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("size", "more than 64 MB"),
        ("ratio", "more than 200 times its size"),
        ("members", "more than 2,000 files"),
        ("cut", "damaged"),
        ("renamed", "damaged"),
        ("empty", "damaged"),
    ],
)
def test_traps_and_damaged_archives_are_refused_in_one_sentence(kind: str, sentence: str) -> None:
    with pytest.raises(ScriptError, match=rf"talk\.zip: .*{sentence}"):
        read_document(_trap(kind), "talk.zip")


@pytest.mark.parametrize("name", ["talk.docx", "talk.odt", "talk.epub"])
def test_a_document_that_lacks_its_parts_is_damaged_and_no_archive_to_unpack(name: str) -> None:
    with pytest.raises(ScriptError, match=rf"{name}: the file is damaged .* Save it again"):
        read_document(packed({"mimetype": "x", "[Content_Types].xml": "<x/>"}), name)
