"""WAV, for previews: every sound device plays it as it is."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

from audio.files import replacing
from audio.mix import Programme


def write_wav(programme: Programme, target: Path) -> None:
    """Write a programme as a 16-bit WAV at its own rate. Raises `PublishError` where that fails."""
    with replacing(target) as beside, wave.open(str(beside), "wb") as out:
        out.setnchannels(programme.channels)
        out.setsampwidth(2)
        out.setframerate(programme.timeline.rate)
        for block in programme.blocks():
            out.writeframes((np.clip(block, -1, 1) * 32767).round().astype("<i2").tobytes())
