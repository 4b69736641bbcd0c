"""Captions in which only the look says who speaks: a colour, a class or a style."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from audio.script.readers.captions import cues
from audio.script.readers.captions.cues import TAG, Cue, plain
from audio.script.readers.exchange import take_turns
from audio.script.text import has_letters
from audio.script.values import Block

_COLOUR = re.compile(r"\bcolor\s*=\s*[\"']?([#\w]{1,30})|\\1?c&H([0-9A-Fa-f]{1,8})&?", re.IGNORECASE)
_COLOUR_CLASS = re.compile(
    r"(?:bg[_-])?(?:white|lime|cyan|red|yellow|magenta|blue|black|green|gray|grey|orange|transparent"
    r"|color[0-9a-f]{3,8})",
    re.IGNORECASE,
)
_MARGIN = " \t.,;:!?…\"'"
_LABELLED = re.compile(
    r"\s*(?:>>|<v[ .]|(?:[-–—]\s*)?(?:\[[^\]\n]{1,40}\]|\(?[^\W\d_][^:：\n]{0,40})[:：](?:\s|$))"
)
_SOUND = re.compile(r"\s*[\[(♪♫*].*[\])♪♫*]\s*")
_FEWEST = 0.1
"""Share of the lines that the second of them must have."""


class Line(NamedTuple):
    """A line of a caption."""

    look: str
    """How it is set, such as `class host` or `colour #ffff00`; empty where nothing is said of that."""
    text: str
    """Its words, markup taken off."""
    mixed: bool = False
    """Parts of it are set differently."""


def blocks(found: Sequence[Cue]) -> list[Block]:
    """Give the blocks of cues, cut where the look changes if looks tell who speaks."""
    if any(cue.speaker for cue in found):
        return [block for cue in found for block in cues.blocks(cue, cue.speaker or None)]
    lined = [_set_lines(cue) for cue in found]
    names = speakers([line for lines in lined for line in lines])
    torn = sum(len({line.look for line in lines}) > 1 for lines in lined)
    if not names or torn > 0.3 * len(found):  # two languages, one below the other, tear most cues
        return [block for cue in found for block in cues.blocks(cue)]
    parts = [part for pair in zip(found, lined, strict=True) for part in _parts(*pair, names)]
    return [block for cue, who in parts for block in cues.blocks(cue, who)]


def _parts(cue: Cue, lines: Sequence[Line], names: Mapping[str, str]) -> Iterator[tuple[Cue, str | None]]:
    """Give a cue for every run of its lines that are set alike. A sound is nobody's."""
    for look, run in groupby(zip(lines, cue.payload, strict=True), key=lambda pair: pair[0].look):
        part = list(run)
        sound = all(_SOUND.fullmatch(line.text) for line, _ in part)
        yield replace(cue, payload=[line for _, line in part]), None if sound else names.get(look)


def speakers(lines: Sequence[Line]) -> dict[str, str]:
    """Give the name of everyone whom a look stands for, or nothing where looks do not tell the speakers.

    They do where a few looks take turns through the whole file, at the ends of sentences, and nothing else
    names anybody.
    """
    spoken = [line for line in lines if has_letters(line.text) and not _SOUND.fullmatch(line.text)]
    often = {look: times for look, times in Counter(line.look for line in spoken).items() if times >= 2}
    told = [(line.look, line.text) for line in spoken if line.look in often]
    fits = (
        len(often) > 1
        and sorted(often.values())[-2] >= _FEWEST * len(spoken)
        and len(told) >= 0.95 * len(spoken)
        and sum(line.mixed for line in spoken) <= 0.2 * len(spoken)
        and sum(bool(_LABELLED.match(line.text)) for line in spoken) <= 0.05 * len(spoken)
        and take_turns(told)
    )
    return _named([look for look, _ in told]) if fits else {}


def _named(looks: Sequence[str]) -> dict[str, str]:
    """Give each look its own word where that can be a name, or a number in order of speaking."""
    names: dict[str, str] = {}
    for look in looks:
        kind, _, word = look.partition(" ")
        if look not in names:
            own = " ".join(re.split(r"[-_.\s]+", word)) if kind in ("class", "style") else ""
            numbered = re.fullmatch(r"(?:speaker|spk|s|c)? ?(\d{1,3})", own, re.IGNORECASE)
            number = f"Speaker {numbered[1] if numbered else len(names) + 1}"
            names[look] = number if numbered or not own else own[0].upper() + own[1:]
    return names


_Style = tuple[tuple[str, str], ...]
"""The tags that are open and the look of each, the innermost last."""


def _set_lines(cue: Cue) -> list[Line]:
    """Give the lines of a cue with the class or colour that most of each has; one may go on below."""
    found = list[Line]()
    style: _Style = (("", cue.look),)
    for _, line in cue.payload:
        sizes: Counter[str] = Counter()
        end = 0
        for tag in (*TAG.finditer(line), None):
            sizes[style[-1][1]] += len(line[end : tag.start() if tag else None].strip(_MARGIN))
            if tag:
                style, end = _coloured(style, tag), tag.end()
        looks = +sizes
        most = max(looks, key=looks.__getitem__, default=style[0][1])
        found.append(Line(most, plain(line), len(looks) > 1))
    return found


def _coloured(style: _Style, tag: re.Match[str]) -> _Style:
    """Open or close a class or colour; other tags do not count."""
    name = (tag[2] or "").lower()
    if not name and (colour := _COLOUR.search(tag[0])):
        return (*style, ("", f"colour {colour[2]}"))
    if name not in ("c", "font", "span"):
        return style
    if not tag[1]:
        return (*style, (name, _look(tag[3] or "") or style[-1][1]))
    at = max((at for at, (each, _) in enumerate(style) if each == name), default=len(style))
    return style[:at]


def _look(attributes: str) -> str:
    """Give the look of a tag: `.host` is a class, `.yellow` and `color="#ffff00"` are colours."""
    if not attributes.startswith("."):
        colour = _COLOUR.search(attributes)
        return f"colour {colour[1].lower()}" if colour and colour[1] else ""
    classes = [each for each in attributes[1:].split(".") if each]
    own = [each for each in classes if not _COLOUR_CLASS.fullmatch(each)]
    return f"class {' '.join(own)}" if own else f"colour {' '.join(classes)}" if classes else ""
