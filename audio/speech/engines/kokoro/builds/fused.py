"""Chains of simple nodes made one operator: the same but for the last bits of a sample."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import onnx

from audio.speech.engines.kokoro.builds.convolutions import GENERATOR
from audio.speech.engines.kokoro.builds.graph import Graph, node

_OUTER = "axes around channels"


def with_squares_multiplied(graph: Graph) -> Graph:
    """Write the generator's squares as products: Pow is far slower."""
    squares = (
        made
        for made in graph.nodes
        if made.op_type == "Pow" and made.name.startswith(GENERATOR) and graph.number(made.input[1]) == 2
    )
    return graph.with_nodes(
        {made.output[0]: [node("Mul", [made.input[0]] * 2, made.output)] for made in squares}
    )


def with_norms_fused(graph: Graph) -> Graph:
    """Make InstanceNormalization of the generator's norms over time.

    Elsewhere, in what plans how long each phoneme lasts, the last bits would move whole frames.
    """
    instead: dict[str, Sequence[onnx.NodeProto]] = {}
    for made in graph.nodes:
        if made.op_type == "Sqrt" and made.name.startswith(GENERATOR):
            instead |= _fused(graph, made)
    return graph.with_nodes(instead, {_OUTER: np.array([0, 2], np.int64)})


def _fused(graph: Graph, root: onnx.NodeProto) -> dict[str, Sequence[onnx.NodeProto]]:
    """Give the nodes in the place of norms, found from their square root: none where it is no norm.

    (x − mean) / √(mean of squares + ε) · scale + shift; several may differ in scale and shift only.
    """
    add = graph.maker[root.input[0]]
    epsilon = graph.number(add.input[1])
    variance = graph.maker.get(add.input[0])
    if epsilon is None or variance is None or variance.op_type != "ReduceMean":
        return {}
    centred = graph.maker[graph.maker[variance.input[0]].input[0]]
    (divided,) = graph.users[root.output[0]]
    if centred.op_type != "Sub" or divided.op_type != "Div" or divided.input[0] != centred.output[0]:
        return {}
    instead: dict[str, Sequence[onnx.NodeProto]] = {}
    for scaled in graph.users[divided.output[0]]:
        (shifted,) = graph.users[scaled.output[0]]
        if (scaled.op_type, shifted.op_type) != ("Mul", "Add"):
            return {}
        scale = next(name for name in scaled.input if name != divided.output[0])
        shift = next(name for name in shifted.input if name != scaled.output[0])
        name = shifted.output[0]
        flat = [f"{name} scale", f"{name} shift"]
        instead[name] = [
            node("Squeeze", [scale, _OUTER], flat[:1]),
            node("Squeeze", [shift, _OUTER], flat[1:]),
            node("InstanceNormalization", [centred.input[0], *flat], [name], epsilon=epsilon),
        ]
    return instead
