"""A PDF gives paragraphs without running heads, page numbers and line numbers."""

from __future__ import annotations

import io
import random

import pypdf
import pytest

from audio.errors import ScriptError
from audio.script.document import Document
from audio.script.readers.pdf import reader


def made(*pages: list[str], title: str = "") -> bytes:
    """A PDF with one line of Helvetica under another on each page."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        shown = "".join(f"({line.replace('(', '').replace(')', '')}) Tj T* " for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 60 780 Td {shown}ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects.append(f"<< /Title ({title}) >>")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"<< /Size {size} /Root 1 0 R /Info {len(objects)} 0 R >>"
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{len(out)}\n%%EOF"
    return out + end.encode()


def read(*pages: list[str], title: str = "") -> Document:
    return reader.read_bytes(made(*pages, title=title), "talk.pdf")


LONG = "It is a very long way up, and every one of the steps is of another height than the last"


def test_lines_become_paragraphs_and_keep_their_numbers() -> None:
    blocks = read(["Ada: Is it cold?", LONG, "and then some.", "Ben: Yes."], title="The tower").blocks
    assert [(b.text, b.lines.first, b.lines.last) for b in blocks] == [
        ("Ada: Is it cold?", 1, 1),
        (f"{LONG}\nand then some.", 2, 3),
        ("Ben: Yes.", 4, 4),
    ]


def test_the_title_is_metadata_but_a_file_name_is_none() -> None:
    assert read(["Ada: Hi."], title="The tower").metadata.title == "The tower"
    assert read(["Ada: Hi."], title="final2.doc").metadata.title == ""


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        ["Tower Talk", f"Ada: Question number {n}?", f"Ben: {LONG}", "and on.", f"Page {n}"]
        for n in (1, 2, 3)
    ]
    result = read(*pages)
    assert all("Tower" not in block.text and "Page" not in block.text for block in result.blocks)
    assert {item.reason for item in result.dropped} == {"page header", "page number"}
    assert [item.lines.first for item in result.dropped] == [1, 5, 6, 10, 11, 15]


def test_the_line_numbers_of_a_court_record_are_left_out() -> None:
    lines = [f"{n} {'Q. Where were you?' if n % 2 else 'A. In the tower.'}" for n in range(1, 13)]
    result = read(lines)
    assert (
        "\n".join(block.text for block in result.blocks).split("\n")
        == ["Q. Where were you?", "A. In the tower."] * 6
    )
    assert {item.reason for item in result.dropped} == {"line number"}


def test_a_word_parted_at_the_end_of_a_line_is_whole_again() -> None:
    assert (
        read([LONG + " and inter-", "view after interview."]).blocks[0].text
        == f"{LONG} and interview\nafter interview."
    )


def test_a_paragraph_goes_on_over_the_page() -> None:
    blocks = read([LONG], ["and ends here."]).blocks
    assert len(blocks) == 1


def test_pictures_of_pages_are_refused_with_the_remedy() -> None:
    with pytest.raises(ScriptError, match=r"^talk\.pdf: the PDF holds no text, only pictures .*OCR"):
        read([])


def test_a_file_with_a_password_is_refused_with_the_remedy() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(made(["Ada: Hi."])))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(ScriptError, match=r"^talk\.pdf: the PDF is locked"):
        reader.read_bytes(out.getvalue(), "talk.pdf")


def test_damaged_files_are_read_or_refused_in_one_sentence() -> None:
    whole, chance = made(["Ada: Is it cold?", LONG], ["Ben: Yes."]), random.Random(7)  # noqa: S311 - damage
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 10, 80))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        cut = bytes(data[: chance.randrange(20, len(data))]) if chance.random() < 0.4 else bytes(data)
        try:
            document = reader.read_bytes(cut, "talk.pdf")
        except ScriptError as error:
            assert str(error).startswith("talk.pdf: ")  # noqa: PT017 - either way is right
        else:
            assert document.blocks


def test_a_pdf_is_told_by_its_beginning() -> None:
    assert reader.recognises_bytes(made(["Ada: Hi."]))
    assert not reader.recognises_bytes(b"Ada: Hi.")
