"""An engine for tests: a sine a voice, as long as its text, with words whose times are known."""

from __future__ import annotations

import zlib

import numpy as np

from audio.cast import Voice, VoiceEntry
from audio.speech.engines.table import find_voice
from audio.speech.values import Speech, Word

RATE = 24_000
PITCHES = {"low": 110.0, "mid": 220.0, "high": 440.0, "top": 880.0}
"""Each voice and its pitch in Hz."""
SECONDS_A_CHARACTER = 0.05
"""At speed 1; spaces are silent."""


class ToneEngine:
    """Hums one pitch a voice."""

    name = "tone"
    version = "1"
    online = False
    licence = "Apache-2.0"
    languages = ("en",)
    phonemes = ()
    max_chars = 400
    parallel = None

    def voices(self) -> tuple[VoiceEntry, ...]:
        """Give one voice a pitch."""
        return tuple(VoiceEntry(self.name, name, "en-US", "unknown") for name in PITCHES)

    def check(self, voice: Voice) -> None:
        """Raise `VoiceError` for a voice that there is not."""
        find_voice(self.voices(), self.name, voice.name)

    def speak(self, text: str, voice: Voice) -> Speech:
        """Give 50 ms a character at 24 kHz, peak 0.5; letters sound, spaces do not."""
        a_character = round(RATE * SECONDS_A_CHARACTER / voice.speed)
        time = np.arange(a_character * len(text)) / RATE
        samples = (0.5 * np.sin(2 * np.pi * PITCHES[voice.name] * time)).astype(np.float32)
        words: list[Word] = []
        at = 0
        for word in text.split(" "):
            end = at + len(word)
            samples[a_character * end : a_character * (end + 1)] = 0
            if word:
                # Words differ a little in level, so that a mix-up of texts of one length can be measured.
                samples[a_character * at : a_character * end] *= 0.8 + zlib.crc32(word.encode()) % 20 / 100
                words.append(Word(word, a_character * at, a_character * end))
            at = end + 1
        return Speech(samples, RATE, tuple(words))
