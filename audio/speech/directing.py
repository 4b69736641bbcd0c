"""What directions do to what is spoken: where a paragraph is parted, how fast and how loud it is."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import replace

from audio.cast import Voice
from audio.script import Direction
from audio.speech.engines import Shaping, engine
from audio.speech.spoken import sentences, unmarked
from audio.speech.values import Segment

SLOWER, FASTER = 0.85, 1.15
"""Times the usual speed: plainly heard, and no engine slurs or drawls yet."""
SLOWEST, FASTEST = 0.5, 2.0
"""Speeds beyond which no voice is brought, whatever is asked for."""
SOFTER = -6.0
"""dB: half the amplitude. No engine whispers, so what is to be soft is spoken as ever and turned down."""

_SHORT_SENTENCE, _LONG_SENTENCE = 4, 32
"""Words of sentences that are said at the slow and at the fast end of a voice's range."""
_CLOSING = re.compile(r"[,.;:!?…。、，！？\"'”’»›)\]]*\s*")
_MOST_OPENING = 4
"""Signs that open one inside the other, at most."""
_OPENING = re.compile(r"(?<!\w)[\"'“‘«‹(\[¿¡„‚]+$")


def parted(text: str, directions: Iterable[Direction]) -> list[int]:
    """Give the offsets at which directions part a paragraph: 0 and its length among them."""
    borders = {0, len(text)}
    for each in directions:
        if each.kind == "pause":
            borders.add(each.start)
        elif each.kind in ("slower", "faster", "softer"):
            borders |= set(_reach(text, each))
    return sorted(borders)


def manner(voice: Voice, text: str, directions: Iterable[Direction], start: int, end: int) -> Voice:
    """Give the voice as it says a stretch of a paragraph between two of its borders: its speed, its level."""
    speed, gain = voice.speed + voice.speed_range * _hurry(text[start:end]), voice.gain_db
    for each in directions:
        if each.kind in ("slower", "faster", "softer"):
            first, last = _reach(text, each)
            if first <= start and end <= last:
                speed *= {"slower": SLOWER, "faster": FASTER}.get(each.kind, 1.0)
                gain += SOFTER if each.kind == "softer" else 0.0
    speed = min(max(speed, SLOWEST), FASTEST)
    return replace(voice, speed=speed, speed_range=0.0, gain_db=gain)


def _hurry(text: str) -> float:
    """Tell how fast a text is said within a voice's own range, −0.5 to 0.5, by the length of its sentences.

    People say long sentences faster than short ones, by the logarithm of their length (Quené 2008, J. Acoust.
    Soc. Am. 123:1104). In tenths, so that a changed word seldom changes it.
    """
    counts = [len(sentence.split()) for sentence in sentences(text)]
    usual = math.exp(sum(math.log(max(count, 1)) for count in counts) / max(len(counts), 1))
    share = math.log(usual / _SHORT_SENTENCE) / math.log(_LONG_SENTENCE / _SHORT_SENTENCE)
    return round(min(max(share, 0.0), 1.0), 1) - 0.5


def within(text: str, directions: Iterable[Direction], start: int, end: int) -> tuple[Direction, ...]:
    """Give what is asked for in a stretch of a paragraph, as offsets in it without its pronunciations.

    A pause is of the stretch that it stands before; one at the end of the paragraph, of the last.
    """

    def place(offset: int) -> int:
        return len(unmarked(text[start : min(max(offset, start), end)]))

    last = not text[end:].strip()
    return tuple(
        replace(each, start=place(each.start), end=place(each.end))
        for each in directions
        if each.kind != "take"
        and (
            start <= each.start < end or (last and each.start >= end)
            if each.kind == "pause"
            else each.start < end and start < each.end
        )
    )


def take_of(directions: Iterable[Direction]) -> int:
    """Give the number of the take that is kept, 1 where nothing is said of it."""
    return max((int(each.value) for each in directions if each.kind == "take"), default=1)


def spoken_plainly(segments: Iterable[Segment]) -> tuple[str, ...]:
    """Say, once for each engine, what it cannot do and where that is asked for."""
    asked: dict[str, list[int]] = {}
    for segment in segments:
        if any(each.kind == "emphasis" for each in segment.directions) and not _stresses(segment):
            asked.setdefault(segment.voice.engine, []).append(segment.line)
    return tuple(
        f"{engine} cannot stress single words: [emphasis] at line {lines[0]}"
        f"{f' and {len(lines) - 1} more' if len(lines) > 1 else ''} is spoken plainly."
        for engine, lines in asked.items()
    )


def _stresses(segment: Segment) -> bool:
    return isinstance(engine(segment.voice.engine), Shaping)


def _reach(text: str, direction: Direction) -> tuple[int, int]:
    """Give where a stretch that is said in one manner begins and ends, with the marks that belong to it."""
    opening = _OPENING.search(text, max(0, direction.start - _MOST_OPENING), direction.start)
    closing = _CLOSING.match(text, direction.end)
    start = opening.start() if opening else direction.start
    return start, closing.end() if closing else direction.end
