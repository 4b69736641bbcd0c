"""Blends of Kokoro's voices: `af_heart*0.6+af_bella*0.4` sounds like both, the first a little more.

A voice is a table of numbers, and a weighted mean of two tables is a voice again.
"""

from __future__ import annotations

import math
import re
from functools import cache

from audio.errors import VoiceError

_PART = re.compile(r"\s*([a-z]\w*)\s*(?:\*\s*([0-9.]+))?\s*")


def is_blend(name: str) -> bool:
    """Tell whether a name is written as a blend, rightly or not."""
    return "+" in name or "*" in name


@cache
def parts_of(name: str) -> tuple[tuple[str, float], ...]:
    """Give the voices of a blend and their shares, which add up to 1, the largest first.

    A voice without a weight weighs 1; one that is named twice weighs as much as both together. A plain name
    is a blend of one. Raises `VoiceError` for a blend that cannot be read.
    """
    weights: dict[str, float] = {}
    for written in name.split("+"):
        matched = _PART.fullmatch(written)
        try:
            weight = float(matched[2] or 1) if matched else math.nan
        except ValueError:
            weight = math.nan
        if matched is None or not 0 < weight < math.inf:
            raise VoiceError(
                f"{name!r} is no blend; write voices with weights above 0, such as af_heart*0.6+af_bella*0.4."
            )
        weights[matched[1]] = weights.get(matched[1], 0.0) + weight
    whole = sum(weights.values())
    shares = ((voice, weight / whole) for voice, weight in weights.items())
    return tuple(sorted(shares, key=lambda share: -share[1]))
