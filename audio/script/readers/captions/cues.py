"""Cues: lines between time ranges, with a little markup in them.

The rules are those of WebVTT (https://www.w3.org/TR/webvtt1/#file-parsing), read leniently: a cue begins at a
line with a time range, whatever is missing around it, and every other line belongs to the cue above it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from audio.script.text import phrases_of
from audio.script.values import Block, Dropped, Lines, Span, SpanKind

_CLOCK = r"(?:\d{1,4}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
TIMING = re.compile(rf"\s*{_CLOCK}(?:\s*-{{1,3}}>\s*|(?<=\.\d\d\d),){_CLOCK}(?=\s|$)")
"""The line of a cue that says when it is shown, in WebVTT, SRT or SBV, with the slips that people make."""
_ASIDE = re.compile(r"(NOTE|STYLE|REGION)(?=\s|$)")
TAG = re.compile(
    r"<(/?)(v|b|i|u|s|c|em|strong|font|span|lang|ruby|rt|br|p|\d[\d:.,]{0,15})((?:[.\s][^<>\n]{0,300})?)/?>"
    r"|\{\\[^{}\n]{1,200}\}",
    re.IGNORECASE,
)
"""A tag of WebVTT or HTML with its slash, its name and what is behind that; or the braces of SubStation."""
_SPANS: dict[str, SpanKind] = {"b": "strong", "i": "emphasis", "em": "emphasis", "strong": "strong"}
_ASIDES = {"NOTE": "note", "STYLE": "style sheet", "REGION": "style sheet"}
_LONGEST_CREDIT = 100
"""Characters of what stands in captions about them."""


@dataclass(slots=True)
class Cue:
    """One cue while it is being collected."""

    time: str
    """Its number, if any, and its time range, on one line."""
    lines: Lines
    """Where those stand."""
    payload: list[tuple[int, str]] = field(default_factory=list)
    """1-based line numbers and the lines themselves, markup and all; none is blank."""
    look: str = ""
    """How it is set where it does not say otherwise itself, such as `style Host`."""
    speaker: str = ""
    """Who the format says speaks it, outside of its lines."""


def split(lines: Sequence[str], first: int = 1) -> tuple[list[Cue], list[Dropped]]:
    """Give the cues of a file from its 1-based line `first` on, and notes and style sheets between them."""
    cues: list[Cue] = []
    dropped: list[Dropped] = []
    aside: str | None = None
    name = ""
    for number in range(first, len(lines) + 1):
        line = lines[number - 1]
        blank_above = number == first or not lines[number - 2].strip()
        if (">" in line[:60] or "," in line[:20]) and TIMING.match(line[:60]):
            cues.append(Cue(f"{name} {line}".strip(), Lines(number - bool(name), number)))
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
    if number >= len(lines) or not TIMING.match(lines[number][:60]):
        return False
    return blank_above or lines[number - 1].strip().isdigit()


def without_repeats(cues: Sequence[Cue]) -> list[Dropped]:
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


def without_credits(cues: Sequence[Cue]) -> list[Dropped]:
    """Take out of the first cue and the last what whoever set the captions, or a recogniser, says of them.

    Gives what was taken out: `Subtitles by the Amara.org community`.
    """
    taken: list[Dropped] = []
    for cue in dict.fromkeys((0, len(cues) - 1)) if len(cues) > 1 else ():
        payload = cues[cue].payload
        text = " ".join(plain(line) for _, line in payload)
        if len(text) <= _LONGEST_CREDIT and _credits().fullmatch(text):
            taken.append(Dropped(text, "credits", Lines(payload[0][0], payload[-1][0])))
            payload.clear()
    return taken


@cache
def _credits() -> re.Pattern[str]:
    return re.compile(rf"{phrases_of('caption_credits')}(?<![.?!…])", re.IGNORECASE)


def _shown_before(above: Cue, cue: Cue) -> int:
    """Count the first lines of a cue that are the last ones of the cue above it."""
    old, new = [plain(t) for _, t in above.payload], [plain(t) for _, t in cue.payload]
    for count in range(min(len(old), len(new), 3), 0, -1):
        if old[-count:] == new[:count]:
            return count
    return 0


def plain(text: str) -> str:
    """Give a line of a cue without tags and entities."""
    return html.unescape(TAG.sub("", text)).strip()


def blocks(cue: Cue, speaker: str | None = None) -> Iterator[Block]:
    """Give a block for each voice of a cue, mostly one; a voice tag's name is the block's speaker.

    `speaker` is who speaks where no voice tag says it. Bold and italics become spans; other tags, word times
    and SRT positions are taken off.
    """
    number = cue.payload[0][0] if cue.payload else 0
    placed = pairwise([(number, ""), *cue.payload])
    source = "".join("\n" * (at - above) + line for (above, _), (at, line) in placed)
    text, end, opened, spans = "", 0, dict[SpanKind, int](), list[Span]()
    for tag in (*TAG.finditer(source), None):
        text += html.unescape(source[end : tag.start() if tag else None])
        name = (tag[2] or "").lower() if tag else "v"
        kind = _SPANS.get(name)
        if kind and tag and not tag[1]:
            opened[kind] = len(text)
        for each in [kind] if kind and tag and tag[1] else list(opened) if name == "v" else ():
            spans.append(Span(opened.pop(each, len(text)), len(text), each))
        if name == "v":
            yield from _block(text, spans, number, speaker)
            number += text.count("\n")
            text, spans, speaker = "", [], _voice(tag[3]) if tag and not tag[1] else None
        end = tag.end() if tag else end


def _block(text: str, spans: Sequence[Span], number: int, speaker: str | None) -> Iterator[Block]:
    """Give the block of what stands on source lines from `number` on, if there are words."""
    said = text.strip()
    start = text.find(said)
    first = number + text.count("\n", 0, start)
    inside = ((max(span.start - start, 0), min(span.end - start, len(said)), span.kind) for span in spans)
    kept = sorted(
        (Span(*each) for each in inside if each[0] < each[1]), key=lambda span: (span.start, -span.end)
    )
    if said:
        place = Lines(first, first + said.count("\n"))
        yield Block(said, place, "cue", spans=tuple(kept), speaker=speaker)


def _voice(annotation: str) -> str | None:
    """Give the name of a voice tag: `<v.loud Ada Lovelace>` has the annotation `.loud Ada Lovelace`."""
    if annotation.startswith("."):
        annotation = annotation.partition(" ")[2]
    return " ".join(html.unescape(annotation).split()) or None
