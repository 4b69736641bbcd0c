"""The draft engine: hibari, small English voices distilled from Kokoro's, some sixty times as fast."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from audio.cast import Voice, VoiceEntry
from audio.errors import EngineError, VoiceError
from audio.speech.engines import find_voice
from audio.speech.engines.phonemes import Reading, read_english
from audio.speech.model_files import ModelFile, OnBytes, fetch
from audio.speech.sources import Address
from audio.speech.values import Samples, Speech

if TYPE_CHECKING:
    from hibari import Hibari

RATE = 24_000
_MAX_PHONEMES = 400
_SEED = 1
"""Of the noise component, so that a text sounds the same every time."""
_REMEDY = "Use the voice hibari:heart, which needs no download, or go online and try again."


class HibariEngine:
    """Speaks with hibari; the voice `heart` is in its package, the others are 8 MB each."""

    name = "hibari"
    online = False
    licence = "MIT, voices Apache-2.0"
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
        from hibari import __version__  # noqa: PLC0415

        return f"1 {__version__}"

    def voices(self) -> tuple[VoiceEntry, ...]:
        """Give the five voices."""
        return tuple(
            VoiceEntry(
                self.name, name, about["language"], about["gender"],
                ready=about["bundled"] or self._file(name).present,
            )
            for name, about in self._about.items()
        )  # fmt: skip

    def files(self, voices: Sequence[str] | None = None) -> tuple[ModelFile, ...]:
        """Give the files of the voices that are not in the package."""
        names = self._about if voices is None else voices
        return tuple(self._file(name) for name in names if not self._about[name]["bundled"])

    def fetch(self, voices: Sequence[str] | None = None, on_bytes: OnBytes | None = None) -> None:
        """Get what is missing."""
        fetch(self.files(voices), on_bytes)

    def check(self, voice: Voice) -> None:
        """Have the voice's file. Raises `VoiceError` for an unknown voice or language, `ModelFileError`."""
        find_voice(self.voices(), self.name, voice.name)
        if not voice.language.lower().startswith("en"):
            raise VoiceError(
                f"hibari reads English, not {voice.language!r}. Choose another engine, such as kokoro."
            )
        self.fetch([voice.name])

    def speak(self, text: str, voice: Voice) -> Speech:
        """Speak, at 24 kHz, the same samples every time."""
        british = bool(self._about[voice.name]["british"])
        readings = [reading for reading in read_english(text, british=british) if reading.phonemes]
        model = self._model(voice.name)
        noise = np.random.default_rng(_SEED)
        parts: list[Samples] = []
        for batch in _split(readings):
            ids = model.ids(" ".join(reading.phonemes for reading in batch))
            parts.append(np.asarray(model.from_ids(ids, voice.speed, noise), np.float32))
        if not any(len(part) for part in parts):
            raise EngineError(f"hibari finds nothing to say in {text!r}.")
        return Speech(np.concatenate(parts), RATE)

    def _model(self, name: str) -> Hibari:
        with self._loading:
            if name not in self._loaded:
                from hibari import Hibari  # noqa: PLC0415 - loads ONNX Runtime

                files = self.files([name])
                self._loaded[name] = Hibari(voice=name, model=str(files[0].path) if files else None)
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
