"""Episodes of real speech, shaped: spoken by hibari, whispered, shouted, with music around it or without."""

from __future__ import annotations

import wave
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from audio.cast import Bed, Loudness, Music, Pauses, Theme, Voice
from audio.mix import RATE, Programme, lay_out, master, read_score
from audio.script import Chapter, Lines, Paragraph, Script, Turn
from audio.speech import Samples, Segment, Take, engine

TAKE_RATE = 24_000
SENTENCES = (
    "This is a talk about lighthouses.",
    "Who keeps the lamp burning when the fog comes in from the sea?",
    "She sees six ships and says so, twice, because the first time nobody listens.",
    "No!",
    "You climb a hundred steps, you wipe the glass, and then you wait for the morning.",
    "And was it always like that, even in the big storms?",
    "Some nights the spray came over the gallery and the whole tower shook under it.",
)
KINDS = ("usual", "whispering", "shouting")
MUSIC = {"intro": 2.0, "outro": 2.0, "sting": 1.0, "bed": 3.0}


def whispered(samples: Samples) -> Samples:
    """Give speech without a voice, −45 dBFS: noise with the spectral envelope of the speech."""
    noise = np.random.default_rng(3).standard_normal(len(samples)).astype(np.float32)
    size, hop = 512, 128
    window = np.hanning(size + 1)[:-1]
    breath = np.zeros(len(samples) + size)
    for at in range(0, len(samples) - size, hop):
        shape = np.abs(np.fft.rfft(samples[at : at + size] * window))
        shape = np.convolve(shape, np.ones(9) / 9, "same")
        breath[at : at + size] += window * np.fft.irfft(np.fft.rfft(noise[at : at + size] * window) * shape)
    breath = breath[: len(samples)]
    return (breath * 10 ** (-45 / 20) / np.sqrt(np.mean(breath**2))).astype(np.float32)


def shouted(samples: Samples) -> Samples:
    """Give speech that is bright, pressed, and close to full scale all the time."""
    bright = np.diff(samples, prepend=samples[:1]) * 2 + samples
    level = np.sqrt(np.convolve(bright**2, np.ones(1200) / 1200, "same")) + 0.02
    return (0.98 * np.tanh(1.5 * bright / level)).astype(np.float32)


def timed(samples: Samples, factor: float) -> Samples:
    """Give speech `factor` times as long and as low: another speaker."""
    at = np.arange(round(len(samples) * factor)) / factor
    return np.interp(at, np.arange(len(samples)), samples).astype(np.float32)


@cache
def spoken(text: str, low: bool) -> Samples:  # noqa: FBT001 - whose voice
    """Give a sentence in one of two voices."""
    samples = engine("hibari").speak(text, Voice("hibari", "heart")).samples
    return timed(samples, 1.25) if low else samples


@cache
def shaped(kind: str, text: str, low: bool) -> Samples:  # noqa: FBT001 - whose voice
    """Give a sentence as an episode of a kind has it."""
    samples = spoken(text, low)
    return {"whispering": whispered, "shouting": shouted}.get(kind, np.asarray)(samples)


def episode(
    folder: Path, kind: str, *, music: bool = False, pan: float = 0.0, loudness: Loudness | None = None,
    texts: Sequence[str] = SENTENCES,
) -> Programme:  # fmt: skip
    """Give an episode mastered: a narrator begins it, two people go on."""
    takes = [
        written_take(folder, number, shaped(kind, text, low=number % 2 == 0), text, pan)
        for number, text in enumerate(texts, 1)
    ]
    return mastered(takes, folder if music else None, loudness)


def written_take(folder: Path, number: int, samples: Samples, text: str, pan: float = 0.0) -> Take:
    """Write a take; odd numbers are one speaker's, even ones the other's, and the first the narrator's."""
    clip = folder / f"take-{number}.wav"
    with wave.open(str(clip), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(TAKE_RATE)
        out.writeframes(np.round(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    speaker = "Narrator" if number == 1 else ("Ada", "Bob")[number % 2]
    voice = Voice("hibari", "heart", pan=pan * (-1) ** number)
    border = "chapter" if number in (1, 4) else "speaker"
    segment = Segment(number, number, 0, speaker, text, text, voice, border, number)
    return Take(segment, clip, TAKE_RATE, len(samples))


def mastered(takes: Sequence[Take], music: Path | None = None, loudness: Loudness | None = None) -> Programme:
    """Give takes as a programme, with music whose files go to a folder."""
    turns = tuple(
        Turn(
            take.segment.turn,
            take.segment.speaker,
            (Paragraph(take.segment.written, Lines(1, 1)),),
            narration=take.segment.speaker == "Narrator",
        )
        for take in takes
    )
    begun = (1, *(turn for turn in (2, 5) if turn <= len(turns)))
    script = Script("A talk", turns, chapters=tuple(Chapter(f"Chapter {turn}", turn) for turn in begun))
    score = read_score(Music(**written_music(music)) if music else Music(), RATE)
    return master(lay_out(takes, script, Pauses(), score=score), loudness or Loudness())


def written_music(folder: Path) -> Mapping[str, Theme | Bed]:
    """Write plucked chords in stereo, each note with an attack that a limiter has to catch."""
    made: dict[str, Theme | Bed] = {}
    for role, seconds in MUSIC.items():
        at = np.arange(round(seconds * RATE)) / RATE
        pluck = np.exp(-4 * ((2 * at) % 1))
        sides = [
            sum(np.sin(2 * np.pi * hertz * detuned * at) for hertz in (110, 220, 277, 330, 1320)) * pluck / 5
            for detuned in (0.999, 1.001)
        ]
        path = folder / f"{role}.wav"
        with wave.open(str(path), "wb") as out:
            out.setnchannels(2)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes((np.stack(sides, axis=1) * 32767).astype("<i2").tobytes())
        made[role] = Bed(path=path) if role == "bed" else Theme(path=path, overlap=0.5, fade_out=0.5)
    return made
