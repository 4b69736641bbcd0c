"""SubStation Alpha subtitles (`.ass`, `.ssa`): `Dialogue:` lines whose name column says who speaks."""

from __future__ import annotations

import re

from audio.script.document import Document
from audio.script.readers.captions import cue_looks
from audio.script.readers.captions.cues import Cue, plain
from audio.script.text import has_letters, one_line
from audio.script.values import Dropped, Lines

_COLUMNS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
"""The columns of version 4.00+ where no `Format:` line names them."""
_BREAK = re.compile(r"\\[Nnh]")


def recognises(_name: str, text: str) -> float:
    """Say how sure it is by the section that begins every such file."""
    return 0.99 if text.lstrip("\ufeff\n ")[:20].casefold().startswith("[script info]") else 0.0


def read(text: str, _source: str) -> Document:
    """Give a block for every `Dialogue:` line; styles, comments and all else are dropped.

    Where no row has a name, styles or colours that take turns are the speakers.
    """
    columns: tuple[str, ...] = _COLUMNS
    cues: list[Cue] = []
    dropped: list[Dropped] = []
    for number, line in enumerate(text.split("\n"), 1):
        kind, _, rest = line.partition(":")
        here = Lines(number, number)
        if kind.strip() == "Format" and "Text" in rest:
            columns = tuple(cell.strip().casefold() for cell in rest.split(","))
        row = dict(zip(columns, rest.split(",", len(columns) - 1), strict=False))
        said = _BREAK.sub(" ", row.get("text", ""))
        if kind == "Dialogue" and has_letters(plain(said)):
            style, speaker = row.get("style", "").strip(), one_line(row.get("name", ""))
            cues.append(Cue("", here, [(number, said)], f"style {style}" if style else "", speaker))
        elif has_letters(line):
            dropped.append(Dropped(one_line(line), "subtitle settings", here))
    return Document(tuple(cue_looks.blocks(cues)), format="substation", dropped=tuple(dropped))
