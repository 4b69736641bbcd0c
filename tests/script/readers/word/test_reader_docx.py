"""A Word document gives its paragraphs, styles and speakers, and says where each stands."""

from __future__ import annotations

import io
import random
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from audio.errors import ScriptError
from audio.script.document import Document
from audio.script.readers.word import word_document as reader


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(document: Any) -> Document:
    return reader.read_bytes(saved(document), "talk.docx")


def table(document: Any, *rows: tuple[str, ...]) -> None:
    made = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text


def test_paragraphs_are_numbered_as_lines_and_keep_their_kind() -> None:
    document = docx.Document()
    document.add_heading("The tower", 0)
    document.add_paragraph()
    document.add_heading("Up", 2)
    document.add_paragraph("Ada: Is it cold?")
    document.add_paragraph("Bring gloves", style="List Bullet")
    document.add_paragraph("Said", style="Quote")
    result = read(document)
    assert [(b.text, b.kind, b.level, b.lines.first) for b in result.blocks] == [
        ("The tower", "heading", 1, 1),
        ("Up", "heading", 2, 3),
        ("Ada: Is it cold?", "paragraph", 0, 4),
        ("Bring gloves", "item", 1, 5),
        ("Said", "quote", 1, 6),
    ]
    assert result.metadata.title == "The tower"


def test_a_label_in_several_bold_runs_is_one_span() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for text in ("Ada", " Lowe", ":"):
        paragraph.add_run(text).bold = True
    paragraph.add_run(" Is it ")
    paragraph.add_run("cold").italic = True
    paragraph.add_run("?\nYes?")
    block = read(document).blocks[0]
    assert block.text == "Ada Lowe: Is it cold?\nYes?"
    assert [(span.kind, block.text[span.start : span.end]) for span in block.spans] == [
        ("strong", "Ada Lowe:"),
        ("emphasis", "cold"),
    ]


def test_a_paragraph_whose_style_is_bold_is_set_apart() -> None:
    document = docx.Document()
    style = document.styles.add_style("Asking", 1)
    style.font.bold = True
    document.add_paragraph("Is it cold?", style="Asking")
    document.add_paragraph("Yes.")
    first, second = read(document).blocks
    assert [span.kind for span in first.spans] == ["strong"]
    assert second.spans == ()


def test_words_inserted_under_change_tracking_are_read_and_deleted_ones_are_not() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Ada: It is ")
    for name, text in (("w:del", "warm"), ("w:ins", "cold")):
        change, run = OxmlElement(name), OxmlElement("w:r")
        words = OxmlElement("w:delText" if name == "w:del" else "w:t")
        words.text = text
        run.append(words)
        change.append(run)
        paragraph._p.append(change)
    assert read(document).blocks[0].text == "Ada: It is cold"


def test_a_text_box_is_read_once() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Ada: Hi.")
    box, inner, run, words = (OxmlElement(f"w:{n}") for n in ("txbxContent", "p", "r", "t"))
    words.text = "In a box"
    run.append(words)
    inner.append(run)
    box.append(inner)
    holder = OxmlElement("w:r")
    holder.append(box)
    paragraph._p.append(holder)
    assert [(b.text, b.lines.first) for b in read(document).blocks] == [("Ada: Hi.", 1), ("In a box", 2)]


def test_a_table_of_speakers_is_a_conversation() -> None:
    document = docx.Document()
    table(document, ("Speaker", "Text"), ("Ada", "Is it cold?"), ("Ben", "Yes."))
    result = read(document)
    assert [(b.speaker, b.text) for b in result.blocks] == [("Ada", "Is it cold?"), ("Ben", "Yes.")]
    assert [item.text for item in result.dropped] == ["Speaker", "Text"]


def test_a_table_of_figures_gives_a_block_a_row() -> None:
    document = docx.Document()
    table(document, ("Bell", "Weight"), ("Tenor", "850 kg"))
    assert [block.text for block in read(document).blocks] == ["Bell\tWeight", "Tenor\t850 kg"]


def test_running_heads_are_left_out() -> None:
    document = docx.Document()
    document.add_paragraph("Ada: Hi.")
    document.sections[0].header.paragraphs[0].text = "Tower Talk"
    assert [(item.text, item.reason) for item in read(document).dropped] == [("Tower Talk", "page header")]


def test_only_a_word_document_is_taken_for_one() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "Ada: Hi.")
    assert not reader.recognises_bytes(out.getvalue())
    assert not reader.recognises_bytes(b"Ada: word/ Hi.")
    assert reader.recognises_bytes(saved(docx.Document()))


def test_a_document_that_unpacks_to_an_absurd_size_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 120_000_000)
    with pytest.raises(ScriptError, match="more than 64 MB"):
        reader.read_bytes(out.getvalue(), "talk.docx")


def test_damaged_documents_are_read_or_refused_in_one_sentence() -> None:
    document = docx.Document()
    document.add_paragraph("Ada: Is it cold?")
    table(document, ("Speaker", "Text"), ("Ada", "Is it cold?"))
    whole, chance = saved(document), random.Random(7)  # noqa: S311 - damage, not secrets
    refused = 0
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 20, 500))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = bytes(data[: chance.randrange(200, len(data))]) if chance.random() < 0.4 else bytes(data)
        try:
            reader.read_bytes(cut, "talk.docx")
        except ScriptError as error:
            refused += 1
            assert str(error).startswith("talk.docx: ")  # noqa: PT017 - either way is right
    assert refused > 10


def test_deep_nesting_is_refused_or_read() -> None:
    document = docx.Document()
    element = document.element.body
    for _ in range(3000):
        inner = OxmlElement("w:sdt")
        element.insert(0, inner)
        element = inner
    element.set(qn("w:val"), "x")
    with pytest.raises(ScriptError, match="damaged"):
        read(document)
