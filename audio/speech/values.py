"""What is spoken and what came of it: frozen values."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Literal, overload

import numpy as np
from numpy.typing import NDArray

from audio.cast import Voice
from audio.script import Direction

Samples = NDArray[np.float32]
"""Mono audio, shape (n,), −1 to 1."""

Border = Literal["sentence", "paragraph", "speaker", "chapter", "end"]
"""What follows a segment: its paragraph goes on, its turn goes on, another turn, a new chapter, nothing."""


@dataclass(frozen=True, slots=True)
class Word:
    """A spoken word and when it is heard."""

    text: str
    start: int
    """First sample, at the rate of the speech or take that holds it."""
    end: int
    """Sample after the last."""


@dataclass(frozen=True, slots=True)
class Packed(Sequence[Word]):
    """Words in a tenth of the memory, for takes: a long episode has many of them."""

    texts: str
    """One after the other."""
    places: bytes
    """Of each, in 32 bits: where it ends in `texts`, its first sample, and the sample after the last."""

    def __len__(self) -> int:
        return len(self.places) // 12

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Word, ...]: ...
    def __getitem__(self, at: int | slice) -> Word | tuple[Word, ...]:
        return tuple(self)[at]

    def __iter__(self) -> Iterator[Word]:
        before = 0
        for ends, start, end in struct.iter_unpack("=3I", self.places):
            yield Word(self.texts[before:ends], start, end)
            before = ends


def packed(words: Sequence[tuple[str, int, int]]) -> Packed:
    """Pack words: the text of each, its first sample and the sample after the last."""
    ends = accumulate(len(text) for text, *_ in words)
    places = (struct.pack("=3I", at, start, end) for at, (_, start, end) in zip(ends, words, strict=True))
    return Packed("".join(text for text, *_ in words), b"".join(places))


@dataclass(frozen=True, slots=True)
class Speech:
    """What an engine gives for a text."""

    samples: Samples
    rate: int
    """Hz."""
    words: Sequence[Word] = ()
    """In order; empty where the engine does not know."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A stretch of a spoken text that is said longer or shorter, higher or lower than it would be."""

    start: int
    """Offset of its first character in the text without its inline pronunciations."""
    end: int
    """Offset after its last character."""
    length: float
    """How many times as long its sounds last."""
    pitch: float
    """How many times as high its voice is."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Whole sentences of one paragraph, spoken in one go."""

    number: int
    """1-based within the episode."""
    turn: int
    """Number of its turn."""
    paragraph: int
    """0-based within the turn."""
    speaker: str
    written: str
    """As the source has it; the segments of a paragraph, each followed by its `joint`, are its text."""
    spoken: str
    """As the engine is asked to say it; empty where nothing of it can be said aloud."""
    voice: Voice
    pause_after: Border
    line: int
    """1-based source line of its paragraph, for messages."""
    joint: str = " "
    """What the source has between it and the next segment of its paragraph: a space, or nothing in scripts
    without spaces; empty at the paragraph's end."""
    directions: tuple[Direction, ...] = ()
    """How parts of `written` are to be said, in order. `voice` has the speed and the level that they ask for;
    pauses stand before it, at 0, or behind all of it."""
    take: int = 1
    """Which way of saying it is kept: 1 is as it comes, others are retakes."""
    shapes: tuple[Shape, ...] = ()
    """Which words of `spoken` are said longer or higher, in order; none overlap. Empty for as it comes."""

    @property
    def silence_before(self) -> float:
        """Seconds of silence that are asked for before it."""
        return sum(each.value for each in self.directions if each.kind == "pause" and not each.start)

    @property
    def silence_behind(self) -> float:
        """Seconds of silence that are asked for behind it."""
        return sum(each.value for each in self.directions if each.kind == "pause" and each.start)


@dataclass(frozen=True, slots=True)
class Fallback:
    """The voice that spoke in place of another, and why."""

    voice: Voice
    why: str
    """What was wrong with the other, as a sentence."""


FlawKind = Literal["silence", "clipping", "length", "noise", "repeat"]
"""What may be wrong with a take: nothing is heard, its peaks are cut off, it is too long or too short for its
text, there is sound after the last word, or a stretch of it is heard twice."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that may be wrong with a take."""

    kind: FlawKind
    detail: str
    """What was measured, as a clause whose subject is the take: `it is 2.1 times as long as …`."""
    weight: float
    """How bad it is, above 0: of several takes of a text, the one with the least is kept."""


@dataclass(frozen=True, slots=True)
class Take:
    """A segment as it was spoken; the audio is on disk."""

    segment: Segment
    clip: Path
    """16-bit mono WAV in the cache, trimmed to the speech."""
    rate: int
    """Hz."""
    length: int
    """Samples at `rate`."""
    words: Sequence[Word] = ()
    """At `rate`; empty where the engine does not know."""
    cached: bool = False
    """True where nothing had to be synthesised."""
    fallback: Fallback | None = None
    """Who spoke it where the segment's own voice could not; None where it did."""
    flaws: tuple[Flaw, ...] = ()
    """What may be wrong with it; once it is judged, what could not be bettered in other ways."""
    key: str = ""
    """Of the words in that voice, by which the cache finds it; empty where it does not come from there."""
    sha256: str = ""
    """Of the clip's bytes, 64 hexadecimal digits; empty likewise."""
    judged: bool = False
    """Whether it was compared with its voice's other takes and, where it was doubtful, tried again."""

    @property
    def voice(self) -> Voice:
        """The voice that is heard: the fallback's where one stood in, otherwise the segment's own."""
        return self.fallback.voice if self.fallback else self.segment.voice


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the synthesis is."""

    done: int
    """Segments that have their take."""
    total: int
    take: Take
    """The take that came last."""
    characters: int
    """Characters spoken in this run, those of cached takes not counted."""
    of_characters: int
    """Characters to be spoken in this run altogether; with the time gone by, they tell the time left."""

    @property
    def segment(self) -> Segment:
        """The segment of that take."""
        return self.take.segment

    @property
    def cached(self) -> bool:
        """Tell whether that take was there already."""
        return self.take.cached
