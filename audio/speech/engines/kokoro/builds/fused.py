"""What is slow made one operator that is fast: the same but for the last bits of a sample."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audio.speech.engines.kokoro.builds.convolutions import GENERATOR
from audio.speech.engines.kokoro.builds.graph import Graph, node
from audio.speech.engines.kokoro.builds.onnx_format import NodeProto

_OUTER = "axes around channels"
_LEAST = 1e-12
"""Imaginary part of the lowest and, with the other sign, of the highest band, which both are 0.

The graph takes the angle of them, whose sign is chance in STFT, though nearly always this one.
"""
_CHANNEL_AXIS, _SPLIT = "axis of channels", "halves of the spectrum"


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
    instead: dict[str, Sequence[NodeProto]] = {}
    for made in graph.nodes:
        if made.op_type == "Sqrt" and made.name.startswith(GENERATOR):
            instead |= _fused(graph, made)
    return graph.with_nodes(instead, {_OUTER: np.array([0, 2], np.int64)})


def _fused(graph: Graph, root: NodeProto) -> dict[str, Sequence[NodeProto]]:
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
    instead: dict[str, Sequence[NodeProto]] = {}
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


def with_spectrum_convolved(graph: Graph) -> Graph:
    """Put a convolution in the place of the one STFT. Raises `ValueError` where there is not one."""
    (stft,) = (made for made in graph.nodes if made.op_type == "STFT")
    signal, step, window, _ = stft.input
    weights, bias = _weights(graph.array(window))
    turned = graph.users[stft.output[0]][0]
    real, imaginary = sorted(graph.users[turned.output[0]], key=lambda part: graph.number(part.input[1]) or 0)
    name = stft.output[0]
    convolved = node(
        "Conv",
        [f"{name} of", f"{name} weights", f"{name} bias"],
        [f"{name} both"],
        strides=[int(graph.array(step))],
    )
    steps = [
        node("Unsqueeze", [signal, _CHANNEL_AXIS], [f"{name} of"]),
        convolved,
        node("Split", [f"{name} both", _SPLIT], [*real.output, *imaginary.output], axis=1),
    ]
    tensors: dict[str, NDArray[Any]] = {
        f"{name} weights": weights,
        f"{name} bias": bias,
        _CHANNEL_AXIS: np.array([1], np.int64),
        _SPLIT: np.full(2, len(weights) // 2, np.int64),
    }
    return graph.with_nodes({real.output[0]: steps, imaginary.output[0]: ()}, tensors)


def _weights(window: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Give the weights, shape (bands real then imaginary, 1, samples), and the bias."""
    size = len(window)
    bands = size // 2 + 1
    wave = np.exp(-2j * np.pi * np.outer(np.arange(bands), np.arange(size)) / size) * window
    bias = np.zeros(2 * bands)
    bias[bands], bias[-1] = _LEAST, -_LEAST
    wave.imag[[0, -1]] = 0
    return np.concatenate([wave.real, wave.imag]).astype(np.float32)[:, None], bias.astype(np.float32)
