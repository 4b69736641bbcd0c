"""Short ways to the values that the tests of speech are about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from audio.cast import Cast, CastMember, Voice
from audio.script import Chapter, Lines, Paragraph, Script, Turn
from audio.speech import Allow, Segment, Speech, Take, speak_segments


def voice(name: str = "tone:mid", **about: object) -> Voice:
    """A voice from its short form."""
    engine_name, _, within = name.partition(":")
    return Voice(engine_name, within, **about)  # type: ignore[arg-type]


def segment(spoken: str, name: str = "tone:mid", number: int = 1, **about: object) -> Segment:
    """A segment that says its own text."""
    return Segment(
        number=number,
        turn=number,
        paragraph=0,
        speaker="Ada",
        written=spoken,
        spoken=spoken,
        voice=voice(name, **about),
        pause_after="speaker",
        line=10 + number,
    )


def script_of(*turns: tuple[str, list[str]], chapters: tuple[Chapter, ...] = ()) -> Script:
    """A script from speakers and their paragraphs."""
    made: list[Turn] = []
    line = 1
    for number, (speaker, texts) in enumerate(turns, 1):
        paragraphs = tuple(Paragraph(text, Lines(line + at, line + at)) for at, text in enumerate(texts))
        made.append(Turn(number, speaker, paragraphs, line=line))
        line += len(texts)
    return Script("A talk", tuple(made), chapters=chapters)


def cast_of(**voices: str) -> Cast:
    """A cast from speakers and the short forms of their voices."""
    return Cast(tuple(CastMember(who, voice(name), "option", "") for who, name in voices.items()))


def speak(segments: Sequence[Segment], **how: Any) -> tuple[Take, ...]:
    """Speak segments, with leave to send text to any service."""
    return speak_segments(segments, allow=Allow(online=True, paid=True), **how)


def pitch(speech: Speech) -> float:
    """Median fundamental in Hz, by autocorrelation of the loud frames."""
    size = round(0.04 * speech.rate)
    frames = speech.samples[: len(speech.samples) // size * size].reshape(-1, size)
    found = []
    for frame in frames:
        if np.sqrt(np.mean(frame**2)) > 0.05:
            spectrum = np.fft.rfft(frame - frame.mean(), 2 * size)
            auto = np.fft.irfft(np.abs(spectrum) ** 2)[:size]
            low, high = speech.rate // 320, speech.rate // 70
            lag = low + int(np.argmax(auto[low:high]))
            if auto[lag] > 0.4 * auto[0]:
                found.append(speech.rate / lag)
    return float(np.median(found))
