"""How alike two voices sound, by what was measured of them.

The table beside this module has a place for each voice of the engines that come with voices of their own;
the distance of two places is how different the voices are to the ear, as far as figures tell: a speaker
embedding, pitch and the spectrum's shape. `bench/voice_distance.py` measures them and writes the table.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

ALIKE = 1.15
"""Distance below which two voices are easily confused. 1 is how far two sentences of one voice are apart at
most; of Kokoro's English voices of one gender, 6 % of all pairs are nearer than this."""

Place = tuple[float, ...]

_PART = re.compile(r"\s*(?P<name>\w+)\s*(?:\*\s*(?P<weight>\d*\.?\d+))?\s*")
"""A voice in a blend, such as `af_heart*0.6`."""


def distance(one: str, other: str) -> float | None:
    """Give how different two voices (`engine:name`) sound; None where either was not measured."""
    here, there = place_of(one), place_of(other)
    return None if here is None or there is None else round(math.dist(here, there), 2)


def nearest_distance(voice: str, others: Iterable[str]) -> float:
    """Give how far a voice is from the nearest of some others; infinite where nothing was measured."""
    found = (distance(voice, other) for other in others)
    return min((far for far in found if far is not None), default=math.inf)


def place_of(voice: str) -> Place | None:
    """Give the place of a voice; that of a blend lies between its parts. None where it was not measured."""
    known = _places().get(voice)
    if known is not None or "+" not in voice:
        return known
    engine, _, blend = voice.partition(":")
    total, middle = 0.0, [0.0] * len(next(iter(_places().values())))
    for part in map(_PART.fullmatch, blend.split("+")):
        place = part and _places().get(f"{engine}:{part['name']}")
        if not part or not place:
            return None
        weight = float(part["weight"] or 1)
        total += weight
        middle = [sum_ + weight * x for sum_, x in zip(middle, place, strict=True)]
    return tuple(x / total for x in middle) if total else None


@cache
def _places() -> dict[str, Place]:
    lines = (files("audio.cast.voices") / "voice_places.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name: tuple(map(float, place)) for name, _, *place in rows}
