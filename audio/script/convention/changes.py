"""Changes of speaker without a name: `>>` of captions, a dash before whatever somebody else says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from audio.script.text import asks, is_question
from audio.script.values import Block

Change = Literal["", "chevron", "dash"]

_DASHED = re.compile(r"\s*(?:[—–―]\s*[^\W_¿¡\"«“]|[—–―][¿¡\"«“]|[—–―-]\s+\S)")
CUE_DASH = re.compile(r"^[ \t]*[-–—‐][ \t]*(?=[^\s–—‐-])", re.MULTILINE)
"""The dash of subtitles before what somebody else says."""
CHEVRON = re.compile(r"(?:^|(?<=\s))>>(?=\s|[^\W\d_])[ \t]*")
"""The mark of captions for another speaker."""


def chevrons(blocks: Sequence[Block]) -> Change:
    """Give `chevron` where `>>` marks changes of speaker, or an empty string."""
    found = sum(len(CHEVRON.findall(block.text)) for block in blocks if block.kind in ("cue", "paragraph"))
    return "chevron" if found >= 2 else ""


def changes_without_names(blocks: Sequence[Block]) -> Change:
    """Tell whether `>>` or a dash before nearly every paragraph marks changes of speaker."""
    if chevrons(blocks):
        return "chevron"
    paragraphs = [block.text for block in blocks if block.kind in ("paragraph", "item")]
    dashed = [text for text in paragraphs if _DASHED.match(text)]
    asking = sum(is_question(text) for text in dashed)
    alternate = len(dashed) >= 4 and len(dashed) >= 0.8 * len(paragraphs) and asking >= 0.25 * len(dashed)
    return "dash" if alternate or _cues_change(blocks) else ""


def _cues_change(blocks: Sequence[Block]) -> bool:
    """Say whether a dash in captions begins whatever somebody else says, and nothing that goes on.

    Where it only parts the two voices of one cue, the other cues are not told.
    """
    cues = [block.text for block in blocks if block.kind == "cue"]
    dashed = [text for text in cues if CUE_DASH.match(text)]
    alone = sum(len(CUE_DASH.findall(text)) == 1 for text in dashed)
    asking = sum(map(asks, cues))
    return len(dashed) >= max(4, 0.1 * len(cues)) and alone >= 0.5 * len(dashed) and asking >= 2
