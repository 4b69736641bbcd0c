"""Files that are small and grow when they are read, as strangers may send them."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

from PIL import Image

TALK = "Ada Stone: Who winds the clock?\n\nBen Wray: I do. It sulks otherwise.\n"

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)
_DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}'
    "</w:body></w:document>"
)
ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "laugh">'
    + "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9))
    + "]>"
)
"""Ten, a hundred, … a thousand million laughs; the last is `&j;`."""


def archive(members: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return out.getvalue()


def word(body: str, head: str = "") -> bytes:
    """A Word document."""
    return archive(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELATIONS,
            "word/document.xml": head + _DOCUMENT.format(body),
        }
    )


def open_document(body: str, head: str = "") -> bytes:
    """An OpenDocument text."""
    office, text = (f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text"))
    content = (
        f'{head}<o:document-content xmlns:o="{office}" xmlns:text="{text}"><o:body><o:text>{body}'
        "</o:text></o:body></o:document-content>"
    )
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def book(body: str, head: str = "") -> bytes:
    """An EPUB of one page."""
    container = '<container><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>'
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" href="a.xhtml"/></manifest>'
        '<spine><itemref idref="a"/></spine></package>'
    )
    page = f"{head}<html><body>{body}</body></html>"
    return archive({"META-INF/container.xml": container, "p.opf": package, "a.xhtml": page})


def yaml_of_aliases(levels: int = 9) -> str:
    """YAML in which each list repeats the one before nine times: 9 to the power of `levels` values."""
    lines = ["x0: &a0 [x,x,x,x,x,x,x,x,x]"]
    lines += [f"x{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join([*lines, f"speakers: *a{levels - 1}"])


def picture(side: int, kind: str = "PNG") -> bytes:
    """A white square."""
    out = io.BytesIO()
    Image.new("1" if kind == "PNG" else "L", (side, side), 1).save(out, kind)
    return out.getvalue()


def pdf(pages: int, content: bytes, *, layers: int = 1, apart: bool = False) -> bytes:
    """A PDF whose pages all show the same content, or each its own copy; compressed so many times."""
    for _ in range(layers):
        content = zlib.compress(content, 9)
    filters = b"[" + b"/FlateDecode " * layers + b"]"
    stream = b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(content), filters, content)
    streams = pages if apart else 1
    first = 4 + streams
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (pages, b" ".join(b"%d 0 R" % (first + n) for n in range(pages))),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *([stream] * streams),
        *(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (4 + (n if apart else 0))
            for n in range(pages)
        ),
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, at)
    return bytes(out)


def page_of_text(number: int, lines: int = 36) -> bytes:
    """The content of a PDF page: lines of a conversation."""
    shown = (
        b"BT /F1 11 Tf 72 %d Td (%s: Line %d of page %d, and it says what lines say.) Tj ET"
        % (740 - 19 * line, b"Ada Stone" if line % 4 < 2 else b"Ben Wray", line, number)
        for line in range(lines)
    )
    return b"\n".join(shown)
