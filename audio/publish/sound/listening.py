"""What is heard when a file is played: decoded and measured."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from audio.errors import PublishError
from audio.mix import Block, Measure, ahead, measure

if TYPE_CHECKING:
    from av import AudioStream
    from av.container import InputContainer

_FRAMES_AT_ONCE = 40
"""Frames of the codec, of about 1,000 samples each, that are handed on together: about a second."""


def listen(path: Path) -> Measure:
    """Give the loudness, true peak and length of an audio file, decoded. Raises `PublishError`."""
    import av  # noqa: PLC0415 - costs 60 ms, and only rendering needs it

    try:
        with av.open(str(path)) as container:
            stream = container.streams.audio[0]
            return measure(ahead(decoded(path)), stream.rate, stream.channels)
    except (av.error.FFmpegError, IndexError) as error:
        raise PublishError(f"{path.name} cannot be decoded: {error}.") from error


def decoded(path: Path) -> Iterator[Block]:
    """Give a file's sound: what players hear, without the encoder's delay and padding."""
    import av  # noqa: PLC0415 - see above

    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        left = _length(container, stream)
        to_float = av.AudioResampler(format="flt", layout=stream.layout, rate=stream.rate)
        frames = (part for frame in container.decode(stream) for part in to_float.resample(frame))
        while heard := [part.to_ndarray() for part in islice(frames, _FRAMES_AT_ONCE)]:
            block = np.concatenate(heard, axis=1).astype(np.float32, copy=False).reshape(-1, stream.channels)
            yield block[:left] if left is not None else block
            left = None if left is None else max(0, left - len(block))


def _length(container: InputContainer, stream: AudioStream) -> int | None:
    """Give how many samples an MP4 has by its index; None for formats whose decoder trims by itself.

    FFmpeg plays the silence that fills an MP4's last packet; players that go by the index do not.
    """
    if "m4a" not in container.format.name or stream.duration is None or stream.time_base is None:
        return None
    return round(stream.duration * stream.time_base * stream.rate)
