"""How far the values of each channel go before and behind the generator's convolutions: a table, measured.

`bench/kokoro_ranges.py` measures it, with all voices, blends of them, all languages and speeds 0.7 to 1.3.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

_TABLE = "ranges.tsv"
_DIGITS = 3
"""Significant digits kept of a bound, which is rounded outwards."""


@dataclass(frozen=True)
class Range:
    """The least and the greatest value that were seen, for each channel."""

    least: NDArray[np.float64]
    greatest: NDArray[np.float64]

    def joined(self, other: Range) -> Range:
        """Give the range of what either has seen."""
        return Range(np.minimum(self.least, other.least), np.maximum(self.greatest, other.greatest))

    @property
    def farthest(self) -> NDArray[np.float64]:
        """The greatest distance from 0 of each channel."""
        return np.maximum(np.abs(self.least), np.abs(self.greatest))


@cache
def table_digest() -> str:
    """Give the SHA-256 of the table, hexadecimal."""
    return hashlib.sha256(_text().encode()).hexdigest()


@cache
def measured_ranges() -> Mapping[str, Range]:
    """Give the range of each value by its name in the graph."""
    ranges: dict[str, Range] = {}
    for line in _text().splitlines():
        if not line.startswith("#"):
            name, least, greatest = line.split("\t")
            ranges[name] = Range(np.array(least.split(), float), np.array(greatest.split(), float))
    return ranges


def _text() -> str:
    return files(__package__).joinpath(_TABLE).read_text(encoding="utf-8")


def as_table(ranges: Mapping[str, Range]) -> str:
    """Write ranges as lines of the table: a value's name, the least and the greatest of its channels."""
    return "".join(
        f"{name}\t{_written(ranges[name].least, np.floor)}\t{_written(ranges[name].greatest, np.ceil)}\n"
        for name in sorted(ranges)
    )


def _written(bounds: NDArray[np.float64], rounded: np.ufunc) -> str:
    """Round bounds to `_DIGITS` significant digits by floor or ceiling."""
    sizes = np.floor(np.log10(np.maximum(np.abs(bounds), 1e-30)))
    steps = 10.0 ** (sizes - _DIGITS + 1)
    return " ".join(f"{bound:.{_DIGITS}g}" for bound in rounded(bounds / steps) * steps)
