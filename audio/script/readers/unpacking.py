"""Archives, as office documents, books and exports are: looked into, and never unpacked beyond a bound."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from audio.errors import ScriptError

if TYPE_CHECKING:
    from zipfile import ZipFile

MOST_BYTES = 64_000_000
"""Of all members together, unpacked."""
MOST_MEMBERS = 2_000
_MOST_RATIO = 200
"""Times as large as the archive. Text shrinks to a tenth or a fiftieth; what shrinks more is a trap."""
_SMALL = 4_000_000
"""Bytes that are unpacked whatever the ratio."""


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
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return False


@contextmanager
def opened(data: bytes, source: str) -> Iterator[ZipFile]:
    """Open an archive. Raises `ScriptError` for one that is damaged or locked or unpacks to too much.

    What goes wrong while it is open, as it may with any member that is damaged, is told in the same way.
    """
    import zipfile  # noqa: PLC0415
    import zlib  # noqa: PLC0415

    from lxml.etree import LxmlError  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(member.file_size for member in archive.infolist())
            if size > MOST_BYTES:
                raise ScriptError(
                    f"it unpacks to more than {MOST_BYTES // 1_000_000} MB. Save the interview alone, without"
                    " pictures.",
                    source=source,
                )
            if len(archive.infolist()) > MOST_MEMBERS or size > max(_SMALL, _MOST_RATIO * len(data)):
                raise ScriptError(
                    f"it holds more than {MOST_MEMBERS} files, or unpacks to more than {_MOST_RATIO} times"
                    " its size. Unpack it, and give the file with the interview.",
                    source=source,
                )
            yield archive
    except (zipfile.BadZipFile, zlib.error, LxmlError, KeyError, OSError, EOFError, RuntimeError,
            NotImplementedError) as error:  # fmt: skip
        sentence = "the file is damaged or locked by a password. Save it again where it was made."
        raise ScriptError(sentence, source=source) from error
