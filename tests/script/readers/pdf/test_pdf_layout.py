"""Where a PDF's text stands and how it is set says who speaks: bold type, columns, gaps, margins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pytest

from audio.script import Script, find_gap, read_bytes
from audio.script.document import Document
from audio.script.readers.pdf import reader

FACES = ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Times-Roman", "ABCDEF+Garamond-SemiBold")
PLAIN, BOLD, ITALIC, SERIF, SEMI = range(5)
Run = tuple[float, int, str]
"""Distance from the left in points, face, text."""
Row = tuple[float, Sequence[Run]]
"""Distance down from the row before in points, runs."""


def drawn(*pages: Iterable[Row], fill: Mapping[str, str] | None = None, usual: str = "") -> bytes:
    """A PDF whose runs of text each stand where they are put; `fill` colours some of them."""
    fonts = " ".join(f"/F{n} {3 + n} 0 R" for n in range(len(FACES)))
    first = 3 + len(FACES)
    shown = list(pages)
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(shown)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(shown)} >>"]
    objects += [
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>" for name in FACES
    ]
    for number, rows in enumerate(shown):
        height, stream = 800.0, ""
        for down, runs in rows:
            height -= down
            for x, face, text in runs:
                colour = (fill or {}).get(text, usual)
                stream += f"{colour}BT /F{face} 11 Tf 1 0 0 1 {x} {height} Tm ({text}) Tj ET\n"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {first + 1 + 2 * number} 0 R"
            f" /Resources << /Font << {fonts} >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}endstream")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    trailer = f"<< /Size {count} /Root 1 0 R >>"
    end = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{len(out)}\n%%EOF"
    return out + end.encode()


def blocks(*rows: Row) -> Document:
    return reader.read_bytes(drawn(rows), "talk.pdf")


def script(data: bytes) -> Script:
    read = read_bytes(data, "talk.pdf")
    assert find_gap(data, "talk.pdf", read) is None
    return read


def turns(read: Script) -> list[str]:
    return [turn.text for turn in read.turns if not turn.narration]


TALK = (
    ("How did you come to the tower?", "By the stairs, all of them, with a lamp that would not burn at all."),
    ("Who rang before you?", "My aunt, and before her nobody that anyone in the village can name."),
    ("Is it a heavy bell?", "It is the rope that is heavy. The bell does what it likes up there."),
    ("Do you ever miss a Sunday?", "Twice so far, both times in the year in which the road was gone."),
)
WIDE = "It is a very long way up, and every one of the steps is of another height than the"


def test_bold_type_is_a_span_and_so_is_italic() -> None:
    (block,) = blocks((20, [(60, BOLD, "Ada:"), (90, PLAIN, "Is it "), (130, ITALIC, "cold")])).blocks
    assert [(block.text[span.start : span.end], span.kind) for span in block.spans] == [
        ("Ada:", "strong"),
        ("cold", "emphasis"),
    ]


@pytest.mark.parametrize("face", [BOLD, ITALIC, SERIF, SEMI])
def test_questions_are_told_by_their_typeface(face: int) -> None:
    rows: list[Row] = [(20, [(60, PLAIN, "We met the ringer of bells at her own house by the sea.")])]
    for asked, told in TALK:
        rows += [(15, [(60, face, asked)]), (15, [(60, PLAIN, WIDE)]), (15, [(60, PLAIN, told)])]
    got = turns(script(drawn(rows)))
    assert got[::2] == [asked for asked, _ in TALK]
    assert got[1::2] == [f"{WIDE} {told}" for _, told in TALK]


@pytest.mark.parametrize("first", ["", "0 g "])
def test_questions_are_told_by_their_colour(first: str) -> None:
    rows: list[Row] = [(15, [(60, PLAIN, "We met the ringer of bells at her own house by the sea.")])]
    for asked, told in TALK:
        rows += [(15, [(60, PLAIN, f"{asked} ")]), (15, [(60, PLAIN, WIDE)]), (15, [(60, PLAIN, told)])]
    data = drawn(rows, fill={f"{asked} ": "0.6 0.1 0.1 rg " for asked, _ in TALK}, usual=first or "0 0 0 rg ")
    got = turns(script(data))
    assert got[::2] == [asked for asked, _ in TALK]


def test_a_bold_question_over_two_lines_ends_where_the_type_changes() -> None:
    rows: list[Row] = []
    for asked, told in TALK:
        rows += [(15, [(60, BOLD, WIDE)]), (15, [(60, BOLD, "one below. " + asked)])]
        rows += [(15, [(60, PLAIN, WIDE)]), (15, [(60, PLAIN, WIDE)]), (15, [(60, PLAIN, told)])]
    got = turns(script(drawn(rows)))
    assert got[:2] == [f"{WIDE} one below. {TALK[0][0]}", f"{WIDE} {WIDE} {TALK[0][1]}"]
    assert len(got) == 2 * len(TALK)


def test_a_word_parted_at_the_end_of_a_bold_line_is_one_word() -> None:
    found = blocks(
        (15, [(60, BOLD, "Who rang it in the win-")]), (15, [(60, BOLD, "ter of the flood?")])
    ).blocks
    assert found[0].text == "Who rang it in the winter\nof the flood?"


def test_type_in_which_a_whole_file_is_set_sets_nothing_apart() -> None:
    found = blocks(*[(15, [(60, BOLD, f"{asked} {told}")]) for asked, told in TALK]).blocks
    assert not any(block.spans for block in found)


def test_a_gap_ends_a_paragraph_though_its_last_line_is_full() -> None:
    rows = [(15, [(60, PLAIN, f"{WIDE} {word}")]) for word in ("first", "second", "third", "fourth")]
    rows[2] = (30, rows[2][1])
    assert [(b.lines.first, b.lines.last) for b in blocks(*rows).blocks] == [(1, 2), (3, 4)]


def test_names_in_a_column_of_their_own_are_labels() -> None:
    rows: list[Row] = []
    for asked, told in TALK:
        rows += [
            (15, [(60, PLAIN, "IB"), (110, PLAIN, asked)]),
            (15, [(60, PLAIN, "MS"), (110, PLAIN, WIDE)]),
            (15, [(110, PLAIN, told)]),
        ]
    read = script(drawn(rows))
    assert turns(read) == [text for asked, told in TALK for text in (asked, f"{WIDE} {told}")]
    assert [speaker.labels for speaker in read.speakers] == [("IB",), ("MS",)]


def test_numbers_of_every_fifth_line_are_no_part_of_the_talk() -> None:
    lines = []
    for asked, told in TALK * 2:
        lines += [f"D   {asked}", f"S   {told}", "    and so it was,", "    as far as I know."]
    rows = [
        (15, [(60, PLAIN, f"{number if number % 5 == 0 else '':>3}  {line}")])
        for number, line in enumerate(lines, 1)
    ]
    data = drawn(rows)
    read = script(data)
    assert len(turns(read)) == 16
    assert not any(char.isdigit() for text in turns(read) for char in text)
    dropped = reader.read_bytes(data, "talk.pdf").dropped
    assert [item.text for item in dropped if item.reason == "line number"] == [
        str(n) for n in range(5, 33, 5)
    ]


def test_a_foot_at_one_height_on_both_of_two_pages_is_no_speech() -> None:
    def page(pairs: Sequence[tuple[str, str]]) -> list[Row]:
        rows: list[Row] = [
            (15, [(60, PLAIN, text)]) for asked, told in pairs for text in (f"Ida: {asked}", f"Mo: {told}")
        ]
        return [*rows, (60, [(60, PLAIN, "Archive of the Western Isles, all rights kept")])]

    read = script(drawn(page(TALK[:2]), page(TALK[2:])))
    assert not any("Archive" in turn.text for turn in read.turns)
    assert len(turns(read)) == 8


def test_years_at_the_beginning_of_lines_are_not_line_numbers() -> None:
    rows = [
        (15, [(60, PLAIN, f"{1990 + 5 * n} was a good year for bells, as far as we know.")]) for n in range(6)
    ]
    assert all(block.text.startswith(("199", "200", "201")) for block in blocks(*rows).blocks)
