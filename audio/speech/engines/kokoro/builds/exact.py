"""Rewrites that change no sample: further outputs and inputs, and faster code in ONNX Runtime."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audio.speech.engines.kokoro.builds.graph import Graph, node
from audio.speech.engines.kokoro.builds.names import LENGTH, PITCH
from audio.speech.engines.kokoro.builds.onnx_format import (
    FLOAT,
    INT8,
    INT64,
    NodeProto,
    ValueInfoProto,
    make_value,
)

_DURATIONS = "/encoder/Clip_output_0"
"""Kokoro's tensor of the durations, in frames of 600 samples, padding included."""
_PLANNED, _ROUNDED = "/encoder/Div_output_0", "/encoder/Round_output_0"
"""The same before and after they are rounded, shape (1, tokens)."""
_ALIGNMENT = "/encoder/Cast_4_output_0"
"""Which token each frame belongs to: ones and zeros, shape (tokens, frames)."""
_CURVE, _TAKEN = "/encoder/Reshape_output_0", "/decoder/decoder/Unsqueeze_output_0"
"""The F0 curve, shape (1, 2 × frames), and what it becomes where the decoder takes it in."""
_GLIDE = 9
"""Steps of 12.5 ms over which the pitch glides from one phoneme's factor to the next one's: about 110 ms,
so that no step is heard."""
_TOP_BIT = "top_bit"


def with_durations(graph: Graph) -> Graph:
    """Give the durations as a second output, `duration`, in whole numbers."""
    output = make_value("duration", INT64, [None, None])
    cast = node("Cast", [_DURATIONS], ["duration"], to=INT64)
    return replace(graph, nodes=(*graph.nodes, cast), outputs=(*graph.outputs, output))


def with_shaping(graph: Graph) -> Graph:
    """Multiply durations by an input `length` before they are rounded, and the F0 curve by `pitch`.

    Kokoro knows both before it makes sound of them, so nothing is bent afterwards. Left out, or ones, the
    inputs change no sample. The durations that the graph gives are those that are heard. Raises `KeyError`
    where the graph is another.
    """
    rounded, taken = graph.maker[_ROUNDED], graph.maker[_TAKEN]
    instead = {
        _ROUNDED: [
            node("Mul", [_PLANNED, LENGTH], ["durations shaped"]),
            _with_input(rounded, _PLANNED, "durations shaped"),
        ],
        _TAKEN: [*_pitch_of_frames(), _with_input(taken, _CURVE, "curve shaped")],
    }
    constants: dict[str, NDArray[Any]] = {
        "shaping one": np.array([1], np.float32),
        "shaping axis": np.array([2], np.int64),
        "shaping channel": np.array([1, 1, -1], np.int64),
        "shaping row": np.array([1, -1], np.int64),
    }
    constants |= {name: np.ones((1, 1), np.float32) for name in (LENGTH, PITCH)}  # where they are left out
    inputs = (*graph.inputs, _input(LENGTH), _input(PITCH))
    return replace(graph, inputs=inputs).with_nodes(instead, constants)


def with_signed_activations(graph: Graph) -> Graph:
    """Hand activations to convolutions as int8: ONNX Runtime has no fast code for uint8 on both sides.

    A byte less 128 is the byte with its top bit turned round, read as signed; taken off the zero point
    too, the difference of both, and so every product, is the same.
    """
    signed: dict[str, list[NodeProto]] = {}
    instead: dict[str, list[NodeProto]] = {}
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


def _signed(name: str) -> list[NodeProto]:
    """Give the nodes that make int8 of a uint8 value, with 128 less."""
    turned = node("BitwiseXor", [name, _TOP_BIT], [f"{name}_turned"])
    return [turned, node("Cast", [f"{name}_turned"], [f"{name}_s8"], to=INT8)]


def _pitch_of_frames() -> list[NodeProto]:
    """Give the nodes that spread the factors over the frames, two steps each, and let them glide.

    What is spread and averaged is the factor less one: so that ones stay ones to the last bit.
    """
    return [
        node("Sub", [PITCH, "shaping one"], ["pitch raised"]),
        node("Shape", [_PLANNED], ["shape of tokens"]),
        node("Expand", ["pitch raised", "shape of tokens"], ["pitch of tokens"]),
        node("MatMul", ["pitch of tokens", _ALIGNMENT], ["pitch of frames"]),
        node("Unsqueeze", ["pitch of frames", "shaping axis"], ["pitch of a frame"]),
        node("Concat", ["pitch of a frame"] * 2, ["pitch of two steps"], axis=2),
        node("Reshape", ["pitch of two steps", "shaping channel"], ["pitch of steps"]),
        node(
            "AveragePool", ["pitch of steps"], ["pitch gliding"],
            kernel_shape=[_GLIDE], pads=[_GLIDE // 2] * 2,
        ),
        node("Reshape", ["pitch gliding", "shaping row"], ["pitch in a row"]),
        node("Add", ["pitch in a row", "shaping one"], ["pitch of curve"]),
        node("Mul", [_CURVE, "pitch of curve"], ["curve shaped"]),
    ]  # fmt: skip


def _with_input(made: NodeProto, old: str, new: str) -> NodeProto:
    """Give a node that takes another value instead of one."""
    other = node(made.op_type, [new if name == old else name for name in made.input], made.output)
    other.attribute.extend(made.attribute)
    return other


def _input(name: str) -> ValueInfoProto:
    return make_value(name, FLOAT, [1, "factors"])
