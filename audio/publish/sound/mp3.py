"""MP3s, stretch by stretch: made side by side, kept, and put together without a seam.

The frames of an MP3 overlap: each is encoded by what is heard before and after it. So a stretch is encoded
with the room tone around it, of which the frames are left out, and without a bit reservoir, by which a frame
may lie in those before it. Every MP3 is made so, from stretches that are kept or not: the bytes are the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from audio.media import FRAME, Block, audio_frame, joined, layout
from audio.mix import Energies, Measure, Programme, Stretch, energies, integrated, measure, stretches
from audio.publish.sound.formats import CODECS, lame_scale
from audio.tasks import Workers, in_order, kept

if TYPE_CHECKING:
    from av import AudioCodecContext, Packet

_CODEC = CODECS["mp3"]
_VERSION = 1
"""Of what is kept of a stretch; a change here encodes it anew."""
_BEFORE, _AFTER = 4, 3
"""Frames of room tone that an encoder hears before a stretch, and after it."""
_DELAY = 1105
"""Samples by which a decoded sound is late: 576 of LAME's and 529 of any decoder's."""
_AT_EDGE = 3
"""Packets at the end of a file of which some say what of them is heard."""
_PARTS = 44_100
"""Most samples that are handed to an encoder at once."""


@dataclass(frozen=True, slots=True)
class _Encoded:
    """The frames of a stretch, and what is heard when they are decoded."""

    packets: list[Packet[Any]]
    energies: Energies
    peak: float
    """dBTP."""

    def packed(self) -> bytes:
        """Give it as bytes; what the packets say besides, at the beginning and end of a file, is lost."""
        counts = np.array([len(self.packets), len(self.energies)], "<u4").tobytes()
        sizes = np.array([packet.size for packet in self.packets], "<u2").tobytes()
        peak = np.array([self.peak], "<f8").tobytes()
        return b"".join(
            [counts, peak, sizes, self.energies.astype("<f4").tobytes(), *map(bytes, self.packets)]
        )


def _unpacked(data: bytes) -> _Encoded:
    from av import Packet  # noqa: PLC0415 - costs 60 ms, and only rendering needs it

    (count, heard), (peak,) = np.frombuffer(data, "<u4", 2), np.frombuffer(data, "<f8", 1, 8)
    sizes = np.frombuffer(data, "<u2", int(count), 16)
    at = 16 + 2 * int(count)
    ends = at + 4 * int(heard) + np.cumsum(sizes, dtype=np.int64)
    packets = [Packet(data[end - size : end]) for end, size in zip(ends, sizes, strict=True)]
    return _Encoded(packets, np.frombuffer(data, "<f4", int(heard), at), float(peak))


def write_mp3(programme: Programme, path: Path, kilobits: int | None, hands: Workers) -> Measure:
    """Write a programme as an MP3 without tags; give what is heard when it is decoded.

    Raises `OSError` where it cannot be written.
    """
    import av  # noqa: PLC0415 - see above

    bit_rate, sample = _CODEC.bit_rate(programme.channels, kilobits), Fraction(1, programme.rate)
    peak, at = -math.inf, 0

    def heard() -> Iterator[Energies]:
        nonlocal peak, at
        for part in in_order(hands, partial(_encoded, programme, bit_rate), stretches(programme.timeline)):
            for packet in part.packets:
                packet.stream, packet.time_base = stream, sample
                packet.pts = packet.dts = at * FRAME - _DELAY
                container.mux(packet)
                at += 1
            peak = max(peak, part.peak)
            yield part.energies

    try:
        with av.open(str(path), "w", format=_CODEC.muxer, options=dict(_CODEC.muxing)) as container:
            stream = container.add_stream(_CODEC.encoder, rate=programme.rate, options=dict(_CODEC.options))
            _set_up(cast("AudioCodecContext", stream.codec_context), programme, bit_rate)
            lufs = integrated(heard(), programme.rate)
    except av.error.FFmpegError as error:
        raise OSError(error.errno, error.strerror) from error
    return Measure(lufs, peak, _length(path))


def _length(path: Path) -> int:
    """Give how many samples players find in an MP3, by its header."""
    import av  # noqa: PLC0415 - see above

    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        return round((stream.duration or 0) * (stream.time_base or 0) * stream.rate)


def _encoded(programme: Programme, bit_rate: int, stretch: Stretch) -> _Encoded:
    """Encode a stretch, or give what is kept of it."""
    about = programme.about(stretch)
    key = about and ("mp3", _VERSION, bit_rate, *sorted(_CODEC.options.items()), *about)
    part = _unpacked(kept(key, lambda: _made(programme, bit_rate, stretch).packed()))
    if stretch.first or stretch.last:
        _mark_edges(part.packets, programme, bit_rate, stretch)
    return part


def _mark_edges(packets: list[Packet[Any]], programme: Programme, bit_rate: int, stretch: Stretch) -> None:
    """Have the packets at the beginning and end of a file say where the sound begins and ends.

    They say what those of the shortest silence say whose last frame is as full.
    """
    encoder = _encoder(programme, bit_rate)
    silence = np.zeros((2 * _AT_EDGE * FRAME + stretch.length % FRAME, programme.channels), np.float32)
    told = [*encoder.encode(audio_frame(silence, programme.rate, 0)), *encoder.encode(None)]
    pairs = [*zip(packets, told[:1], strict=False)] if stretch.first else []
    pairs += zip(reversed(packets), reversed(told[-_AT_EDGE:]), strict=False) if stretch.last else []
    for packet, like in pairs:
        packet.set_sidedata(like.get_sidedata("skip_samples"))


def _made(programme: Programme, bit_rate: int, stretch: Stretch) -> _Encoded:
    """Encode a stretch between room tone, and decode it again."""
    before = 0 if stretch.first else _BEFORE
    encoder = _encoder(programme, bit_rate)
    scale = np.float32(lame_scale(bit_rate))
    packets: list[Packet[Any]] = []
    at = 0
    for block in _with_room(programme, stretch, before):
        for first in range(0, len(block), _PARTS):
            part = block[first : first + _PARTS]
            packets += encoder.encode(audio_frame(part / scale, programme.rate, at))
            at += len(part)
    packets += encoder.encode(None)
    sound = _decoded(packets, programme.channels)[before * FRAME + _DELAY :][: stretch.length]
    heard = energies([sound], programme.rate, programme.channels)
    peak = measure([sound], programme.rate, programme.channels).peak
    end = len(packets) if stretch.last else before + stretch.length // FRAME
    return _Encoded(packets[before:end], heard, peak)


def _with_room(programme: Programme, stretch: Stretch, before: int) -> Iterator[Block]:
    room = programme.room_tone()
    after = 0 if stretch.last else _AFTER
    return chain(
        [room.before(before * FRAME)], programme.stretch_blocks(stretch), [room.after(after * FRAME)]
    )


def _encoder(programme: Programme, bit_rate: int) -> AudioCodecContext:
    from av import CodecContext  # noqa: PLC0415 - see above

    made = cast("AudioCodecContext", CodecContext.create(_CODEC.encoder, "w"))
    made.sample_rate, made.time_base = programme.rate, Fraction(1, programme.rate)
    made.options = dict(_CODEC.options)
    _set_up(made, programme, bit_rate)
    return made


def _set_up(encoder: AudioCodecContext, programme: Programme, bit_rate: int) -> None:
    encoder.layout, encoder.format = layout(programme.channels), _CODEC.samples
    encoder.bit_rate = bit_rate


def _decoded(packets: list[Packet[Any]], channels: int) -> Block:
    from av import CodecContext, Packet  # noqa: PLC0415 - see above

    decoder = cast("AudioCodecContext", CodecContext.create("mp3float", "r"))
    frames = (frame for packet in packets for frame in decoder.decode(Packet(bytes(packet))))
    return joined(frames, channels)
