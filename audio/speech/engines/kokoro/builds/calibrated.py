"""The generator's convolutions as QLinearConv, ONNX Runtime's fast code, with ranges known beforehand.

A scale for each channel on both sides, which one scale a tensor would be too coarse for. The node itself
takes one scale: so those of the channels taken are multiplied into the weights, and those of the channels
given are hidden in the scales of the weights and brought back by DequantizeLinear.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audio.speech.engines.kokoro.builds.convolutions import Convolution, generator_convolutions
from audio.speech.engines.kokoro.builds.graph import Graph, Transform, node
from audio.speech.engines.kokoro.builds.onnx_format import NodeProto
from audio.speech.engines.kokoro.builds.ranges import Range

_LEAST = 1e-4
"""Least range of a channel, for one that was never seen to sound."""
_MIDDLE = 128
"""The byte that stands for 0 on the side taken."""
_ONE, _ZERO_POINT = "one", "middle"


@dataclass(frozen=True)
class _Constants:
    """What a QLinearConv and the nodes around it need."""

    taken_scale: NDArray[np.float32]
    weights: NDArray[np.int8]
    weight_scale: NDArray[np.float32]
    bias: NDArray[np.int32]
    given_scale: NDArray[np.float32]
    given_zero: NDArray[np.uint8]


def calibrated(ranges: Mapping[str, Range]) -> Transform:
    """Give the transform that makes QLinearConv of the generator's convolutions, for ranges of their values.

    What goes further than its range is clipped. The transform raises `KeyError` for a value without range.
    """
    return partial(_with_calibrated, ranges)


def _with_calibrated(ranges: Mapping[str, Range], graph: Graph) -> Graph:
    tensors: dict[str, NDArray[Any]] = {
        _ONE: np.array(1, np.float32),
        _ZERO_POINT: np.array(_MIDDLE, np.uint8),
    }
    instead: dict[str, Sequence[NodeProto]] = {}
    for each in generator_convolutions(graph):
        constants = _constants(each, ranges[each.taken], ranges[each.given])
        names = {name: f"{each.given} {name}" for name in _Constants.__dataclass_fields__}
        tensors |= {written: getattr(constants, name) for name, written in names.items()}
        tensors[f"{each.given} zeros"] = np.zeros(len(constants.weights), np.int8)
        tensors[f"{each.given} middles"] = np.full(len(constants.taken_scale), _MIDDLE, np.uint8)
        instead[each.given] = _nodes(each, names)
    return graph.with_nodes(instead, tensors)


def _nodes(each: Convolution, names: Mapping[str, str]) -> list[NodeProto]:
    taken, given = f"{each.given} of bytes", f"{each.given} in bytes"
    weights = [names["weights"], names["weight_scale"], f"{each.given} zeros"]
    return [
        node("QuantizeLinear", [each.taken, names["taken_scale"], f"{each.given} middles"], [taken], axis=1),
        node(
            "QLinearConv",
            [taken, _ONE, _ZERO_POINT, *weights, _ONE, _ZERO_POINT, names["bias"]],
            [given],
            **each.geometry,
        ),
        node("DequantizeLinear", [given, names["given_scale"], names["given_zero"]], [each.given], axis=1),
    ]


def _constants(each: Convolution, taken: Range, given: Range) -> _Constants:
    """Quantize one convolution.

    With bytes q of the taken, scales t, weights w and bias b: y = Σ (w·t)·(q − 128) + b. With w·t ≈ s·W it is
    s·(Σ W·(q − 128) + b/s), and the byte of y with scale g and zero point z is y/g + z.
    """
    taken_scale = np.maximum(taken.farthest, _LEAST) / 127
    scaled = each.weights.astype(np.float64) * taken_scale[None, :, None]
    scale = np.maximum(np.abs(scaled).max(axis=(1, 2)), 1e-12) / 127
    least, greatest = np.minimum(given.least, 0), np.maximum(given.greatest, 0)
    given_scale = np.maximum(greatest - least, _LEAST) / 255
    given_zero = np.clip(np.rint(-least / given_scale), 0, 255)
    bias = (each.bias + (given_zero - _MIDDLE) * given_scale) / scale
    return _Constants(
        taken_scale.astype(np.float32),
        np.rint(scaled / scale[:, None, None]).astype(np.int8),
        (scale / given_scale).astype(np.float32),
        np.clip(np.rint(bias), -(2**31) + 1, 2**31 - 1).astype(np.int32),
        given_scale.astype(np.float32),
        given_zero.astype(np.uint8),
    )
