"""Encoding as a whole: one pass over the sound feeds an encoder for each file. MP3s are made otherwise."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, cast

from audio.cast import AudioFormat
from audio.media import Block, audio_frame, layout
from audio.mix import Programme
from audio.publish.chapters import ChapterMark
from audio.publish.sound.formats import CODECS

if TYPE_CHECKING:
    from av import AudioFrame, AudioStream

_FRAMES = 44_100
"""Most frames that are handed to an encoder at once."""


class Encoder:
    """Writes one file, without tags. A context manager: the file is whole when it ends.

    `chapters` are for M4A, whose muxer writes them; the other formats have them in their tags.
    """

    def __init__(
        self,
        name: AudioFormat,
        path: Path,
        programme: Programme,
        kilobits: int | None,
        chapters: Sequence[ChapterMark],
    ) -> None:
        self._codec, self._path, self._chapters = CODECS[name], path, chapters
        self._channels, self._rate = programme.channels, programme.rate
        self._layout = layout(programme.channels)
        self._bit_rate = self._codec.bit_rate(programme.channels, kilobits)
        self._at = 0

    def __enter__(self) -> Encoder:
        import av  # noqa: PLC0415 - costs 60 ms, and only rendering needs it

        rate = self._codec.rate or self._rate
        options = dict(self._codec.muxing)
        if self._codec.muxer == "ipod":
            options["movie_timescale"] = str(_time_scale(rate, self._chapters))
        self._container = av.open(str(self._path), "w", format=self._codec.muxer, options=options)
        stream = self._container.add_stream(self._codec.encoder, rate=rate, options=dict(self._codec.options))
        self._stream = cast("AudioStream", stream)
        self._stream.layout, self._stream.format = self._layout, self._codec.samples
        if self._bit_rate:
            self._stream.bit_rate = self._bit_rate
        if self._codec.muxer == "ipod":
            self._container.set_chapters(
                [
                    {
                        "id": number,
                        "start": mark.start,
                        "end": mark.end,
                        "time_base": Fraction(1, 1000),
                        "metadata": {"title": mark.title},
                    }
                    for number, mark in enumerate(self._chapters)
                ]
            )
        self._convert = av.AudioResampler(format=self._codec.samples, layout=self._layout, rate=rate)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._pass_on(None)
                self._container.mux(self._stream.encode(None))
        finally:
            self._container.close()

    def feed(self, block: Block) -> None:
        """Encode the next block, shape (frames, channels)."""
        for first in range(0, len(block), _FRAMES):
            part = block[first : first + _FRAMES]
            self._pass_on(audio_frame(part, self._rate, self._at))
            self._at += len(part)

    def _pass_on(self, frame: AudioFrame | None) -> None:
        for part in filter(None, self._convert.resample(frame)):
            self._container.mux(self._stream.encode(part))


def _time_scale(rate: int, chapters: Sequence[ChapterMark]) -> int:
    """Give the units a second in which an MP4 says how long its tracks and chapters are.

    One in which both samples and milliseconds are whole, so that the encoder's padding is not played and
    chapters stand exactly; but a chapter's length has 31 bits, so milliseconds where one is long.
    """
    exact = math.lcm(rate, 1000)
    longest = max((mark.end - mark.start for mark in chapters), default=0)
    return exact if longest * exact // 1000 < 1 << 31 else 1000


def encode(
    programme: Programme,
    places: Mapping[AudioFormat, Path],
    kilobits: int | None,
    chapters: Sequence[ChapterMark],
) -> None:
    """Write a programme to each of `places` in one pass. Raises `OSError` where a file cannot be written."""
    import av  # noqa: PLC0415 - see above

    try:
        with ExitStack() as together:
            encoders = [
                together.enter_context(Encoder(name, path, programme, kilobits, chapters))
                for name, path in places.items()
            ]
            for block in programme.blocks():
                for encoder in encoders:
                    encoder.feed(block)
    except av.error.FFmpegError as error:
        raise OSError(error.errno, error.strerror) from error
