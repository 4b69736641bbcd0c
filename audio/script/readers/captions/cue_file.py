"""WebVTT, SRT and SBV: cues with voice tags, or with speakers in the text (`Name: `, `>>`, `- `).

The rules are those of WebVTT (https://www.w3.org/TR/webvtt1/#file-parsing), read leniently: a cue begins at a
line with a time range, whatever is missing around it, and every other line belongs to the cue above it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from audio.script.document import Document, Metadata
from audio.script.readers.page import written
from audio.script.values import Dropped, Lines

_HEADER = re.compile(r"WEBVTT(?=[ \t\n]|$)")
_FIELD = re.compile(r"\s*(Language|Title|Kind)\s*:\s*(.{1,200})", re.IGNORECASE)
_ENDINGS = (".srt", ".sub", ".sbv", ".vtt")
_HEAD = 40
"""Lines at the head of a file among which the first time range must be."""
_CLOCK = r"(?:\d{1,4}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_TIMING = re.compile(rf"\s*{_CLOCK}(?:\s*-{{1,3}}>\s*|(?<=\.\d\d\d),){_CLOCK}(?=\s|$)")
"""The line of a cue that says when it is shown, in WebVTT, SRT or SBV, with the slips that people make."""
_ASIDE = re.compile(r"(NOTE|STYLE|REGION)(?=\s|$)")
_TAG = re.compile(
    r"<(/?)(v|b|i|u|s|c|em|strong|font|span|lang|ruby|rt|br|p|\d[\d:.,]{0,15})((?:[.\s][^<>\n]{0,300})?)/?>"
    r"|\{\\[^{}\n]{1,200}\}",
    re.IGNORECASE,
)
"""A tag of WebVTT or HTML with its slash, its name and what is behind that; or the braces of SubStation."""
_KEPT = ("b", "i", "em", "strong")
_ASIDES = {"NOTE": "note", "STYLE": "style sheet", "REGION": "style sheet"}


def recognises(name: str, text: str) -> float:
    """Say how sure it is by WebVTT's first word, or by time ranges near the head."""
    head = text[:8000].lstrip("\ufeff\n ").split("\n")[:_HEAD]
    if _HEADER.match(head[0]):
        return 1.0
    ranges = [number for number, line in enumerate(head) if _TIMING.match(line[:60])]
    early = bool(ranges) and ranges[0] <= 1
    if early and len(ranges) > 1:
        return 0.99
    return 0.95 if early or (ranges and name.casefold().endswith(_ENDINGS)) else 0.0


def read(text: str, source: str) -> Document:
    """Give a block a cue and voice, `Name: ` left in it; the header's language and title are metadata."""
    lines = text.split("\n")
    metadata, first = _header(lines)
    found, dropped = _split(lines, first)
    dropped += _without_repeats(found)
    dropped += [Dropped(cue.time, "cue time", cue.lines) for cue in found]
    page = [""] * len(lines)
    for cue in found:
        for at, (number, line) in enumerate(cue.payload):
            page[number - 1] = "<p>" * (at == 0) + _html(line)
    blocks, _ = written.blocks("\n".join(page), 1, source)
    spoken = tuple(replace(block, kind="cue", level=0) for block in blocks)
    return Document(spoken, metadata, "cues", tuple(dropped))


def _header(lines: list[str]) -> tuple[Metadata, int]:
    """Give what the header says and the 1-based line after it: up to a blank line or the first time range."""
    start = next((number for number, line in enumerate(lines, 1) if line.strip("\ufeff ")), 1)
    if not _HEADER.match(lines[start - 1].strip("\ufeff ")):
        return Metadata(), 1
    end = start
    said = {"title": lines[start - 1].strip("\ufeff ")[6:].strip(" \t-–—")}
    while end < len(lines) and lines[end].strip() and not _TIMING.match(lines[end][:60]):
        end += 1
        if found := _FIELD.match(lines[end - 1][:300]):
            said[found[1].lower()] = found[2].strip()
    language = said.get("language", "")
    return Metadata(title=said["title"], language=language, lines=(Lines(start, end),)), end + 1


