"""Rewrites that change no sample: they only lead to faster code in ONNX Runtime."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import onnx
from onnx import TensorProto, helper

from audio.speech.engines.kokoro.builds.graph import Graph, node

_DURATIONS = "/encoder/Clip_output_0"
"""Kokoro's tensor of the durations, in frames of 600 samples, padding included."""
_TOP_BIT = "top_bit"


def with_durations(graph: Graph) -> Graph:
    """Give the durations as a second output, `duration`, in whole numbers."""
    output = helper.make_tensor_value_info("duration", TensorProto.INT64, [None, None])
    cast = node("Cast", [_DURATIONS], ["duration"], to=TensorProto.INT64)
    return replace(graph, nodes=(*graph.nodes, cast), outputs=(*graph.outputs, output))


def with_signed_activations(graph: Graph) -> Graph:
    """Hand activations to convolutions as int8: ONNX Runtime has no fast code for uint8 on both sides.

    A byte less 128 is the byte with its top bit turned round, read as signed; taken off the zero point
    too, the difference of both, and so every product, is the same.
    """
    signed: dict[str, list[onnx.NodeProto]] = {}
    instead: dict[str, list[onnx.NodeProto]] = {}
    for made in graph.nodes:
        if made.op_type == "ConvInteger":
            for name in (made.input[0], made.input[2]):
                signed.setdefault(name, _signed(name))
            weights, zero = made.input[1], list(made.input[3:])
            inputs = [f"{made.input[0]}_s8", weights, f"{made.input[2]}_s8", *zero]
            other = node("ConvInteger", inputs, made.output)
            other.attribute.extend(made.attribute)
            instead[made.output[0]] = [other]
    for maker in dict.fromkeys(graph.maker[name].output[0] for name in signed):
        made = graph.maker[maker]
        instead[maker] = [made, *(step for name in made.output for step in signed.get(name, ()))]
    return graph.with_nodes(instead, {_TOP_BIT: np.array(0x80, np.uint8)})


def _signed(name: str) -> list[onnx.NodeProto]:
    """Give the nodes that make int8 of a uint8 value, with 128 less."""
    turned = node("BitwiseXor", [name, _TOP_BIT], [f"{name}_turned"])
    return [turned, node("Cast", [f"{name}_turned"], [f"{name}_s8"], to=TensorProto.INT8)]
