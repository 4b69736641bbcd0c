"""The convolutions of the generator, where most of the time goes, as the shipped graph spells them.

Each is quantized anew every time: DynamicQuantizeLinear, ConvInteger, then Add of the bias, Cast and Mul
by both scales.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audio.speech.engines.kokoro.builds.graph import Graph, attributes_of
from audio.speech.engines.kokoro.builds.onnx_format import NodeProto

GENERATOR = "/decoder/decoder/generator/"
"""How the names of the generator's nodes begin."""


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
