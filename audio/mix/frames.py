"""Sound as arrays, and as the frames that FFmpeg takes."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from av import AudioFrame

Block = NDArray[np.float32]
"""A stretch of a programme, shape (frames, channels)."""


def layout(channels: int) -> str:
    """Give FFmpeg's name for one or two channels."""
    return "mono" if channels == 1 else "stereo"


def audio_frame(block: Block, rate: int, at: int) -> AudioFrame:
    """Give a block as a frame of floats at `rate` Hz, whose first sample is number `at` of its stream."""
    import av  # noqa: PLC0415 - costs 60 ms, and only rendering needs it

    packed = np.ascontiguousarray(block, dtype=np.float32).reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(packed, format="flt", layout=layout(block.shape[1]))
    frame.sample_rate, frame.pts, frame.time_base = rate, at, Fraction(1, rate)
    return frame
