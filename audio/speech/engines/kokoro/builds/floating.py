"""The graph in floating point throughout, with the weights of the shipped one.

For graphics processors, whose integer operators are slow or missing, and to measure other builds against.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audio.speech.engines.kokoro.builds.graph import Graph, attributes_of, node
from audio.speech.engines.kokoro.builds.onnx_format import NodeProto

_Step = tuple[Sequence[NodeProto], Mapping[str, NDArray[Any]]]
"""Nodes that take a node's place, and their constants."""


def with_floating_weights(graph: Graph) -> Graph:
    """Make Conv, MatMul and LSTM of the operators that compute with integers."""
    instead: dict[str, Sequence[NodeProto]] = {}
    tensors: dict[str, NDArray[Any]] = {}
    for made in graph.nodes:
        if made.op_type in ("ConvInteger", "MatMulInteger"):
            name, (nodes, constants) = _product(graph, made)
        elif made.op_type == "DynamicQuantizeLSTM":
            name, (nodes, constants) = made.output[0], _lstm(graph, made)
        else:
            continue
        instead[name] = nodes
        tensors |= constants
    return graph.with_nodes(instead, tensors)


def _product(graph: Graph, made: NodeProto) -> tuple[str, _Step]:
    """Give what stands for a product of integers, and the name of the scaled product whose place it takes."""
    behind = made
    while behind.op_type != "Mul":
        (behind,) = graph.users[behind.output[0]]
    name = behind.output[0]
    weights = f"{name} weights"
    scale = next(graph.maker[one] for one in behind.input if graph.maker[one].op_type == "Mul")
    weight_scale = graph.array(next(one for one in scale.input if one in graph.tensors))
    zero = graph.array(made.input[3]) if len(made.input) > 3 else np.array(0)
    values = (graph.array(made.input[1]).astype(np.float32) - zero.astype(np.float32)) * weight_scale
    taken = graph.maker[made.input[0]].input[0]
    if made.op_type == "MatMulInteger":
        return name, ([node("MatMul", [taken, weights], [name])], {weights: values})
    inputs = [taken, weights, *_bias(graph, made)]
    return name, ([node("Conv", inputs, [name], **attributes_of(made))], {weights: values})


def _bias(graph: Graph, made: NodeProto) -> list[str]:
    """Give the name of a convolution's bias before it was quantized; none where it has none."""
    (add,) = graph.users[made.output[0]]
    if add.op_type != "Add":
        return []
    behind = graph.maker[next(name for name in add.input if name != made.output[0])]
    while behind.op_type != "Div":
        behind = graph.maker[behind.input[0]]
    return [behind.input[0]]


def _lstm(graph: Graph, made: NodeProto) -> _Step:
    """Give the LSTM in the place of a quantized one, whose weights are the other way round."""
    taken, *_ = made.input
    tensors: dict[str, NDArray[Any]] = {}
    names = []
    for weights, scale, zero in ((1, 8, 9), (2, 10, 11)):
        name = f"{made.output[0]} weights {weights}"
        one, other = (graph.array(made.input[at]).astype(np.float32) for at in (scale, zero))
        values = graph.array(made.input[weights]).astype(np.float32)
        each = (slice(None), *(np.newaxis,) * (values.ndim - 1))
        tensors[name] = ((values - other[each]) * one[each]).transpose(0, 2, 1)
        names.append(name)
    lstm = node("LSTM", [taken, *names, *made.input[3:8]], made.output, **attributes_of(made))
    return [lstm], tensors
