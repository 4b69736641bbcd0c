"""What is said longer or higher, and by how much: all that a word is in, added up and bounded."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Literal

from audio.script import Direction
from audio.speech.prosody.places import Stretch, places, sentences_in
from audio.speech.prosody.stress import shouted, stressed
from audio.speech.spoken import PRONOUNCED
from audio.speech.values import Shape
from audio.tables import rows

Opening = Literal["topic", "answer", "turn", "paragraph", ""]
"""What begins with a text: a topic, an answer, another turn, another paragraph; nothing."""

_WORD = re.compile(r"\S+")
_DECLINE = ("", "second", "third", "later")
"""The kind of each further sentence of a paragraph; the first is what it opens."""
_ASKED_FOR = "emphasis"
"""What is asked for word by word, and so is not less for a voice with less expression."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands in its paragraph and in the conversation."""

    opens: Opening = ""
    """What begins with its first sentence."""
    sentence: int = 0
    """How many sentences of its paragraph come before it."""
    closes: bool = False
    """Whether a new topic, or nothing, follows its last sentence."""


@dataclass(frozen=True, slots=True)
class Size:
    """How far something changes what is said."""

    pitch: float
    """Semitones."""
    length: float
    """Logarithm of how many times as long."""


def shapes_of(
    written: str,
    spoken: str,
    place: Place,
    directions: Iterable[Direction] = (),
    *,
    expression: float = 1.0,
    language: str = "en",
) -> tuple[Shape, ...]:
    """Give the words of a spoken text that are said longer or higher, none where all are as they come.

    `expression`, 0 to 1, is how much of the table's sizes there is; what is marked `[emphasis]` is stressed
    in full. Offsets are those of the text without its inline pronunciations.
    """
    text = PRONOUNCED.sub(r"\1", spoken)
    found = [*stressed(written, text, directions)]
    if expression > 0:
        found += [
            *places(text, language),
            *_by_sentence(text, place),
            *(shouted(text) if language.lower().startswith("en") else ()),
        ]
    shaped = [(word, _factors(word.start(), word.end(), found, expression)) for word in _WORD.finditer(text)]
    shapes: list[Shape] = []
    for factors, run in groupby(shaped, key=lambda pair: pair[1]):
        words = [word for word, _ in run]
        if factors != (1.0, 1.0):
            shapes.append(Shape(words[0].start(), words[-1].end(), *factors))
    return tuple(shapes)


def _by_sentence(text: str, place: Place) -> Iterable[Stretch]:
    """Give what the first sentence opens, how low each further one is, and what the last one closes."""
    spans = sentences_in(text)
    for number, (start, end) in enumerate(spans, place.sentence):
        if place.opens and number == place.sentence:
            yield start, end, place.opens
        elif number:
            yield start, end, _DECLINE[min(number, len(_DECLINE) - 1)]
    if place.closes and spans:
        yield (*spans[-1], "close")


def _factors(start: int, end: int, found: Iterable[Stretch], expression: float) -> tuple[float, float]:
    """Give how many times as long and as high a word is."""
    over = [kind for first, last, kind in found if first < end and start < last]
    pitch = length = 0.0
    for kind in over:
        share = 1.0 if kind == _ASKED_FOR else expression
        pitch += share * _size(kind).pitch
        length += share * _size(kind).length
    least, most = _size("least"), _size("most")
    pitch = min(max(pitch, least.pitch), most.pitch)
    length = min(max(length, least.length), most.length)
    return round(math.exp(length), 4), round(2 ** (pitch / 12), 4)


def _size(kind: str) -> Size:
    return _sizes()[kind]


@cache
def _sizes() -> dict[str, Size]:
    return {
        row["kind"]: Size(float(row["pitch"]), math.log(float(row["length"])))
        for row in rows(__package__, "sizes.tsv")
    }
