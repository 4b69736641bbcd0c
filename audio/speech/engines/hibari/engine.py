"""The draft engine: hibari, small English voices distilled from Kokoro's, some sixty times as fast."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any

import numpy as np

from audio.cast import Voice, VoiceEntry
from audio.errors import EngineError, ModelFileError, VoiceError
from audio.extras import installed, present
from audio.media import resample
from audio.models import Address, ModelFile, OnBytes, is_good, models_folder
from audio.models import fetch_files as fetch
from audio.speech.engines.hibari.model import RATE, Model, assets, load_model, speak_batch
from audio.speech.engines.phonemes import Reading, read_english
from audio.speech.engines.table import find_voice
from audio.speech.values import Samples, Speech, Word

SITE = "https://huggingface.co/maureesewilliams/hibari/resolve/main/voices/"
"""Where its publisher has the voices, as `hibari.voices` says, which would load the engine."""
_MAX_PHONEMES = 400
_SEED = 1
"""Of the noise component, so that a text sounds the same every time."""
_NO_PACKAGE = "The engine hibari needs the package hibari-tts: `pip install hibari-tts`."
_REMEDY = "Use the voice hibari:heart, which needs no download, or go online and try again."
_HEART = "heart"
"""The voice in the package, which speaks for those whose files cannot be had."""
_PITCHES = {"emma": 1.06, "kore": 0.94, "fenrir": 0.87, "fable": 0.76}
"""How high heart then speaks, as a share of its own pitch: no two alike, the men's voices lower."""
_ASKED_AGAIN = 3600.0
"""Seconds for which a place that had no voice is not asked by a render again."""


