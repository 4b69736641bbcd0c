"""From the bytes that a service sends, MP3, WAV or whatever else ffmpeg reads, to samples."""

from __future__ import annotations

import io

import numpy as np

from audio.errors import EngineError
from audio.media import DecodingError, Filters, decoded, joined
from audio.speech.values import Samples

_ENDLESS = 0x7FFFFF00
"""Lengths from which on they stand for `not known yet`: servers that stream write the greatest there is."""


def decode(sound: bytes, rate: int, speed: float = 1.0, *, again: bool = True) -> Samples:
    """Decode to mono at `rate` Hz, faster or slower (0.5 to 2) at the same pitch.

    Raises `EngineError`, which may pass where the sound broke off, and else where asking `again` is free.
    """
    if missing := _missing(sound):
        raise EngineError(f"The reply broke off: {missing:,} bytes of its sound are missing.", passing=True)
    try:
        blocks = list(decoded(io.BytesIO(sound), rate, 1))
    except DecodingError as error:
        raise EngineError(f"The reply is no audio that can be read ({error}).", passing=again) from error
    whole = joined((), 1) if not blocks else np.concatenate(blocks)
    if speed != 1:  # the filter blurs a little, and swallows the end
        tempo = Filters(rate, 1, ("atempo", {"tempo": f"{speed:.4f}"}))
        whole = joined((*tempo.feed(whole), *tempo.feed(None)), 1)
    return whole[:, 0]


def _missing(sound: bytes) -> int:
    """Give how many bytes of a WAV file are missing by its own account; a stream's account is none.

    FFmpeg plays what there is. RIFF: chunks of a name, a length and that many bytes, padded to even ones.
    """
    if sound[:4] != b"RIFF" or sound[8:12] != b"WAVE":
        return 0
    at = 12
    while at + 8 <= len(sound):
        length = int.from_bytes(sound[at + 4 : at + 8], "little")
        if sound[at : at + 4] == b"data":
            return max(0, length - (len(sound) - at - 8)) if length < _ENDLESS else 0
        at += 8 + length + length % 2
    return 0