@dataclass(slots=True)
class _Cue:
    """One cue while it is being collected."""

    time: str
    """Its number, if any, and its time range, on one line."""
    lines: Lines
    """Where those stand."""
    payload: list[tuple[int, str]] = field(default_factory=list)
    """1-based line numbers and the lines themselves, markup and all; none is blank."""


def _split(lines: Sequence[str], first: int = 1) -> tuple[list[_Cue], list[Dropped]]:
    """Give the cues of a file from its 1-based line `first` on, and notes and style sheets between them."""
    cues: list[_Cue] = []
    dropped: list[Dropped] = []
    aside: str | None = None
    name = ""
    for number in range(first, len(lines) + 1):
        line = lines[number - 1]
        blank_above = number == first or not lines[number - 2].strip()
        if (">" in line[:60] or "," in line[:20]) and _TIMING.match(line[:60]):
            cues.append(_Cue(f"{name} {line}".strip(), Lines(number - bool(name), number)))
            name, aside = "", None
        elif not line.strip():
            aside = None
        elif _names_cue(lines, number, blank_above=blank_above):
            name, aside = line.strip(), None
        else:
            found = _ASIDE.match(line) if blank_above else None
            aside = found[1] if found else aside
            if aside:
                dropped.append(Dropped(line.strip(), _ASIDES[aside], Lines(number, number)))
            elif cues:
                cues[-1].payload.append((number, line.strip()))
            else:
                dropped.append(Dropped(line.strip(), "before the first cue", Lines(number, number)))
    return cues, dropped


def _names_cue(lines: Sequence[str], number: int, *, blank_above: bool) -> bool:
    """Say whether a line is a cue's number or name: it stands on its own, right above a time range."""
    if number >= len(lines) or not _TIMING.match(lines[number][:60]):
        return False
    return blank_above or lines[number - 1].strip().isdigit()


def _without_repeats(cues: Sequence[_Cue]) -> list[Dropped]:
    """Take out of captions that roll up, as YouTube makes them, the lines that the cue before has shown.

    Gives what was taken out. Nothing is, where less than half of the cues roll.
    """
    rolling = [_shown_before(above, cue) for above, cue in pairwise(cues)]
    if sum(map(bool, rolling)) * 2 < max(len(cues) - 1, 4):
        return []
    taken: list[Dropped] = []
    # Each cue was compared with the whole of the one before it, so only now may anything be taken out.
    for cue, count in zip(cues[1:], rolling, strict=False):
        taken += [Dropped(plain(text), "repeated caption", Lines(n, n)) for n, text in cue.payload[:count]]
        del cue.payload[:count]
    return taken


def _shown_before(above: _Cue, cue: _Cue) -> int:
    """Count the first lines of a cue that are the last ones of the cue above it."""
    old, new = [plain(t) for _, t in above.payload], [plain(t) for _, t in cue.payload]
    for count in range(min(len(old), len(new), 3), 0, -1):
        if old[-count:] == new[:count]:
            return count
    return 0


def plain(text: str) -> str:
    """Give a line of a cue, or a part of one, without tags and entities."""
    return html.unescape(_TAG.sub("", text)).replace("\n", " ")


def _html(line: str) -> str:
    """Give a line of a cue in HTML: bold and italics stay, a voice begins a paragraph, other tags go."""
    found, end = "", 0
    for tag in _TAG.finditer(line):
        slash, name, rest = tag[1], (tag[2] or "").lower(), tag[3] or ""
        found += written.text(plain(line[end : tag.start()]))
        end = tag.end()
        if name == "v":
            voice = rest.partition(" ")[2] if rest.startswith(".") else rest  # `<v.loud Ada Lovelace>`
            found += f'<p data-voice="{"" if slash else written.text(plain(voice).strip())}">'
        elif name in _KEPT:
            found += f"<{slash}{name}>"
    return found + written.text(plain(line[end:]))
