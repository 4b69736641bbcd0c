"""What a source links stays with its words, however the source writes links, and is never spoken."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from audio.script import Link, Script, read_bytes, script_row

ADDRESS = "https://a.example/x?y=1#z"
FORMS = {
    "a.md": "**Ada:** See [the mill]({}) and the mill.\n\n**Ben:** Why?\n",
    "b.md": "**Ada:** See [the **mill**][1] [laughs] and the mill.\n\n**Ben:** Why?\n\n[1]: {}\n",
    "a.html": "<p><b>Ada:</b> See <a href='{}'>the\n<i>mill</i></a> and the mill.</p>"
    "<p><b>Ben:</b> Why?</p><p><b>Ada:</b> So.</p>",
    "a.wiki": "'''Ada''': See [{} the mill] and the mill.\n\n'''Ben''': Why?\n",
    "a.txt": "[b]Ada:[/b] See [url={}]the mill[/url] and the mill.\n\n[b]Ben:[/b] Why?\n\n[b]Ada:[/b] So.\n",
}


def links(script: Script) -> list[tuple[str, tuple[Link, ...]]]:
    return [(p.text, p.links) for turn in script.turns for p in turn.paragraphs]


@pytest.mark.parametrize("name", FORMS)
def test_a_link_stays_with_its_words(name: str) -> None:
    script = read_bytes(FORMS[name].format(ADDRESS).encode(), name)
    assert links(script)[:2] == [
        ("See the mill and the mill.", (Link(4, "the mill", ADDRESS),)),
        ("Why?", ()),
    ]


def _linked(paragraph: Any, text: str, address: str) -> None:
    """Add words that are a link, as Word writes one."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, kind, is_external=True))
    for part in (text[:3], text[3:]):
        link.append(paragraph.add_run(part)._r)
    paragraph._p.append(link)


def test_a_link_of_word_stays_with_its_words() -> None:
    document = docx.Document()
    said = document.add_paragraph("Ada: See ")
    _linked(said, "the mill", ADDRESS)
    said.add_run(".")
    for text in ("Ben: Why is it there?", "Ada: It grinds corn.", "Ben: I see it now."):
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    assert links(read_bytes(out.getvalue(), "a.docx"))[0] == (
        "See the mill.",
        (Link(4, "the mill", ADDRESS),),
    )


@pytest.mark.parametrize(
    "text", ["[a](#note)", "[a](mailto:a@b.example)", "<https://a.example>", "[a](b.html)"]
)
def test_only_words_that_lead_to_the_web_are_links(text: str) -> None:
    script = read_bytes(f"**Ada:** See {text}.\n\n**Ben:** Why?\n\n**Ada:** So.\n".encode(), "a.md")
    assert not any(found for _, found in links(script))


def test_a_row_has_links_only_where_there_are_some() -> None:
    row: Any = script_row(read_bytes(FORMS["a.md"].format("http://b.example/(c)").encode(), "a.md"))
    first, second = (turn["paragraphs"][0] for turn in row["turns"])
    assert first["links"] == [{"words": "the mill", "address": "http://b.example/%28c%29"}]
    assert "links" not in second
