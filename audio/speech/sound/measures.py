"""What is measured in samples a frame at a time: how loud, and how much like a voice."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from audio.speech.values import Samples


def frame_power(samples: Samples, size: int) -> NDArray[np.float32]:
    """Give the mean square of every `size` samples; silence fills the last frame up."""
    padded = np.append(samples, np.zeros(-len(samples) % size, np.float32)).reshape(-1, size)
    return np.asarray(np.mean(np.square(padded), axis=1))


def periodicity(
    samples: NDArray[Any], hop: int, window: NDArray[Any], lags: NDArray[np.integer]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Give the windowed frame at every `hop` samples, and how much it is like itself at each lag.

    The likeness is 1 for a pure tone at its period, by autocorrelation; the window's own is divided out, or
    the shortest lag would always win (Boersma 1993). Shapes (frames, window) and (frames, lags).
    """
    size = len(window)
    frames = np.lib.stride_tricks.sliding_window_view(samples, size)[::hop]
    frames = (frames - frames.mean(axis=1, keepdims=True)) * window
    auto = np.fft.irfft(np.abs(np.fft.rfft(frames, 2 * size)) ** 2)
    own = np.fft.irfft(np.abs(np.fft.rfft(window, 2 * size)) ** 2)
    return frames, auto[:, lags] / np.maximum(auto[:, :1], 1e-12) / np.maximum(own[lags] / own[0], 0.05)
