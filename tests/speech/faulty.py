"""An engine whose letters are tones, and which spoils what a test tells it to."""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np

from audio.cast import Voice
from audio.speech import Speech
from audio.speech.engines.tone import ToneEngine
from audio.speech.values import Word

RATE = 24_000
A_LETTER = round(0.07 * RATE)
LETTERS = {letter: 150 + 24 * at for at, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
"""Hz; all within the pitches of a voice or a little above, with overtones."""

Fault = Callable[[Speech], Speech]


class FaultyEngine(ToneEngine):
    """Speaks a tone a letter, so that words differ; `faults` says what becomes of what it is asked for."""

    name = "faulty"

    def __init__(self) -> None:
        self.asked: list[tuple[str, float]] = []
        self.faults: Callable[[str, Voice], Fault | None] = lambda _text, _voice: None
        self._lock = threading.Lock()

    def speak(self, text: str, voice: Voice) -> Speech:
        with self._lock:
            self.asked.append((text, round(voice.speed, 3)))
        speech = self.sound(text, voice.speed)
        fault = self.faults(text, voice)
        return fault(speech) if fault else speech

    @staticmethod
    def sound(text: str, speed: float = 1.0) -> Speech:
        """Give what it says when nothing is spoilt: 70 ms a letter, words and marks parted by silence."""
        size = round(A_LETTER / speed)
        time = np.arange(size) / RATE
        parts, words, at = [np.zeros(0)], [], 0
        for word in text.split(" "):
            letters = [letter for letter in word.lower() if letter in LETTERS]
            tones = [sum(np.sin(2 * np.pi * LETTERS[x] * k * time) / k for k in (1, 2, 3)) for x in letters]
            parts += [0.2 * np.hanning(size) ** 0.2 * tone for tone in tones] + [np.zeros(size)]
            words.append(Word(word, at, at + size * len(letters)))
            at += size * (len(letters) + 1)
        return Speech(np.concatenate(parts).astype(np.float32), RATE, tuple(words))


def clipped(speech: Speech) -> Speech:
    """Far too loud."""
    return Speech(np.clip(speech.samples * 20, -1, 1), speech.rate, speech.words)


def noisy(seconds: float) -> Fault:
    """Noise behind the last word."""
    hiss = (np.random.default_rng(1).standard_normal(round(seconds * RATE)) * 0.05).astype(np.float32)
    return lambda speech: Speech(np.concatenate([speech.samples, hiss]), speech.rate, speech.words)


def doubled(speech: Speech) -> Speech:
    """The second and third word twice."""
    start, end = speech.words[1].start, speech.words[2].end + A_LETTER
    return Speech(np.concatenate([speech.samples[:end], speech.samples[start:]]), speech.rate)


def drawn_out(speech: Speech) -> Speech:
    """Three times as long as it should be."""
    return Speech(np.repeat(speech.samples, 3), speech.rate)


def broken_off(speech: Speech) -> Speech:
    """Only its first third."""
    return Speech(speech.samples[: len(speech.samples) // 3], speech.rate)


def silent(speech: Speech) -> Speech:
    """Nothing to be heard."""
    return Speech(np.zeros_like(speech.samples), speech.rate)