class HibariEngine:
    """Speaks with hibari; the voice `heart` is in its package, the others are 8 MB each.

    Where one of these cannot be had, `heart` speaks for it at another pitch.
    """

    name = "hibari"
    online = False
    for_drafts = True
    licence = "Apache-2.0"
    languages = ("en",)
    phonemes = ("en",)
    max_chars = 400
    parallel = None

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._loaded: dict[str, Model] = {}

    @property
    def version(self) -> str:
        """Give the version of the package, whose code is part of the sound, and of its use here."""
        return f"3 {installed('hibari-tts')}"

    def version_of(self, voice: Voice) -> str:
        """Give the version, and at which pitch `heart` speaks for a voice that is not here."""
        pitch = self._pitch(voice.name)
        return self.version if pitch == 1 else f"{self.version} {_HEART} {pitch}"

    def problem(self) -> str:
        """Say that the package is missing."""
        return "" if present("hibari") else _NO_PACKAGE

    def voices(self) -> tuple[VoiceEntry, ...]:
        """Give the five voices, all of them to be cast: each is fetched when it is first spoken with.

        Without the package there is the one that it would bring, and it is not.
        """
        if self.problem():
            return (VoiceEntry(self.name, _HEART, "en-US", "female", ready=False),)
        return tuple(
            VoiceEntry(self.name, name, about["language"], about["gender"])
            for name, about in self._about.items()
        )

    def files(self, voices: Sequence[str] | None = None) -> tuple[ModelFile, ...]:
        """Give the files of the voices that are not in the package."""
        if self.problem():
            return ()
        names = self._about if voices is None else voices
        return tuple(self._file(name) for name in names if not self._about[name]["bundled"])

    def fetch(self, voices: Sequence[str] | None = None, on_bytes: OnBytes | None = None) -> None:
        """Get what is missing."""
        fetch(self.files(voices), on_bytes)

    def obtain(self, voices: Sequence[str], on_bytes: OnBytes | None = None) -> None:
        """Get what is missing where it can be had; a place that did not answer is left alone for an hour."""
        refused = models_folder() / "hibari" / "not-reached"
        with suppress(OSError):
            if 0 <= time.time() - refused.stat().st_mtime < _ASKED_AGAIN:
                return
        try:
            self.fetch(voices, on_bytes)
        except ModelFileError as error:
            logging.getLogger(__name__).info("%s", error)
            with suppress(OSError):
                refused.parent.mkdir(parents=True, exist_ok=True)
                refused.touch()

    def stand_in(self, voice: str) -> str:
        """Say who speaks for a voice that is not here; empty for one that is."""
        return "" if self._pitch(voice) == 1 else f"{self.name}:{_HEART} at another pitch"

    def check(self, voice: Voice) -> None:
        """Have the voice's file, if it can be had. Raises `VoiceError` for an unknown voice or language."""
        if problem := self.problem():
            raise VoiceError(problem)
        find_voice(self.voices(), self.name, voice.name)
        if not voice.language.lower().startswith("en"):
            raise VoiceError(
                f"hibari reads English, not {voice.language!r}. Choose another engine, such as kokoro."
            )
        self.obtain([voice.name])

    def speak(self, text: str, voice: Voice) -> Speech:
        """Speak, at 24 kHz, the same samples every time, with the time of every word."""
        pitch = self._pitch(voice.name)
        speaker = voice.name if pitch == 1 else _HEART
        british = bool(self._about[speaker]["british"])  # who stands in has learnt one accent only
        readings = [reading for reading in read_english(text, british=british) if reading.phonemes]
        model = self._model(speaker)
        noise = np.random.default_rng(_SEED)
        samples: list[Samples] = []
        words: list[Word] = []
        at = 0
        for batch in filter(None, _split(readings)):
            part = speak_batch(model, batch, voice.speed / pitch, noise)
            samples.append(part.samples)
            words += [Word(word.text, at + word.start, at + word.end) for word in part.words]
            at += len(part.samples)
        if not at:
            raise EngineError(f"hibari finds nothing to say in {text!r}.")
        return _pitched(Speech(np.concatenate(samples), RATE, tuple(words)), pitch)

    def hasten(self, voice: Voice) -> None:
        """Load the voice, or the one that speaks for it."""
        self._model(voice.name if self._pitch(voice.name) == 1 else _HEART)

    def _pitch(self, name: str) -> float:
        """Give the share of its own pitch at which `heart` speaks for a voice; 1 for one that is here."""
        return 1.0 if all(map(is_good, self.files([name]))) else _PITCHES.get(name, 1.0)

    def _model(self, name: str) -> Model:
        with self._loading:
            if name not in self._loaded:
                files = self.files([name])
                bundled = assets() / self._about[name]["file"]
                self._loaded[name] = load_model(name, files[0].path if files else bundled)
            return self._loaded[name]

    @cached_property
    def _about(self) -> dict[str, dict[str, Any]]:
        """Give hibari's own registry of voices."""
        return dict(json.loads((assets() / "voices.json").read_bytes()))

    def _file(self, name: str) -> ModelFile:
        about = self._about[name]
        address = Address(SITE + about["file"])
        return ModelFile(f"hibari/{about['file']}", about["bytes"], about["sha256"], (address,), _REMEDY)


def _pitched(speech: Speech, pitch: float) -> Speech:
    """Play a speech faster or slower, so that its pitch is this share of what it was."""
    if pitch == 1:
        return speech
    samples = resample(speech.samples, round(RATE * pitch), RATE)
    words = tuple(
        Word(word.text, round(word.start / pitch), round(word.end / pitch)) for word in speech.words
    )
    return Speech(samples, RATE, words)


def _split(readings: Sequence[Reading]) -> list[list[Reading]]:
    """Part at sentences, as the model was trained; clauses too where a sentence is longer than it takes."""
    batches: list[list[Reading]] = [[]]
    length = 0
    for reading in readings:
        over = length + len(reading.phonemes) > _MAX_PHONEMES
        before = batches[-1][-1].phonemes[-1] if batches[-1] else ""
        if batches[-1] and (
            over or before in ".!?…" or (length > _MAX_PHONEMES * 2 // 3 and before in ",;:—")
        ):
            batches.append([])
            length = 0
        batches[-1].append(reading)
        length += len(reading.phonemes) + 1
    return batches
