"""The samples of a take, read from its clip."""

from __future__ import annotations

import hashlib
import io
import wave

import numpy as np

from audio.errors import SpeechError
from audio.speech.takes.cache import index
from audio.speech.values import Samples, Take


def read_take(take: Take) -> Samples:
    """Give a take's samples at its own rate.

    They were written 32,767 times as large, so that 1 is a 16-bit number as well as −1, and are read as
    every decoder reads 16 bits, by 32,768: 0.0003 dB softer. Raises `SpeechError` where the clip is missing,
    is damaged, is no 16-bit mono WAV or is not as long as the take says.
    """
    segment = take.segment
    name = f"The clip {take.clip} (segment {segment.number}, turn {segment.turn})"
    try:
        data = take.clip.read_bytes()
        with wave.open(io.BytesIO(data), "rb") as clip:
            form = (clip.getnchannels(), clip.getsampwidth(), clip.getframerate())
            samples = clip.readframes(clip.getnframes())
    except (OSError, EOFError, wave.Error) as error:
        why = getattr(error, "strerror", None) or error
        raise SpeechError(
            f"{name} cannot be read: {why}. Something else may have changed the cache: render again."
        ) from error
    if form != (1, 2, take.rate) or len(samples) != 2 * take.length:
        raise SpeechError(
            f"{name} is not the take that was asked for: it should be 16-bit mono at {take.rate} Hz "
            f"with {take.length} samples, and is {8 * form[1]}-bit with {form[0]} channels at {form[2]} Hz, "
            f"{len(samples)} bytes. Render again."
        )
    if take.sha256 and hashlib.sha256(data).hexdigest() != take.sha256:
        index.note([], [take.key])  # whatever it looks like: it is read again
        raise SpeechError(f"{name} is damaged. Render again: it will be made anew.")
    return np.frombuffer(samples, dtype="<i2").astype(np.float32) / np.float32(32_768)
