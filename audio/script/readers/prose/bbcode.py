"""The markup of forums, `[b]Ada:[/b] Yes.`: read as Markdown, line for line."""

from __future__ import annotations

import re
from dataclasses import replace

from audio.script.document import Document
from audio.script.readers.prose import markdown

_PAIR = re.compile(r"\[(b|i|quote)(?:=[^\]\n]{1,80})?\][^\[\n]{1,2000}\[/\1\]", re.IGNORECASE)
_PLAIN = (
    (re.compile(r"\[b\]\s*(.{1,2000}?)\s*\[/b\]", re.IGNORECASE), r"**\1**"),
    (re.compile(r"\[i\]\s*(.{1,2000}?)\s*\[/i\]", re.IGNORECASE), r"*\1*"),
    (re.compile(r"\[url=\"?([^\]\"\n]{1,500})\"?\](.{1,500}?)\[/url\]", re.IGNORECASE), r"[\2](<\1>)"),
    (re.compile(r"\[quote(?:=[^\]\n]{1,80})?\]\s*(?=\S)", re.IGNORECASE), "> "),
    (
        re.compile(
            r"\[/?(?:[bius]|url|quote|size|color|center|font|img|list|\*)(?:=[^\]\n]{1,80})?\]",
            re.IGNORECASE,
        ),
        "",
    ),
)
_LEAST = 3


def recognises(name: str, text: str) -> float:
    """Say yes to text with three pairs of a forum's tags."""
    del name
    found = sum(1 for _ in zip(_PAIR.finditer(text[:200_000]), range(_LEAST), strict=False))
    return 0.93 if found >= _LEAST else 0.0


def read(text: str, source: str) -> Document:
    """Give the blocks of a forum's post."""
    lines = text.split("\n")
    for pattern, plain in _PLAIN:
        lines = [pattern.sub(plain, line) if "[" in line else line for line in lines]
    return replace(markdown.read("\n".join(lines), source), format="bbcode")
