"""Sound through FFmpeg, whose libraries PyAV brings: decoded, resampled, led through filters.

PyAV is imported where it is needed: that costs 60 ms, and most commands make no sound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from fractions import Fraction
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from av import AudioFrame, AudioStream
    from av.audio.layout import AudioLayout
    from av.container import InputContainer

Block = NDArray[np.float32]
"""A stretch of sound, shape (frames, channels)."""

FRAME = 1152
"""Samples that an MP3 encodes together (MPEG-1, layer III). Takes begin at whole ones."""
_FRAMES_AT_ONCE = 40
"""Frames of a codec, of about 1,000 samples each, that are handed on together: about a second."""


class DecodingError(Exception):
    """A sound cannot be decoded. The message says why, without a full stop."""


def layout(channels: int) -> str:
    """Give FFmpeg's name for one or two channels."""
    return "mono" if channels == 1 else "stereo"


@cache
def versions() -> str:
    """Give the versions of what sound goes through here: what was made with others is made anew."""
    import av  # noqa: PLC0415 - see above

    return repr((np.__version__, av.__version__, sorted(av.library_versions.items())))


def encoders() -> frozenset[str]:
    """Give FFmpeg's names of the encoders that there are."""
    import av  # noqa: PLC0415 - see above

    return frozenset(av.codecs_available)


def audio_frame(block: Block, rate: int, at: int) -> AudioFrame:
    """Give a block as a frame of floats at `rate` Hz, whose first sample is number `at` of its stream."""
    import av  # noqa: PLC0415 - see above

    packed = np.ascontiguousarray(block, dtype=np.float32).reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(packed, format="flt", layout=layout(block.shape[1]))
    frame.sample_rate, frame.pts, frame.time_base = rate, at, Fraction(1, rate)
    return frame


def joined(frames: Iterable[AudioFrame], channels: int) -> Block:
    """Give the samples of frames of floats, packed or in planes; of none, none."""
    parts = [np.zeros((0, channels), np.float32), *(_samples(frame, channels) for frame in frames)]
    return np.concatenate(parts)


def _samples(frame: AudioFrame, channels: int) -> Block:
    """Give the samples of a frame where they lie: `to_ndarray` takes five times as long."""
    count = frame.samples * channels // len(frame.planes)
    planes = [np.frombuffer(cast("memoryview[int]", plane), np.float32, count) for plane in frame.planes]
    return np.stack(planes, axis=1) if len(planes) > 1 else planes[0].reshape(-1, channels)


def rate_and_channels(path: Path) -> tuple[int, int]:
    """Give a sound file's rate in Hz and its count of channels. Raises `DecodingError`."""
    with _opened(path) as (_, stream):
        return stream.rate, stream.channels


def decoded(sound: Path | BinaryIO, rate: int | None = None, channels: int | None = None) -> Iterator[Block]:
    """Give a sound block by block as players play it, without its encoder's delay and padding.

    It has its own rate (Hz) and channels unless others are asked for. Raises `DecodingError`, where it ends
    too early after the blocks that could be read.
    """
    with _opened(sound) as (container, stream):
        frames = _resampled(container.decode(stream), rate or stream.rate, channels or stream.layout)
        left = _length(container, stream, rate or stream.rate)
        for block in frames:
            yield block[:left]
            left = None if left is None else max(0, left - len(block))


def resampled_length(length: int, rate: int, new_rate: int) -> int:
    """Give how many samples `length` samples at `rate` make at `new_rate`, to the nearest whole one."""
    return (length * new_rate + rate // 2) // rate


def resample(samples: NDArray[np.float32], rate: int, new_rate: int) -> NDArray[np.float32]:
    """Give mono samples, shape (n,), at another rate, exactly `resampled_length` of them.

    FFmpeg's resampler compensates its own delay; what it gives more or less than asked at the end is cut or
    filled with silence.
    """
    if rate == new_rate or not len(samples):
        return samples
    length = resampled_length(len(samples), rate, new_rate)
    blocks = _resampled([audio_frame(samples[:, np.newaxis], rate, 0)], new_rate, 1)
    heard = np.concatenate([*blocks, np.zeros((length, 1), np.float32)])
    return heard[:length, 0]


class Filters:
    """A chain of FFmpeg's filters, each by its name and options, that is fed block by block."""

    def __init__(self, rate: int, channels: int, *chain: tuple[str, dict[str, str]]) -> None:
        from av.filter import Graph  # noqa: PLC0415 - see above

        source = {
            "sample_rate": str(rate),
            "sample_fmt": "flt",
            "channel_layout": layout(channels),
            "time_base": f"1/{rate}",
        }
        self._rate, self._at, self._graph = rate, 0, Graph()
        steps = (("abuffer", source), *chain, ("abuffersink", {}))
        self._graph.link_nodes(*(self._graph.add(name, **options) for name, options in steps)).configure()

    def feed(self, block: Block | None) -> list[AudioFrame]:
        """Give what comes out for the next block or, for None, of what was still inside at the end."""
        from av.error import EOFError as NoMore  # noqa: PLC0415 - see above

        if block is not None and not len(block):  # FFmpeg takes no frame without samples
            return []
        self._graph.push(None if block is None else audio_frame(block, self._rate, self._at))
        self._at += 0 if block is None else len(block)
        out: list[Any] = []
        with suppress(BlockingIOError, NoMore):
            while True:
                out.append(self._graph.pull())
        return out


@contextmanager
def _opened(sound: Path | BinaryIO) -> Iterator[tuple[InputContainer, AudioStream]]:
    """Open a sound for as long as the block lasts, and say in one way what cannot be decoded in it."""
    import av  # noqa: PLC0415 - see above

    try:
        with av.open(str(sound) if isinstance(sound, Path) else sound, "r") as container:
            yield container, container.streams.audio[0]
    except (av.error.FFmpegError, IndexError, ValueError) as error:  # ValueError: its format changes midway
        raise DecodingError(str(error).rstrip(".")) from error


def _resampled(frames: Iterable[AudioFrame], rate: int, channels: int | AudioLayout) -> Iterator[Block]:
    import av  # noqa: PLC0415 - see above

    wanted = av.AudioLayout(layout(channels)) if isinstance(channels, int) else channels
    resampler = av.AudioResampler(format="flt", layout=wanted, rate=rate)
    # What needs no change is passed through, the None at the end as well.
    parts = (part for frame in chain(frames, [None]) for part in resampler.resample(frame) if part)
    while some := list(islice(parts, _FRAMES_AT_ONCE)):
        yield joined(some, wanted.nb_channels)


def _length(container: InputContainer, stream: AudioStream, rate: int) -> int | None:
    """Give how many samples an MP4 has at `rate` by its index; None where the decoder trims by itself.

    FFmpeg plays the silence that fills an MP4's last packet; players that go by the index do not.
    """
    if "m4a" not in container.format.name or stream.duration is None or stream.time_base is None:
        return None
    return round(stream.duration * stream.time_base * rate)
