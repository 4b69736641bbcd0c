"""A speaker embedding: 256 numbers that say who speaks, whatever is said (GE2E, Wan et al. 2018).

The weights are those of Resemblyzer (Apache-2.0): the file `pretrained.pt` inside its wheel on PyPI. The
package itself wants PyTorch, an old SciPy and a compiled detector of voices, so its small network is run here
with numpy: a mel spectrogram, three LSTM layers, one linear layer.
"""

from __future__ import annotations

import pickle
from collections import OrderedDict
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
_WINDOW, _HOP, _BANDS = 400, 160, 40
"""Samples of a frame and from frame to frame; bands of the mel spectrogram."""
_FRAMES, _STEP = 160, 77
"""Frames that the network hears at once (1.6 s), and from one hearing to the next."""
_LEVEL = -30.0
"""dBFS up to which a quiet recording is raised."""

Array = NDArray[np.float32]


class SpeakerEncoder:
    """Gives the embedding of a voice."""

    def __init__(self, weights: Path) -> None:
        with weights.open("rb") as file:
            self._weights = _read_checkpoint(file)
        self._bands = _mel_bands()

    def embed(self, samples: Array, rate: int) -> Array:
        """Give the embedding of a stretch of speech, shape (256,), length 1. `samples`: mono, shape (n,)."""
        mel = self._mel(_without_silence(_louder(_resampled(samples, rate))))
        mel = np.pad(mel, ((0, max(0, _FRAMES - len(mel))), (0, 0)))
        heard = np.stack([mel[at : at + _FRAMES] for at in range(0, len(mel) - _FRAMES + 1, _STEP)])
        for layer in range(3):
            heard = self._lstm(heard, layer)
        last = np.maximum(0, heard[:, -1] @ self._weights["linear.weight"].T + self._weights["linear.bias"])
        mean = (last / np.linalg.norm(last, axis=1, keepdims=True)).mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), np.float32)

    def _mel(self, samples: Array) -> Array:
        window = np.hanning(_WINDOW + 1)[:-1]
        padded = np.pad(samples, _WINDOW // 2)
        frames = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::_HOP] * window
        return np.asarray(np.abs(np.fft.rfft(frames, axis=1)) ** 2 @ self._bands.T, np.float32)

    def _lstm(self, heard: Array, layer: int) -> Array:
        """Run a layer over hearings, shape (hearings, frames, features)."""
        inner, outer = (self._weights[f"lstm.weight_{side}_l{layer}"].T for side in ("hh", "ih"))
        given = (
            heard @ outer + self._weights[f"lstm.bias_ih_l{layer}"] + self._weights[f"lstm.bias_hh_l{layer}"]
        )
        state = memory = np.zeros((len(heard), len(inner)), np.float32)
        states = np.empty((*heard.shape[:2], len(inner)), np.float32)
        for frame in range(heard.shape[1]):
            take, forget, new, show = np.split(given[:, frame] + state @ inner, 4, axis=1)
            memory = _sigmoid(forget) * memory + _sigmoid(take) * np.tanh(new)
            state = states[:, frame] = _sigmoid(show) * np.tanh(memory)
        return states


def _sigmoid(values: Array) -> Array:
    return np.asarray(0.5 + 0.5 * np.tanh(values / 2), np.float32)


def _resampled(samples: Array, rate: int) -> Array:
    length = len(samples) * RATE // rate
    spectrum = np.fft.rfft(samples)[: length // 2 + 1]
    return np.asarray(np.fft.irfft(spectrum, length) * length / len(samples), np.float32)


def _louder(samples: Array) -> Array:
    level = 20 * np.log10(np.sqrt(np.mean(samples**2)) + 1e-9)
    return np.asarray(samples * 10 ** (max(0.0, _LEVEL - level) / 20), np.float32)


def _without_silence(samples: Array) -> Array:
    """Leave out pauses, in steps of 30 ms."""
    frames = samples[: len(samples) // 480 * 480].reshape(-1, 480)
    level = np.sqrt(np.mean(frames**2, axis=1))
    near_speech = np.convolve(level > 0.05 * np.quantile(level, 0.9), np.ones(7), "same") > 0
    return np.asarray(frames[near_speech].ravel())


def _mel_bands() -> Array:
    """Give triangles of equal area on Slaney's mel scale (linear to 1 kHz, then not), shape (40, 201)."""
    step = np.log(6.4) / 27
    places = np.linspace(0, 15 + np.log(RATE / 2 / 1000) / step, _BANDS + 2)
    edges = np.where(places >= 15, 1000 * np.exp(step * (places - 15)), places * 200 / 3)
    bins = np.fft.rfftfreq(_WINDOW, 1 / RATE)
    low, middle, high = edges[:-2, None], edges[1:-1, None], edges[2:, None]
    rising, falling = (bins - low) / (middle - low), (high - bins) / (high - middle)
    return np.asarray(np.maximum(0, np.minimum(rising, falling)) * 2 / (high - low), np.float32)


class _Reader(pickle.Unpickler):
    """Reads PyTorch's format before version 1.6, in which the arrays follow the pickles."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if name == "_rebuild_tensor_v2":
            return lambda storage, offset, size, *_: (storage[2], offset, size)
        return type(name, (), {"__setstate__": lambda *_: None})

    def persistent_load(self, pid: Any) -> Any:
        return pid


def _read_checkpoint(file: BinaryIO) -> dict[str, Array]:
    for _ in range(3):
        _Reader(file).load()  # a magic number, the format's version, the machine
    tensors = _Reader(file).load()["model_state"]
    storages = {}
    for key in _Reader(file).load():
        length = int.from_bytes(file.read(8), "little")
        storages[key] = np.frombuffer(file.read(4 * length), np.float32)
    return {
        name: storages[key][offset : offset + int(np.prod(size))].reshape(size)
        for name, (key, offset, size) in tensors.items()
    }
