"""From bytes to text."""

from __future__ import annotations


def decode(data: bytes) -> str:
    """Give the text of a file; what is no UTF-8 becomes replacement characters."""
    return data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
