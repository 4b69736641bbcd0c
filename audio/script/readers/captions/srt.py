"""SubRip: numbered cues. Speakers, where there are any, are written into the text (`Name: `, `>>`, `- `)."""

from __future__ import annotations

from audio.script.document import Document
from audio.script.readers.captions import cue_looks, cues

_HEAD = 40
"""Lines at the head of a file among which the first time range must be."""


def recognises(name: str, text: str) -> float:
    """Say how sure it is by the time ranges near the head; a name ending in `.srt` lets one of them do."""
    head = text.lstrip("\ufeff\n ")[:8000].split("\n")[:_HEAD]
    ranges = sum(1 for line in head if cues.TIMING.match(line[:60]))
    first = next((number for number, line in enumerate(head) if cues.TIMING.match(line[:60])), _HEAD)
    if first <= 1 and ranges >= 2:
        return 0.99
    if ranges and (name.casefold().endswith((".srt", ".sub", ".sbv", ".vtt")) or first <= 1):
        return 0.95
    return 0.0


def read(text: str, source: str) -> Document:
    """Give a block a cue, with its `Name: ` left in the text for the grammar."""
    del source
    found, dropped = cues.split(text.split("\n"))
    dropped += cues.without_repeats(found) + cues.drops(found)
    blocks = tuple(block for cue, who in cue_looks.by_speaker(found) for block in cues.blocks(cue, who))
    return Document(blocks, format="srt", dropped=tuple(sorted(dropped, key=lambda item: item.lines.first)))
