"""WebVTT: cues with voice tags."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from audio.script.document import Document, Metadata
from audio.script.readers.captions import cue_looks, cues
from audio.script.readers.data import speaker_name
from audio.script.readers.data.values import speaker_of, text_of
from audio.script.text import one_line
from audio.script.values import Block, Lines

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
    blocks = _objects(found)
    if not blocks:
        blocks = [block for cue, who in cue_looks.by_speaker(found) for block in cues.blocks(cue, who)]
    return Document(
        tuple(blocks), metadata, "webvtt", tuple(sorted(dropped, key=lambda item: item.lines.first))
    )


def _objects(found: Sequence[cues.Cue]) -> list[Block]:
    """Give the blocks of cues that are JSON objects, as Teams writes them; nothing where one is not.

    See `metadataContent` in learn.microsoft.com/graph/api/resources/calltranscript.
    """
    blocks = []
    for cue in found:
        if not cue.payload or not cue.payload[0][1].startswith("{"):
            return []
        try:
            said = json.loads("\n".join(line for _, line in cue.payload), strict=False)
        except (ValueError, RecursionError):
            return []
        text = one_line(text_of(said))
        if text:
            place = Lines(cue.payload[0][0], cue.payload[-1][0])
            blocks.append(Block(text, place, "cue", speaker=speaker_name(speaker_of(said))))
    return blocks


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
