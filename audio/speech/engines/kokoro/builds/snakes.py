"""The generator's activations, x + sin²(a·x)/a for each channel, in three passes in place of six.

With u = 2·|a|·x + s·π/2, s being the sign of a, it is (u − sin u − s·(π/2 − 1)) / (2·|a|). The factor and
the shift of u go into the norm before, the other factor and the constant into scale and zero point of the
bytes behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audio.speech.engines.kokoro.builds.graph import Graph, node
from audio.speech.engines.kokoro.builds.onnx_format import NodeProto

_SHIFT = np.pi / 2
_CONSTANT = np.pi / 2 - 1


@dataclass(frozen=True)
class _Snake:
    """An activation between a norm and a convolution of bytes."""

    norm: NodeProto
    frequency: NDArray[np.float64]
    """The a of each channel."""
    quantize: NodeProto
    convolution: NodeProto


def with_snakes_folded(graph: Graph) -> Graph:
    """Fold the activations that stand between a fused norm and a calibrated convolution.

    Where the constant of a channel does not fit its byte, the activation stays as it is.
    """
    instead: dict[str, Sequence[NodeProto]] = {}
    tensors: dict[str, NDArray[Any]] = {}
    for made in graph.nodes:
        if made.op_type == "QuantizeLinear" and (snake := _snake(graph, made)):
            scale = graph.array(made.input[1]).astype(np.float64)
            constant = -np.sign(snake.frequency) * _CONSTANT / (2 * np.abs(snake.frequency) * scale)
            zero = graph.array(made.input[2]) + np.rint(constant)
            if zero.min() >= 0 and zero.max() <= 255:
                rest = constant - np.rint(constant)
                tensors |= _tensors(graph, snake, scale, zero, rest)
                instead |= _nodes(snake)
    return graph.with_nodes(instead, tensors)


def _snake(graph: Graph, quantize: NodeProto) -> _Snake | None:
    """Find the activation before a node."""
    add = graph.maker[quantize.input[0]]
    if add.op_type != "Add":
        return None
    norm, scaled = (graph.maker[name] for name in add.input)
    sine = graph.maker[graph.maker[scaled.input[1]].input[0]]
    times = graph.maker[sine.input[0]]
    kinds = [each.op_type for each in (norm, scaled, sine, times)]
    if kinds != ["InstanceNormalization", "Mul", "Sin", "Mul"] or times.input[1] != norm.output[0]:
        return None
    (convolution,) = graph.users[quantize.output[0]]
    frequency = graph.array(times.input[0]).ravel().astype(np.float64)
    return _Snake(norm, frequency, quantize, convolution)


def _tensors(
    graph: Graph,
    snake: _Snake,
    scale: NDArray[np.float64],
    zero: NDArray[np.float64],
    rest: NDArray[np.float64],
) -> Mapping[str, NDArray[Any]]:
    """Give the constants; what is lost of one in rounding to a whole byte is made up for by the bias."""
    factor = 2 * np.abs(snake.frequency)
    bias, weights = graph.array(snake.convolution.input[8]), graph.array(snake.convolution.input[3])
    missing = np.rint(weights.astype(np.float64).sum(axis=2) @ rest)
    name = snake.quantize.output[0]
    return {
        f"{name} factor": factor.astype(np.float32),
        f"{name} shift": (np.sign(snake.frequency) * _SHIFT).astype(np.float32),
        f"{name} scale": (factor * scale).astype(np.float32),
        f"{name} zero": zero.astype(np.uint8),
        f"{name} bias": (bias + missing).astype(np.int32),
    }


def _nodes(snake: _Snake) -> Mapping[str, Sequence[NodeProto]]:
    """Give the nodes in the places of the one that makes bytes, and of the convolution of them."""
    name, (values, scale, shift) = snake.quantize.output[0], snake.norm.input
    convolution = NodeProto()
    convolution.CopyFrom(snake.convolution)
    convolution.input[8] = f"{name} bias"
    norm = node("InstanceNormalization", [values, f"{name} s", f"{name} b"], [f"{name} u"])
    norm.attribute.extend(snake.norm.attribute)
    steps = [
        node("Mul", [scale, f"{name} factor"], [f"{name} s"]),
        node("Mul", [shift, f"{name} factor"], [f"{name} b without shift"]),
        node("Add", [f"{name} b without shift", f"{name} shift"], [f"{name} b"]),
        norm,
        node("Sin", [f"{name} u"], [f"{name} sine"]),
        node("Sub", [f"{name} u", f"{name} sine"], [f"{name} difference"]),
        node("QuantizeLinear", [f"{name} difference", f"{name} scale", f"{name} zero"], [name], axis=1),
    ]
    return {name: steps, convolution.output[0]: [convolution]}
