"""Archives, as office documents, books and exports are, never unpacked beyond a bound, and XML as in them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from audio import guard
from audio.errors import ScriptError

if TYPE_CHECKING:
    from zipfile import ZipFile

ENDINGS = frozenset((
    *(".md", ".markdown", ".mdx", ".txt", ".html", ".htm", ".xhtml", ".mhtml", ".eml"),
    *(".docx", ".odt", ".rtf", ".pdf", ".epub", ".zip"),
    *(".vtt", ".srt", ".ass", ".ssa", ".ttml", ".csv", ".tsv", ".json", ".jsonl"),
    *(".org", ".tex", ".ltx", ".wiki", ".mediawiki", ".wikitext"),
))  # fmt: skip
"""How the names of files end that may hold an interview, in small letters, with the dot."""
_SMALL = 4_000_000
"""Bytes that are unpacked whatever the ratio. Text shrinks to a tenth or a fiftieth."""
DAMAGED = "the file is damaged or locked by a password. Save it again where it was made."
_MARKUP = (".xml", ".xhtml", ".html", ".htm")


def is_archive(data: bytes) -> bool:
    """Say whether a file is a ZIP archive."""
    return data[:4] == b"PK\x03\x04"


def holds(data: bytes, start: str, content: bytes = b"") -> bool:
    """Say whether a file is an archive whose first member of a name with that start begins with a content."""
    import zipfile  # noqa: PLC0415 - as everywhere here, slow to import

    if not is_archive(data):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            name = next((each for each in archive.namelist() if each.startswith(start)), "")
            return bool(name) and (not content or archive.open(name).read(len(content)) == content)
    except Exception:  # zipfile fails in a dozen ways on a damaged archive
        return False


@contextmanager
def opened(data: bytes, source: str) -> Iterator[ZipFile]:
    """Open an archive. Raises `ScriptError` for one that is damaged or locked or unpacks to too much.

    What goes wrong while it is open, as it may with any member that is damaged, is told in the same way.
    """
    import zipfile  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_size(archive, len(data), source)
            yield archive
    except ScriptError:
        raise
    except Exception as error:  # zipfile and whoever reads what is in it fail in a dozen ways
        raise ScriptError(DAMAGED, source=source) from error


def _check_size(archive: ZipFile, packed: int, source: str) -> None:
    members = archive.infolist()
    size = sum(member.file_size for member in members)
    guard.within("members", len(members), source)
    guard.within("unpacked_bytes", size, source)
    if size > _SMALL:
        guard.within("ratio", size / packed, source)
    markup = (member for member in members if member.filename.lower().endswith(_MARKUP))
    guard.check_markup(map(archive.read, markup), source)


def root_of(data: bytes) -> Any:
    """Give the root element of XML, its names without namespaces; nothing is fetched or expanded.

    Raises `ValueError` where it is not well-formed, or more than 2,048 elements are inside one another.
    """
    from lxml import etree  # noqa: PLC0415 - slow to import

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.LxmlError as error:
        raise ValueError(str(error)) from error
    for element in root.iter("*"):
        element.tag = str(element.tag).rpartition("}")[2]
        for key in [key for key in element.attrib if "}" in key]:
            element.set(key.rpartition("}")[2], element.attrib.pop(key))
    return root
