"""Two more inputs by which each phoneme is lengthened and its pitch raised, before the sound is made.

Kokoro knows durations and the F0 curve before it makes sound of them; so both can be changed there and
nothing is bent afterwards. Without the inputs, and with ones in them, no sample changes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper

from audio.speech.engines.kokoro.builds.graph import Graph, node
from audio.speech.engines.kokoro.builds.names import LENGTH, PITCH

_DURATIONS, _ROUNDED = "/encoder/Div_output_0", "/encoder/Round_output_0"
"""Kokoro's durations in frames, shape (1, tokens), before and after they are rounded."""
_ALIGNMENT = "/encoder/Cast_4_output_0"
"""Which token each frame belongs to: ones and zeros, shape (tokens, frames)."""
_CURVE, _TAKEN = "/encoder/Reshape_output_0", "/decoder/decoder/Unsqueeze_output_0"
"""The F0 curve, shape (1, 2 × frames), and what it becomes where the decoder takes it in."""
_GLIDE = 9
"""Steps of 12.5 ms over which the pitch glides from one phoneme's factor to the next one's: about 110 ms,
so that no step is heard."""


def with_shaping(graph: Graph) -> Graph:
    """Multiply durations by `length` before they are rounded, and the F0 curve by `pitch`.

    Both may be left out. The durations that the graph gives are those that are heard. Raises `KeyError`
    where the graph is another.
    """
    rounded, taken = graph.maker[_ROUNDED], graph.maker[_TAKEN]
    instead = {
        _ROUNDED: [
            node("Mul", [_DURATIONS, LENGTH], ["durations shaped"]),
            _with_input(rounded, _DURATIONS, "durations shaped"),
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


def _pitch_of_frames() -> list[onnx.NodeProto]:
    """Give the nodes that spread the factors over the frames, two steps each, and let them glide.

    What is spread and averaged is the factor less one: so that ones stay ones to the last bit.
    """
    return [
        node("Sub", [PITCH, "shaping one"], ["pitch raised"]),
        node("Shape", [_DURATIONS], ["shape of tokens"]),
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


def _with_input(made: onnx.NodeProto, old: str, new: str) -> onnx.NodeProto:
    """Give a node that takes another value instead of one."""
    other = node(made.op_type, [new if name == old else name for name in made.input], made.output)
    other.attribute.extend(made.attribute)
    return other


def _input(name: str) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "factors"])
