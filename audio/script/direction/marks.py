r"""The marks of direction: `[pause 2s]`, `[slower]…[/slower]`, `[take 3]`, `[cut]…[/cut]`; docs/direction.md.

A mark that stands open, or that there is not, directs nothing. A backslash makes it text: `\[slower]`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from audio.script.direction.edits import Edited, edited
from audio.script.values import Direction, DirectionKind

LONGEST_PAUSE = 60.0
"""Seconds."""
HIGHEST_TAKE = 8
"""Number of the last way in which a turn can be said."""
_MOST: Mapping[DirectionKind, float] = {"pause": LONGEST_PAUSE, "take": HIGHEST_TAKE}
LONGEST_ITALICS = 80
"""Characters of what is set in italics or bold for emphasis; more is a quotation, or another voice."""

_PAIRED: dict[str, DirectionKind] = {
    "slower": "slower", "faster": "faster", "softer": "softer", "whisper": "softer", "emphasis": "emphasis",
}  # fmt: skip
PAIRED = (*_PAIRED, "cut")
"""Names of the marks that stand around a stretch."""
_LIKE = (
    r"\[(?:pause[ ](?P<amount>\d{1,5}(?:\.\d{1,3})?)[ ]?(?P<unit>ms|s|sec|secs|seconds?)"
    rf"|take[ ](?P<take>[1-9][0-9]?)|(?P<close>/?)(?P<name>cut|{'|'.join(_PAIRED)}))\](?!\\*\(https?://)"
)
LIKE_A_MARK = re.compile(rf"(?<!\\)(?P<escape>\\*){_LIKE}", re.IGNORECASE)
"""What may be a mark, with the backslashes before it; not the words of a link."""
_CUT = re.compile(r"(?<!\\)\[(/?)cut\](?!\\*\(https?://)", re.IGNORECASE)
_LINKED = re.compile(r"\\*\((?=https?://)", re.IGNORECASE)
_SOLID = re.compile(
    rf"\\*(?:{_LIKE}|\[[^\[\]|\n]{{1,60}}\|[^\[\]|\n]{{1,80}}\]|\]\\*\(https?://)|\\+(?:.|$)", re.IGNORECASE
)
"""What is a mark as a whole: as text, for how a word is pronounced, of a link; and what has a backslash."""
_LONGEST_SOLID = 400
"""Characters before and after an offset in which such a mark is looked for."""
_STOPS = frozenset(",.;:!?…。、，！？")
"""Signs before which no mark is left, nor the space that stood before the mark."""

RemovedReason = Literal["direction", "cut", "unknown direction"]


@dataclass(frozen=True, slots=True)
class Removed:
    """A stretch that was taken off a text."""

    start: int
    """Offset in the text before."""
    end: int
    reason: RemovedReason


@dataclass(frozen=True, slots=True)
class Directed:
    """A text without its marks."""

    edits: Edited
    directions: tuple[Direction, ...]
    removed: tuple[Removed, ...]
    """What was taken off, in order."""
    open: tuple[str, ...] = ()
    """Marks that nothing closes; they stay in the text."""

    @property
    def text(self) -> str:
        """The text."""
        return self.edits.text


def mark_of(direction: Direction) -> tuple[str, str]:
    """Give the marks that ask for a direction: at its start, and at its end where it has two."""
    if direction.kind == "pause":
        return f"[pause {direction.value:.3f}".rstrip("0").rstrip(".") + "s]", ""
    if direction.kind == "take":
        return f"[take {direction.value:.0f}]", ""
    return f"[{direction.kind}]", f"[/{direction.kind}]"


def unobeyed(text: str) -> str:
    """Give the first mark in a text, or in what was taken off it, that directs nothing; empty if none."""
    return next((match[0] for match in LIKE_A_MARK.finditer(text) if not match["escape"]), "")


def closed_cuts(texts: Sequence[str]) -> list[list[tuple[int, int]]]:
    """Give what of each text stands between `[cut]` and `[/cut]`, which may be in another one."""
    found: list[list[tuple[int, int]]] = [[] for _ in texts]
    opened: tuple[int, int] | None = None
    for number, text in enumerate(texts):
        for match in _CUT.finditer(text) if "]" in text else ():
            if not match[1]:
                opened = opened or (number, match.start())
            elif opened:
                first, start = opened
                for at in range(first, number + 1):
                    begin, end = (start if at == first else 0), (len(texts[at]), match.end())[at == number]
                    found[at].append((begin, end))
                opened = None
    return found


def taken_off(text: str, cut: Iterable[tuple[int, int]] | None = None) -> Directed:
    """Take the marks off a text, and what is cut: `closed_cuts` of it where that is not given."""
    gone = [Removed(*each, "cut") for each in (closed_cuts([text])[0] if cut is None else cut)]
    begins = [each.start for each in gone]
    escaped: list[tuple[int, int]] = []
    spans: list[tuple[int, int, DirectionKind, float]] = []
    opened: dict[str, list[re.Match[str]]] = {}
    found: list[Removed] = []
    for match in LIKE_A_MARK.finditer(text):
        before = bisect_right(begins, match.start()) - 1
        if before >= 0 and match.start() < gone[before].end:
            continue
        if match["escape"]:
            escaped.append((match.start(), match.start() + 1))
        else:
            found += _read(match, opened, spans)
    removed = sorted((*gone, *found), key=lambda each: each.start)
    edits = edited(text, _changes(text, removed, escaped))
    placing = (
        placed(edits.text, kind, edits.moved(start), edits.moved(end), value)
        for start, end, kind, value in spans
    )
    left = tuple(match[0] for same in opened.values() for match in same)
    return Directed(edits, merged(filter(None, placing)), tuple(removed), left)


def _read(
    match: re.Match[str],
    opened: dict[str, list[re.Match[str]]],
    spans: list[tuple[int, int, DirectionKind, float]],
) -> Iterator[Removed]:
    """Take note of one mark; give what is to be taken off by it."""
    start, end, name = match.start(), match.end(), (match["name"] or "").lower()
    if not name:
        point: DirectionKind = "pause" if match["amount"] else "take"
        thousandths = (match["unit"] or "").lower() == "ms"
        value = float(match["amount"] or match["take"]) / (1000 if thousandths else 1)
        obeyed = 0 < value <= _MOST[point]
        spans += [(start, start, point, value)] if obeyed else []
        yield Removed(start, end, "direction" if obeyed else "unknown direction")
    elif not match["close"]:
        opened.setdefault(name, []).append(match)
    elif not opened.get(name):
        yield Removed(start, end, "unknown direction")
    else:
        begin, kind = opened[name].pop(), _PAIRED.get(name)
        if kind:
            spans.append((begin.start(), start, kind, 0.0))
        yield from (
            Removed(*each.span(), "direction" if kind else "unknown direction") for each in (begin, match)
        )


def _changes(
    text: str, removed: Sequence[Removed], escaped: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, str]]:
    """Give what becomes of each stretch: nothing, with the spaces around it drawn together; lines stay."""
    last, spaced = 0, True
    marks = [(each.start, each.end, True) for each in removed]
    for start, end, off in sorted([*marks, *((*each, False) for each in escaped)]):
        begin, stop = start, end
        spaced = text[begin - 1].isspace() if begin > last else spaced
        if off:
            while spaced and stop < len(text) and text[stop] in " \t":
                stop += 1
            closes = stop == len(text) or text[stop] == "\n" or text[stop] in _STOPS
            while closes and begin > last and text[begin - 1] in " \t":
                begin -= 1
        yield begin, stop, "\n" * text.count("\n", begin, stop)
        last = stop


def placed(text: str, kind: DirectionKind, start: int, end: int, value: float = 0.0) -> Direction | None:
    """Give a direction over a stretch of a text, at the nearest place where one can be.

    A pause stands before a word, or at the end; a take at the beginning; anything else from a word's first
    character to another's last. None where nothing is left.
    """
    if kind == "take":
        return Direction(0, 0, kind, value)
    while 0 < start < len(text) and (text[start].isspace() or text[start] in _STOPS):
        start += 1
    start = _beside_signs(text, start)
    if kind == "pause":
        return Direction(start, start, kind, value)
    while start < end and text[start].isspace():
        start += 1
    last = -1
    while last != end > start:
        last, end = end, _beside_signs(text, start + len(text[start:end].rstrip()))
    if end <= start or (kind == "italics" and not _are_italics(text, start, end)):
        return None
    return Direction(start, end, kind, value)


def _beside_signs(text: str, offset: int) -> int:
    """Give the offset, or one near it at which a mark makes nothing else of the text around it."""
    opens = _LINKED.match(text, offset)
    offset = opens.end() if opens else offset
    for each in _SOLID.finditer(text, max(0, offset - _LONGEST_SOLID), offset + _LONGEST_SOLID):
        if each.start() >= offset:
            break
        if offset < each.end() or (offset == each.end() and each[0][-1] == "\\"):
            return _beside_signs(text, each.start())
    return offset


def _are_italics(text: str, start: int, end: int) -> bool:
    """Say whether Markdown can set a stretch in italics, and it is no longer than emphasis is."""
    around, edges = text[max(0, start - 1) : start] + text[end : end + 1], text[start] + text[end - 1]
    if end - start > LONGEST_ITALICS or any(each.isalnum() or each in "_*\\" for each in around):
        return False
    return not set("*\\\n") & set(edges)


def merged(directions: Iterable[Direction]) -> tuple[Direction, ...]:
    """Give directions in order, those of a kind that meet as one; of several takes the last is meant."""
    whole: list[Direction] = []
    ordered = sorted(directions, key=lambda each: (each.kind, each.start, each.end))
    for kind, same in groupby(ordered, key=lambda each: each.kind):
        first, *others = same
        kept = [first]
        for each in others:
            if kind == "take":
                kept = [each]
            elif kind == "pause" and each.start == kept[-1].start:
                kept[-1] = replace(each, value=min(kept[-1].value + each.value, LONGEST_PAUSE))
            elif kind != "pause" and each.start <= kept[-1].end:
                kept[-1] = replace(kept[-1], end=max(kept[-1].end, each.end))
            else:
                kept.append(each)
        whole += kept
    return tuple(sorted(whole, key=lambda each: (each.start, each.end, each.kind)))
