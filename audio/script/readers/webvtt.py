"""WebVTT: cues with voice tags."""

from __future__ import annotations

import re

from audio.script.readers import cue_looks, cues
from audio.script.readers.document import Document, Metadata
from audio.script.values import Lines

_HEADER = re.compile(r"WEBVTT(?=[ \t\n]|$)")
_FIELD = re.compile(r"\s*(Language|Title|Kind)\s*:\s*(.{1,200})", re.IGNORECASE)


def recognises(name: str, text: str) -> float:
    """Say yes to a file that begins with `WEBVTT`; its name does not matter."""
    del name
    return 1.0 if _HEADER.match(text.lstrip("\ufeff\n ")) else 0.0


def read(text: str, source: str) -> Document:
    """Give a block a cue and voice. The header's language and title are metadata."""
    del source
    lines = text.split("\n")
    metadata, first = _header(lines)
    found, dropped = cues.split(lines, first)
    dropped += cues.without_repeats(found) + cues.drops(found)
    blocks = tuple(block for cue, who in cue_looks.by_speaker(found) for block in cues.blocks(cue, who))
    return Document(blocks, metadata, "webvtt", tuple(sorted(dropped, key=lambda item: item.lines.first)))


def _header(lines: list[str]) -> tuple[Metadata, int]:
    """Give what the header says and the 1-based line after it: up to a blank line or the first time range."""
    start = next(number for number, line in enumerate(lines, 1) if line.strip())
    end = start
    said = {"title": lines[start - 1].strip("\ufeff ")[6:].strip(" \t-–—")}
    while end < len(lines) and lines[end].strip() and not cues.TIMING.match(lines[end][:60]):
        end += 1
        if found := _FIELD.match(lines[end - 1][:300]):
            said[found[1].lower()] = found[2].strip()
    language = said.get("language", "")
    return Metadata(title=said["title"], language=language, lines=(Lines(start, end),)), end + 1
