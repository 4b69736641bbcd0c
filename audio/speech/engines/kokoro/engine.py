"""The default engine: Kokoro-82M, a small open model with 54 voices in nine languages, on this machine.

English is read by hibari's g2p, other languages as `reading` says. One ONNX Runtime session
with one thread is shared by all callers: as many callers as cores give 1.3 times the throughput of one caller
with all cores. Where somebody is about to listen, each caller has all cores all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from audio.cast import Voice, VoiceEntry
from audio.errors import EngineError, VoiceError
from audio.models import ModelFile, OnBytes
from audio.models import fetch_files as fetch
from audio.speech.engines.kokoro import reading as kokoro_reading
from audio.speech.engines.kokoro.batches import joined, split
from audio.speech.engines.kokoro.blend import is_blend, parts_of
from audio.speech.engines.kokoro.builds import (
    Way,
    agreed_way,
    device_name,
    device_sentence,
    drop_builds,
    kept_way,
    way_named,
)
from audio.speech.engines.kokoro.files import MODEL, voice_file
from audio.speech.engines.kokoro.model import Inputs, Model
from audio.speech.engines.kokoro.shapes import factors, shaped
from audio.speech.engines.kokoro.short import lead_for, without_lead
from audio.speech.engines.kokoro.voices import GENDERS, LANGUAGES, LETTERS, VOICES
from audio.speech.engines.phoneme_times import word_times
from audio.speech.engines.phonemes import Reading, read_english
from audio.speech.engines.table import find_voice
from audio.speech.sound import gap_after, strung
from audio.speech.values import Samples, Shape, Speech

RATE = 24_000
_LOUDEST = 0.98
"""Level to which a text is turned down that would go above full scale."""
_TRIAL = (Reading("The quick brown fox…", "ðə kwˈɪk bɹˈWn fˈɑks ʤˈʌmps ˈOvəɹ ðə lˈAzi dˈɔɡ."),)
"""What the builds of the model are tried with."""
_ROWS = 510
"""Styles of a voice, one for each number of phonemes."""


class KokoroEngine:
    """Speaks with Kokoro-82M."""

    name = "kokoro"
    online = False
    licence = "Apache-2.0"
    languages = ("en", "es", "fr", "hi", "it", "ja", "pt", "zh")
    phonemes = ("en",)
    max_chars = 400
    parallel = None
    memory = 450_000_000, 230_000_000

    def __init__(self) -> None:
        self._model = Model()
        self._style = lru_cache(maxsize=None)(_read_style)

    @property
    def version(self) -> str:
        """Give the version of code, model and build; no build is chosen before the model is here."""
        return _version(kept_way())

    def version_of(self, voice: Voice) -> str:
        """Give the version with the voice's build, chosen now if it can be, and what reads its language."""
        known = kept_way() or all(file.present for file in self.files([voice.name]))
        way = self._way(voice) if known else None
        return f"{_version(way)} {kokoro_reading.version(_spoken_language(voice))}"

    def voices(self) -> tuple[VoiceEntry, ...]:
        """Give all 54 voices, `ready` where the weights are there: a voice is half a megabyte more."""
        ready = MODEL.present
        return tuple(
            VoiceEntry(
                self.name, name, LANGUAGES[name[0]], GENDERS[name[1]], row["grade"], ready=ready
            )
            for name, row in VOICES.items()
        )  # fmt: skip

    def describe(self, name: str) -> VoiceEntry | None:
        """Take a blend: the accent of its largest part, the gender of all of them if it is one.

        Raises `VoiceError` for a blend that cannot be read or has a part that is no voice.
        """
        if not is_blend(name):
            return None
        parts = [find_voice(self.voices(), self.name, part) for part, _ in parts_of(name)]
        gender = parts[0].gender if len({part.gender for part in parts}) == 1 else "unknown"
        return VoiceEntry(self.name, name, parts[0].language, gender, ready=parts[0].ready)

    def files(self, voices: Sequence[str] | None = None) -> tuple[ModelFile, ...]:
        """Give the weights and the files of these voices, or of all."""
        names = VOICES if voices is None else (part for voice in voices for part, _ in parts_of(voice))
        return (MODEL, *map(voice_file, dict.fromkeys(names)))

    def fetch(self, voices: Sequence[str] | None = None, on_bytes: OnBytes | None = None) -> None:
        """Get what is missing; a voice that comes in an archive brings the others along."""
        fetch(self.files(voices), on_bytes, along=self.files())

    def check(self, voice: Voice) -> None:
        """Have the voice's files. Raises `VoiceError` for an unknown voice or language, `ModelFileError`."""
        if self.describe(voice.name) is None:
            find_voice(self.voices(), self.name, voice.name)
        if _spoken_language(voice) not in self.languages:
            reads = ", ".join(self.languages)
            raise VoiceError(
                f"kokoro does not read {voice.language!r}; it reads {reads}. Choose another engine."
            )
        if problem := kokoro_reading.problem(_spoken_language(voice)):
            raise VoiceError(problem)
        self.fetch([voice.name])

    def speak(self, text: str, voice: Voice) -> Speech:
        """Speak, at 24 kHz, with the time of every word."""
        return self.speak_shaped(text, voice, ())

    def speak_shaped(self, text: str, voice: Voice, shapes: Sequence[Shape]) -> Speech:
        """Speak so, with words longer or shorter, higher or lower."""
        readings = shaped(self._read(text, voice), text, shapes)
        batches = split(readings)
        if not batches:
            raise EngineError(f"kokoro finds nothing to say in {text!r}.")
        parts = [self._speak_batch(batch, voice) for batch in batches]
        if len(parts) == 1:
            return parts[0]
        gaps = [gap_after(batch[-1].phonemes) for batch in batches[:-1]]
        return strung(parts, [*gaps, 0.0])

    def _speak_batch(self, batch: Sequence[Reading], voice: Voice) -> Speech:
        lead = lead_for(batch, _spoken_language(voice), british=_is_british(voice))
        samples, durations = self._infer([*lead, *batch], voice)
        words = word_times([*lead, *batch], durations, samples, LETTERS)
        return without_lead(Speech(samples, RATE, words), lead)

    def _read(self, text: str, voice: Voice) -> tuple[Reading, ...]:
        """Give the phonemes of the text's language; in English, of the voice's accent."""
        language = _spoken_language(voice)
        if language == "en":
            return read_english(text, british=_is_british(voice))
        return kokoro_reading.read(text, language)

    def _infer(self, batch: Sequence[Reading], voice: Voice) -> tuple[Samples, NDArray[np.int64]]:
        """Run the model once. The durations are frames of every token, padding at both ends included."""
        samples, durations = self._run(self._inputs(batch, voice), self._way(voice))
        peak = float(np.abs(samples).max(initial=0))  # of some voices above full scale, where it would be cut
        return samples / np.float32(max(1.0, peak / _LOUDEST)), durations

    def _inputs(self, batch: Sequence[Reading], voice: Voice) -> Inputs:
        phonemes = joined(batch)
        tokens = [LETTERS[letter] for letter in phonemes if letter in LETTERS]
        if not tokens:
            raise EngineError(f"kokoro knows no sound of {phonemes!r}.")
        style = self._style(voice.name)
        return {
            "tokens": np.array([[0, *tokens, 0]], np.int64),
            "style": style[min(len(tokens), len(style)) - 1],
            "speed": np.array([voice.speed], np.float32),
            **factors(batch, LETTERS),
        }

    def _run(self, inputs: Inputs, way: Way) -> tuple[Samples, NDArray[np.int64]]:
        return self._model.run(inputs, way)

    def _way(self, voice: Voice) -> Way:
        """Give the way in which this voice is computed here, chosen with it where none is yet."""
        way = kept_way() or self._model.chosen(self._inputs(_TRIAL, voice))
        return way.with_care if VOICES[parts_of(voice.name)[0][0]]["build"] else way

    def way(self) -> str:
        """Say which build speaks and why."""
        way = kept_way()
        if way is None:
            return "no build is chosen yet; the first render tries which is fastest and right here"
        if way.times_shipped is None:
            return f"the {way.build} build, by VIVAVOCE_KOKORO"
        device = device_name(way.device)
        told = f"the {way.build} build on the {device}, {way.times_shipped} times as fast as the shipped one"
        if way.with_care == way:
            return told
        careful = ", ".join(name for name, row in VOICES.items() if row["build"])
        return f"{told}; {careful} by the {way.careful} build"

    def ways(self, voice: Voice) -> Mapping[str, float]:
        """Give the builds that are right here, each with its device and how fast it is."""
        self.check(voice)
        return {way.name: way.times_shipped or 1.0 for way in self._model.right(self._inputs(_TRIAL, voice))}

    def in_way(self, way: str) -> AbstractContextManager[None]:
        """Have one of them compute within the block."""
        return agreed_way(way_named(way))

    def device(self) -> str:
        """Say which graphics processor speaks, or why one does not."""
        return device_sentence()

    def hasten(self, voice: Voice) -> None:
        """Load the voice's build, where there is a choice of one and nothing has to be fetched."""
        if kept_way() and all(file.present for file in self.files([voice.name])):
            self._model.hasten(self._way(voice))

    def drop_made(self) -> int:
        """Remove the builds."""
        return drop_builds()

    def interrupt(self, callers: Collection[int]) -> None:
        """Break off what these threads are speaking."""
        self._model.interrupt(callers)


def _version(way: Way | None) -> str:
    return f"4 {MODEL.sha256[:12]} {way.named if way else 'no build chosen'}"


def _spoken_language(voice: Voice) -> str:
    """Give the language of the text, without region."""
    return voice.language.split("-")[0].lower()


def _is_british(voice: Voice) -> bool:
    """Tell the accent in which English is read: that of the voice, or of a blend's largest part."""
    return parts_of(voice.name)[0][0].startswith("b")


def _read_style(name: str) -> Samples:
    """Read a voice or blend: one style for every number of phonemes, shape (510, 1, 256)."""
    mixed = np.zeros((_ROWS, 1, 256), np.float32)
    for part, share in parts_of(name):
        file = voice_file(part)
        fetch([file])
        mixed += np.float32(share) * np.fromfile(file.path, np.dtype("<f4")).reshape(_ROWS, 1, 256)
    return mixed
