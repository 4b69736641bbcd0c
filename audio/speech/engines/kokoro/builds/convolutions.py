"""The convolutions of the generator, where most of the time goes, and QLinearConv in their place.

As the shipped graph spells them, each is quantized anew every time: DynamicQuantizeLinear, ConvInteger, then
Add of the bias, Cast and Mul by both scales. QLinearConv is ONNX Runtime's fast code, with ranges known
beforehand: a scale for each channel on both sides, which one scale a tensor would be too coarse for. The node
itself takes one scale: so those of the channels taken are multiplied into the weights, and those of the
channels given are hidden in the scales of the weights and brought back by DequantizeLinear.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audio.speech.engines.kokoro.builds.graph import Graph, Transform, attributes_of, node
from audio.speech.engines.kokoro.builds.onnx_format import NodeProto
from audio.speech.engines.kokoro.builds.ranges import Range

GENERATOR = "/decoder/decoder/generator/"
"""How the names of the generator's nodes begin."""
_LEAST = 1e-4
"""Least range of a channel, for one that was never seen to sound."""
_MIDDLE = 128
"""The byte that stands for 0 on the side taken."""
_ONE, _ZERO_POINT = "one", "middle"


@dataclass(frozen=True)
class Convolution:
    """A convolution over time, in 32-bit floating point but for its weights."""

    node: NodeProto
    """The ConvInteger."""
    taken: str
    """Name of the value that is convolved, shape (1, channels, frames)."""
    given: str
    """Name of what comes of it, bias included."""
    weights: NDArray[np.float32]
    """Shape (channels given, channels taken, kernel)."""
    bias: NDArray[np.float32]

    @property
    def geometry(self) -> dict[str, Any]:
        """Give strides, dilations and padding as a node has them."""
        return {name: value for name, value in attributes_of(self.node).items() if name != "auto_pad"}


def generator_convolutions(graph: Graph) -> tuple[Convolution, ...]:
    """Find the generator's convolutions, in the order in which they are computed."""
    return tuple(
        _convolution(graph, node)
        for node in graph.nodes
        if node.op_type == "ConvInteger" and node.name.startswith(GENERATOR)
    )


def _convolution(graph: Graph, node: NodeProto) -> Convolution:
    """Follow what comes before and behind. Raises `KeyError` or `ValueError` where the graph is another."""
    add, cast, scaled = _chain(graph, node, ("Add", "Cast", "Mul"))
    scale = next(graph.maker[name] for name in scaled.input if name != cast.output[0])
    weight_scale = next(name for name in scale.input if name in graph.tensors)
    divided = graph.maker[next(name for name in add.input if name != node.output[0])]
    while divided.op_type != "Div":
        divided = graph.maker[divided.input[0]]
    quantized, zero = graph.array(node.input[1]), graph.array(node.input[3])
    weights = (quantized.astype(np.float32) - np.float32(zero)) * np.float32(graph.array(weight_scale))
    taken = graph.maker[node.input[0]].input[0]
    return Convolution(node, taken, scaled.output[0], weights, graph.array(divided.input[0]))


def _chain(graph: Graph, node: NodeProto, kinds: tuple[str, ...]) -> list[NodeProto]:
    """Give the nodes behind a node, each the only user of the one before, which must be of these kinds."""
    chain: list[NodeProto] = []
    for kind in kinds:
        (node,) = graph.users[node.output[0]]
        if node.op_type != kind:
            raise ValueError(f"{node.name} is {node.op_type} where {kind} was expected")
        chain.append(node)
    return chain


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
