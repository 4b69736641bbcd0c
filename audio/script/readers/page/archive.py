"""A page that a browser saved as a single file: MHTML (RFC 2557), an e-mail with the page in it."""

from __future__ import annotations

import re

from audio.errors import ScriptError
from audio.script.text import decode

_HEADERS = re.compile(r"(?:From: <Saved by|MIME-Version:|Subject:|Date:)", re.IGNORECASE)
_HEAD = 4000


def is_archive(text: str) -> bool:
    """Say whether a text begins with the headers of a saved page."""
    head = text[:_HEAD].lstrip()
    return _HEADERS.match(head) is not None and "multipart/related" in head.lower()


def unpacked(text: str, source: str) -> str:
    """Give the page in an archive. Raises `ScriptError` where there is none in it."""
    import email  # noqa: PLC0415 - with all its codecs it is slow to import

    try:
        parts = list(email.message_from_string(text).walk())
    except RecursionError:
        parts = []
    for part in parts:
        content = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(content, bytes):
            return decode(content, source)
    raise ScriptError("the saved page is damaged: there is no HTML in it. Save it again.", source=source)
