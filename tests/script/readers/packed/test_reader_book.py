"""A book is read from its first page to its last, without its cover, contents and notes."""

from __future__ import annotations

import io
import zipfile

import pytest

from audio.errors import ScriptError
from audio.script import find_gap, read_bytes
from audio.script.readers import read_document

CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">
<metadata><dc:title>Bell Ringers</dc:title><dc:creator>Cyd Moor</dc:creator><dc:language>eng</dc:language>
<dc:date>2019-05-04</dc:date><dc:publisher>Tower Press</dc:publisher></metadata>
<manifest><item id="c" href="style.css" media-type="text/css"/>
<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="b" href="two%20b.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="one.xhtml" media-type="application/xhtml+xml"/>
<item id="x" href="legal.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="n"/><itemref idref="x"/><itemref idref="a"/><itemref idref="b"/>
<itemref idref="gone"/></spine>
<guide><reference type="copyright-page" href="legal.xhtml"/></guide></package>"""
PAGES = {
    "OEBPS/style.css": ".who { font-weight: bold }",
    "OEBPS/nav.xhtml": "<html><body><nav><ol><li>Up</li></ol></nav></body></html>",
    "OEBPS/legal.xhtml": "<html><body><p>All rights reserved.</p></body></html>",
    "OEBPS/one.xhtml": '<?xml version="1.0"?><html><head><title/></head><body><h1>Up</h1><b/>\n'
    '<p><span class="who">Ada:</span> Is it cold?</p>\n<p><span class="who">Ben:</span> Very.</p>\n'
    '<aside epub:type="footnote"><p>So it was.</p></aside></body></html>',
    "OEBPS/two b.xhtml": '<html><body><h1>Down</h1>\n<p><span class="who">Ada:</span> And here?</p>\n'
    '<p><span class="who">Ben:</span> Less.</p></body></html>',
}


def saved(**changed: str) -> bytes:
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": PACKAGE,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in {**members, **PAGES, **changed}.items():
            archive.writestr(name, text)
    return out.getvalue()


def test_the_pages_are_read_in_the_order_of_the_book() -> None:
    data = saved()
    script = read_bytes(data, "bells.epub")
    assert [(turn.speaker, turn.text) for turn in script.turns] == [
        ("Ada", "Is it cold?"),
        ("Ben", "Very."),
        ("Ada", "And here?"),
        ("Ben", "Less."),
    ]
    assert [chapter.title for chapter in script.chapters] == ["Up", "Down"]
    assert [(item.text, item.reason) for item in read_document(data, "bells.epub").dropped] == [
        ("Up", "table of contents"),
        ("All rights reserved.", "imprint"),
        ("So it was.", "footnote"),
    ]
    assert find_gap(data, "bells.epub", script) is None


def test_the_book_says_what_it_is_called_by_whom_and_in_which_language() -> None:
    script = read_bytes(saved(), "bells.epub")
    assert (script.title, str(script.date), script.language, script.show) == (
        "Bell Ringers",
        "2019-05-04",
        "en",
        "Tower Press",
    )


@pytest.mark.parametrize("container", ["<container/>", "", "<rootfile full-path='gone.opf'/>"])
def test_a_book_without_its_package_is_refused_in_one_sentence(container: str) -> None:
    with pytest.raises(ScriptError, match=r"bells\.epub: .*damaged"):
        read_document(saved(**{"META-INF/container.xml": container}), "bells.epub")
