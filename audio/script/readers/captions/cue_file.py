"""WebVTT, SRT and SBV: cues with voice tags, or with speakers in the text (`Name: `, `>>`, `- `)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from audio.script.document import Document, Metadata
from audio.script.readers import data
from audio.script.readers.captions import cue_looks, cues
from audio.script.values import Block, Dropped, Lines

_HEADER = re.compile(r"WEBVTT(?=[ \t\n]|$)")
_FIELD = re.compile(r"\s*(Language|Title|Kind)\s*:\s*(.{1,200})", re.IGNORECASE)
_ENDINGS = (".srt", ".sub", ".sbv", ".vtt")
_HEAD = 40
"""Lines at the head of a file among which the first time range must be."""


def recognises(name: str, text: str) -> float:
    """Say how sure it is by WebVTT's first word, or by time ranges near the head."""
    head = text[:8000].lstrip("\ufeff\n ").split("\n")[:_HEAD]
    if _HEADER.match(head[0]):
        return 1.0
    ranges = [number for number, line in enumerate(head) if cues.TIMING.match(line[:60])]
    early = bool(ranges) and ranges[0] <= 1
    if early and len(ranges) > 1:
        return 0.99
    return 0.95 if early or (ranges and name.casefold().endswith(_ENDINGS)) else 0.0


def read(text: str, source: str) -> Document:
    """Give a block a cue and voice, `Name: ` left in it; the header's language and title are metadata."""
    lines = text.split("\n")
    metadata, first = _header(lines)
    found, dropped = cues.split(lines, first)
    dropped += [*cues.without_repeats(found), *cues.without_credits(found)]
    dropped += [Dropped(cue.time, "cue time", cue.lines) for cue in found]
    blocks = _objects(found, source) or cue_looks.blocks(found)
    return Document(
        tuple(blocks), metadata, "cues", tuple(sorted(dropped, key=lambda item: item.lines.first))
    )


def _objects(found: Sequence[cues.Cue], source: str) -> Sequence[Block]:
    """Give the blocks of cues that are JSON objects, as Teams writes them; nothing where one is not.

    See `metadataContent` in learn.microsoft.com/graph/api/resources/calltranscript.
    """
    payload = {number: line for cue in found for number, line in cue.payload}
    if not payload or not all(cue.payload and cue.payload[0][1].startswith('{"') for cue in found):
        return ()
    lines = (payload.get(number, "") for number in range(1, max(payload) + 1))
    return data.read_json("\n".join(lines), source).blocks


def _header(lines: list[str]) -> tuple[Metadata, int]:
    """Give what the header says and the 1-based line after it: up to a blank line or the first time range."""
    start = next((number for number, line in enumerate(lines, 1) if line.strip("\ufeff ")), 1)
    if not _HEADER.match(lines[start - 1].strip("\ufeff ")):
        return Metadata(), 1
    end = start
    said = {"title": lines[start - 1].strip("\ufeff ")[6:].strip(" \t-–—")}
    while end < len(lines) and lines[end].strip() and not cues.TIMING.match(lines[end][:60]):
        end += 1
        if found := _FIELD.match(lines[end - 1][:300]):
            said[found[1].lower()] = found[2].strip()
    language = said.get("language", "")
    return Metadata(title=said["title"], language=language, lines=(Lines(start, end),)), end + 1
