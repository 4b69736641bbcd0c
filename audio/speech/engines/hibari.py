"""The draft engine: hibari, small English voices distilled from Kokoro's, some sixty times as fast."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from audio.cast import Voice, VoiceEntry
from audio.errors import EngineError, VoiceError
from audio.extras import installed, present
from audio.models import Address, ModelFile, OnBytes
from audio.models import fetch_files as fetch
from audio.speech.engines.onnx import runtime, with_durations
from audio.speech.engines.phoneme_times import word_times
from audio.speech.engines.phonemes import Reading, read_english
from audio.speech.engines.table import find_voice
from audio.speech.values import Samples, Speech, Word

if TYPE_CHECKING:
    from hibari import Hibari

RATE = 24_000
_MAX_PHONEMES = 400
_DURATIONS = "/Clip_output_0"
"""The tensor in its graph that holds how long each phoneme is."""
_PARTS = 6
"""Outputs of its graph, from which the sound is made."""
_SEED = 1
"""Of the noise component, so that a text sounds the same every time."""
_NO_PACKAGE = "The engine hibari needs the package hibari-tts: `pip install hibari-tts`."
_REMEDY = "Use the voice hibari:heart, which needs no download, or go online and try again."


class HibariEngine:
    """Speaks with hibari; the voice `heart` is in its package, the others are 8 MB each."""

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
        self._loaded: dict[str, Hibari] = {}

    @property
    def version(self) -> str:
        """Give the version of the package, whose code is part of the sound, and of its use here."""
        return f"3 {installed('hibari-tts')}"

    def problem(self) -> str:
        """Say that the package is missing."""
        return "" if present("hibari") else _NO_PACKAGE

    def voices(self) -> tuple[VoiceEntry, ...]:
        """Give the five voices; without the package the one that it would bring."""
        if self.problem():
            return (VoiceEntry(self.name, "heart", "en-US", "female", ready=False),)
        return tuple(
            VoiceEntry(
                self.name, name, about["language"], about["gender"],
                ready=about["bundled"] or self._file(name).present,
            )
            for name, about in self._about.items()
        )  # fmt: skip

    def files(self, voices: Sequence[str] | None = None) -> tuple[ModelFile, ...]:
        """Give the files of the voices that are not in the package."""
        if self.problem():
            return ()
        names = self._about if voices is None else voices
        return tuple(self._file(name) for name in names if not self._about[name]["bundled"])

    def fetch(self, voices: Sequence[str] | None = None, on_bytes: OnBytes | None = None) -> None:
        """Get what is missing."""
        fetch(self.files(voices), on_bytes)

    def check(self, voice: Voice) -> None:
        """Have the voice's file. Raises `VoiceError` for an unknown voice or language, `ModelFileError`."""
        if problem := self.problem():
            raise VoiceError(problem)
        find_voice(self.voices(), self.name, voice.name)
        if not voice.language.lower().startswith("en"):
            raise VoiceError(
                f"hibari reads English, not {voice.language!r}. Choose another engine, such as kokoro."
            )
        self.fetch([voice.name])

    def speak(self, text: str, voice: Voice) -> Speech:
        """Speak, at 24 kHz, the same samples every time, with the time of every word."""
        british = bool(self._about[voice.name]["british"])
        readings = [reading for reading in read_english(text, british=british) if reading.phonemes]
        model = self._model(voice.name)
        noise = np.random.default_rng(_SEED)
        samples: list[Samples] = []
        words: list[Word] = []
        at = 0
        for batch in filter(None, _split(readings)):
            part = _speak_batch(model, batch, voice.speed, noise)
            samples.append(part.samples)
            words += [Word(word.text, at + word.start, at + word.end) for word in part.words]
            at += len(part.samples)
        if not at:
            raise EngineError(f"hibari finds nothing to say in {text!r}.")
        return Speech(np.concatenate(samples), RATE, tuple(words))

    def _model(self, name: str) -> Hibari:
        with self._loading:
            if name not in self._loaded:
                from hibari.voices import voice_path  # noqa: PLC0415

                files = self.files([name])
                self._loaded[name] = _load(name, files[0].path if files else Path(voice_path(name)))
            return self._loaded[name]

    @cached_property
    def _about(self) -> dict[str, dict[str, Any]]:
        """Give hibari's own registry of voices."""
        from hibari.voices import VOICES  # noqa: PLC0415

        return dict(VOICES)

    def _file(self, name: str) -> ModelFile:
        from hibari.voices import BASE_URL  # noqa: PLC0415

        about = self._about[name]
        address = Address(BASE_URL + about["file"])
        return ModelFile(f"hibari/{about['file']}", about["bytes"], about["sha256"], (address,), _REMEDY)


def _load(name: str, path: Path) -> Hibari:
    """Load a voice so that it gives the durations of phonemes too, where its model holds them as usual."""
    runtime()
    from hibari import Hibari  # noqa: PLC0415 - loads ONNX Runtime

    try:
        return Hibari(voice=name, model=with_durations(path, _DURATIONS))
    except Exception:  # ONNX Runtime's errors have no root of their own
        logging.getLogger(__name__).debug("%s loads without the times of words", name, exc_info=True)
        return Hibari(voice=name, model=str(path))


def _speak_batch(model: Hibari, batch: Sequence[Reading], speed: float, noise: np.random.Generator) -> Speech:
    """Do what hibari's own `from_ids` does, and keep the durations."""
    from hibari import dsp  # noqa: PLC0415

    ids = model.ids(" ".join(reading.phonemes for reading in batch))
    if len(ids) < 3:
        return Speech(np.zeros(0, np.float32), RATE)
    spectrum, durations = _run(model, ids, speed)
    samples = np.asarray(dsp.synth(*spectrum, noise), np.float32)
    words = word_times(batch, durations, samples, model.vocab) if len(durations) else ()
    return Speech(samples, RATE, words)


def _run(model: Hibari, ids: Sequence[int], speed: float) -> tuple[list[Samples], NDArray[np.int64]]:
    """Give the parts of the spectrum, and the duration of each token or none."""
    inputs = {"ids": np.asarray([ids], np.int64), "speed": np.asarray([speed], np.float32)}
    outputs = model.sess.run(None, inputs)
    durations = np.asarray(outputs[_PARTS:], np.int64).ravel()
    return [part[0] for part in outputs[:_PARTS]], durations


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
