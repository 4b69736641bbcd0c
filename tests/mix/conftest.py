"""Takes made of sound that the tests know: bursts of tone with the rhythm of speech, on disk as takes are."""

from __future__ import annotations

import wave
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest

from audio.cast import Voice
from audio.script import Chapter, Lines, Paragraph, Script, Turn
from audio.speech import Border, Segment, Take

MakeTake = Callable[..., Take]


def write_wav(path: Path, samples: np.ndarray, rate: int) -> None:
    """Write mono samples, −1 to 1, as a 16-bit WAV."""
    with wave.open(str(path), "wb") as clip:
        clip.setnchannels(1)
        clip.setsampwidth(2)
        clip.setframerate(rate)
        clip.writeframes(np.round(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())


def speech_like(seconds: float, rate: int, level: float, pitch: float, seed: int = 1) -> np.ndarray:
    """Give syllables: a harmonic tone with peaks that a limiter has to catch, parted by short gaps."""
    at = np.arange(round(seconds * rate)) / rate
    voice = sum(np.sin(2 * np.pi * pitch * k * at + k) / k for k in range(1, 9))
    syllables = np.clip(np.sin(2 * np.pi * 4 * at + seed), 0, 1) ** 0.5
    stress = np.random.default_rng(seed).uniform(0.3, 1.0, int(seconds * 4) + 2)[(at * 4).astype(int)]
    return level * voice * syllables * stress / 2


@pytest.fixture
def make_take(tmp_path: Path) -> MakeTake:
    """Give a function that makes a take of the next number."""
    made: list[Take] = []

    def make(
        seconds: float = 1.0,
        *,
        speaker: str = "Ada",
        turn: int = 1,
        paragraph: int = 0,
        pause_after: Border = "sentence",
        rate: int = 24_000,
        level: float = 0.2,
        pitch: float = 140.0,
        samples: np.ndarray | None = None,
        written: str = "Hello there.",
        voice: Voice | None = None,
    ) -> Take:
        number = len(made) + 1
        sound = speech_like(seconds, rate, level, pitch, number) if samples is None else samples
        clip = tmp_path / f"take-{number}.wav"
        write_wav(clip, sound, rate)
        voice = voice or Voice("tone", speaker.lower())
        segment = Segment(number, turn, paragraph, speaker, written, written, voice, pause_after, number)
        made.append(Take(segment, clip, rate, len(sound)))
        return made[-1]

    return make


def write_music(
    path: Path, seconds: float, *, level: float = 0.3, rate: int = 44_100, hertz: float = 3000.0
) -> Path:
    """Write a steady stereo tone, which shows every gain, in the format that the name says."""
    at = np.arange(round(seconds * rate)) / rate
    sound = level * np.sin(2 * np.pi * hertz * at).astype(np.float32)
    with av.open(str(path), "w") as container:
        stream = container.add_stream(
            {".mp3": "libmp3lame", ".m4a": "aac", ".flac": "flac"}.get(path.suffix, "pcm_s16le"), rate=rate
        )
        stream.layout = "stereo"
        planes = np.stack([sound, sound])
        for first in range(0, len(sound), 1024):
            frame = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(planes[:, first : first + 1024]), format="fltp", layout="stereo"
            )
            frame.sample_rate, frame.pts = rate, first
            for part in av.AudioResampler(format=stream.format, layout="stereo", rate=rate).resample(frame):
                container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return path


@pytest.fixture
def tune(tmp_path):
    """Give a function that writes music of so many seconds."""
    return lambda seconds, name="music.wav", **how: write_music(tmp_path / name, seconds, **how)


@pytest.fixture
def script() -> Script:
    """Give three turns of one paragraph, a chapter each."""
    return Script(
        "Three turns",
        tuple(
            Turn(n, "Ada" if n % 2 else "Bob", (Paragraph("Hello there.", Lines(n, n)),)) for n in (1, 2, 3)
        ),
        chapters=tuple(Chapter(f"Chapter {n}", n) for n in (1, 2, 3)),
    )
