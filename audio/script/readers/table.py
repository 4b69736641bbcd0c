"""The table of readers and the choice of one by content."""

from __future__ import annotations

import logging
from dataclasses import replace
from types import ModuleType
from typing import cast

from audio import guard
from audio.errors import ScriptError
from audio.script.direction import as_marks, directed
from audio.script.document import Document, Packed, without_controls
from audio.script.readers import captions, packed, page, pdf, prose, tables, word
from audio.script.readers import data as data_readers
from audio.script.text import decode

logger = logging.getLogger(__name__)
TEXT_READERS: dict[str, ModuleType] = {
    **prose.READERS,
    **page.READERS,
    **captions.READERS,
    **data_readers.READERS,
    **tables.READERS,
}
"""Format name -> module with `recognises(name, text) -> float` and `read(text, source) -> Document`."""

BINARY_READERS: dict[str, ModuleType] = {**word.READERS, **pdf.READERS, **packed.READERS, **packed.PACKED}
"""Format name -> module with `recognises_bytes(data) -> bool` and `read_bytes(data, source)`.

Those of `packed.PACKED`, which any other goes before, have `unpack(data, source)`, which gives a `Packed`.
"""


def recognise(name: str, text: str) -> str:
    """Give the format of a text: the surest reader's name. `name` is the file's name or address, or `-`."""
    sure = {fmt: float(reader.recognises(name, text)) for fmt, reader in TEXT_READERS.items()}
    best = max(sure, key=sure.__getitem__)
    logger.debug("%s is read as %s, of %s", name, best, {fmt: at for fmt, at in sure.items() if at})
    return best


def binary_format(data: bytes) -> str:
    """Give the binary format that recognises the bytes, or an empty string."""
    return next((fmt for fmt, reader in BINARY_READERS.items() if reader.recognises_bytes(data)), "")


def read_text(data: bytes, source: str) -> str:
    """Give the text of a file that is no binary one, without invisible marks. Raises `ScriptError`."""
    guard.check_text(data, source)
    text = decode(data, source)
    if not text.strip():
        raise ScriptError("the file is empty. Give a file with an interview in it.", source=source)
    return text


def read_document(data: bytes, source: str) -> Document:
    """Read a file's bytes with the reader that recognises them, or as its source is known to set them.

    Marks that direct how the text is said are taken off it. Raises `ScriptError`, and `SettingsError` where a
    user's own table of sources is wrong.
    """
    return directed(without_controls(_read_document(data, source)))


def _read_document(data: bytes, source: str) -> Document:
    from audio.script.readers import exports  # noqa: PLC0415 - with pydantic and regex

    if binary := binary_format(data):
        return _read_binary(binary, data, source)
    text = as_marks(read_text(data, source))
    fmt = recognise(source, text)

    def ordinary(part: str) -> Document:
        return cast("Document", TEXT_READERS[fmt].read(part, source))

    known = exports.recognise(text, fmt)
    return exports.read(known, text, source, fmt, ordinary) if known else ordinary(text)


def _read_binary(fmt: str, data: bytes, source: str) -> Document:
    from audio.script.readers import exports  # noqa: PLC0415 - with pydantic and regex

    if fmt not in packed.PACKED:
        document = cast("Document", BINARY_READERS[fmt].read_bytes(data, source))
        return exports.read_paragraphs(document) if fmt in word.READERS else document
    inner = cast("Packed", BINARY_READERS[fmt].unpack(data, source))
    read = _read_document(inner.data, inner.name)
    own, around = read.metadata, inner.metadata
    about = replace(
        own,
        title=own.title or around.title,
        date=own.date or around.date,
        people=(*around.people, *own.people),
    )
    return replace(read, metadata=about, format=fmt, dropped=(*inner.dropped, *read.dropped))
