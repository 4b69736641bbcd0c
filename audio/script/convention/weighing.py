"""What the features of labels are worth together: one table, read off files whose right reading is known."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files

from audio.script.convention.evidence import Facts, Tally
from audio.script.convention.features import Features, beside, features
from audio.script.values import Block

ALWAYS = "(always)"
"""The row of the constant."""


def weigh(
    groups: Mapping[str, Tally], blocks: Sequence[Block], facts: Facts, known: Collection[str]
) -> dict[str, float]:
    """Give the log-odds that each candidate is a label: above 0 it is.

    They are weighed twice: at first sight, and once more beside those believed then. `known` are the keys of
    names that the file or the settings tell of.
    """
    first, second = weights()
    told = features(groups, blocks, facts, known)
    given = {key for key, tally in groups.items() if tally.best.delimiter == "voice"}
    believed = given | {key for key, each in told.items() if odds(each, first) > 0}
    weighed = {key: odds(each, second) for key, each in beside(told, groups, blocks, believed).items()}
    return weighed | dict.fromkeys(given, math.inf)  # whom the format itself names is not judged


def odds(told: Features, worth: Mapping[str, float]) -> float:
    """Give the log-odds of a candidate with these features."""
    return worth[ALWAYS] + sum(worth.get(name, 0.0) * value for name, value in told.items())


@cache
def weights() -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Give what each feature adds to the log-odds at first sight, and beside the labels believed then."""
    _, *rows = (files("audio.script.convention") / "weights.tsv").read_text("utf-8").splitlines()
    table = [row.split("\t") for row in rows]
    return {row[0]: float(row[1]) for row in table}, {row[0]: float(row[2]) for row in table}
