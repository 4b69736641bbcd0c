"""The spectrum of the source signal as a convolution with fixed weights, far faster than STFT."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from audio.speech.engines.kokoro.builds.graph import Graph, node

_LEAST = 1e-12
"""Imaginary part of the lowest and, with the other sign, of the highest band, which both are 0.

The graph takes the angle of them, whose sign is chance in STFT, though nearly always this one.
"""
_CHANNEL_AXIS, _SPLIT = "axis of channels", "halves of the spectrum"


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
