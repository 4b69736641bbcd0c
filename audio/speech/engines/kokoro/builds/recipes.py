"""What is done to the shipped graph for each build, in order. A transform more is a line more."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from pathlib import Path

from audio.speech.engines.kokoro.builds.convolutions import calibrated
from audio.speech.engines.kokoro.builds.exact import with_durations, with_shaping, with_signed_activations
from audio.speech.engines.kokoro.builds.floating import with_floating_weights
from audio.speech.engines.kokoro.builds.fused import (
    with_norms_fused,
    with_spectrum_convolved,
    with_squares_multiplied,
)
from audio.speech.engines.kokoro.builds.graph import Transform, as_bytes, read_graph
from audio.speech.engines.kokoro.builds.names import BuildName
from audio.speech.engines.kokoro.builds.ranges import measured_ranges
from audio.speech.engines.kokoro.builds.snakes import with_snakes_folded


def recipe(name: BuildName) -> Sequence[Transform]:
    """Give the transforms of a build."""
    recipes: dict[BuildName, Sequence[Transform]] = {
        "shipped": (with_durations, with_shaping),
        "exact": (with_durations, with_shaping, with_signed_activations),
        "fast": (
            with_durations,
            with_shaping,
            calibrated(measured_ranges()),
            with_signed_activations,
            with_squares_multiplied,
            with_norms_fused,
            with_snakes_folded,
            with_spectrum_convolved,
        ),
        "float": (with_durations, with_shaping, with_floating_weights),
    }
    return recipes[name]


def built(name: BuildName, source: Path) -> bytes:
    """Give the bytes of a build made from the shipped model file."""
    return as_bytes(reduce(lambda graph, transform: transform(graph), recipe(name), read_graph(source)))
