"""From the bytes that a service sends, MP3, WAV or whatever else ffmpeg reads, to samples."""

from __future__ import annotations

import io

import numpy as np

from audio.errors import EngineError
from audio.media import DecodingError, Filters, decoded, joined
from audio.speech.values import Samples


def decode(sound: bytes, rate: int, speed: float = 1.0) -> Samples:
    """Decode to mono at `rate` Hz, faster or slower (0.5 to 2) at the same pitch.

    Raises `EngineError`, which may pass: a reply that broke off is whole the next time.
    """
    try:
        blocks = list(decoded(io.BytesIO(sound), rate, 1))
    except DecodingError as error:
        raise EngineError(f"The reply is no audio that can be read ({error}).", passing=True) from error
    whole = joined((), 1) if not blocks else np.concatenate(blocks)
    if speed != 1:  # the filter blurs a little, and swallows the end
        tempo = Filters(rate, 1, ("atempo", {"tempo": f"{speed:.4f}"}))
        whole = joined((*tempo.feed(whole), *tempo.feed(None)), 1)
    return whole[:, 0]
