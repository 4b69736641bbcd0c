"""hibari's model: the graph that gives a spectrum, and its package's code that makes sound of it."""

from __future__ import annotations

import builtins
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from platform import machine
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from audio.models import sha256_of
from audio.speech.engines.onnx import runtime, with_durations
from audio.speech.engines.phoneme_times import word_times
from audio.speech.engines.phonemes import Reading
from audio.speech.values import Samples, Speech
from audio.tasks import kept

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

RATE = 24_000
_DURATIONS = "/Clip_output_0"
"""The tensor in its graph that holds how long each phoneme is."""
_PARTS = 6
"""Outputs of its graph, from which the sound is made."""


@dataclass(frozen=True, slots=True)
class Model:
    """A voice that is loaded."""

    session: InferenceSession
    alphabet: Mapping[str, int]
    """Its token for each sound."""


def assets() -> Path:
    """Give the folder of the files in hibari's package without loading it, which takes a while."""
    package = find_spec("hibari")
    origin = package.origin if package else None
    assert origin  # noqa: S101 - hibari-tts is installed with this package
    return Path(origin).parent / "assets"


def load_model(name: str, path: Path) -> Model:
    """Load a voice so that it gives the durations of phonemes too, where its model holds them as usual."""
    alphabet = dict(json.loads((assets() / "vocab.json").read_bytes()))
    for graph in (_rewritten, _timed):
        try:
            return Model(_session(graph(path)), alphabet)
        except Exception:  # noqa: PERF203 - ONNX Runtime's errors have no root of their own
            logging.getLogger(__name__).debug("%s is not loaded as usual", name, exc_info=True)
    return Model(_session(str(path)), alphabet)


def _session(model: bytes | str, **more: Any) -> InferenceSession:
    """Load a graph, from its bytes or its file, with `more` options."""
    onnxruntime = runtime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False  # which keeps 17 MB, and saves no time here
    for name, value in more.items():
        setattr(options, name, value)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _timed(path: Path) -> bytes:
    """Give a voice's graph with the durations of phonemes."""
    return with_durations(path, _DURATIONS)


def _rewritten(path: Path) -> bytes:
    """Give that as ONNX Runtime rewrites it, once on a machine: it takes longer than all the rest of loading.

    Left out is what holds for one processor only.
    """
    onnxruntime = runtime()
    level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED

    def rewrite() -> bytes:
        with TemporaryDirectory() as folder:
            file = Path(folder) / "voice.ort"  # written, for this ending, as what is loaded soonest
            _session(_timed(path), optimized_model_filepath=str(file), graph_optimization_level=level)
            return file.read_bytes()

    return kept(("hibari", onnxruntime.__version__, machine(), _DURATIONS, sha256_of(path)), rewrite)


@cache
def _synthesis() -> ModuleType:
    """Load the part of hibari that makes sound of a spectrum, and let it find no SciPy.

    That takes longer to import than all that speaks, and hibari does without: a text sounds the same wherever
    it is spoken.
    """

    def imported(name: str, *about: Any, **more: Any) -> ModuleType:
        if name.startswith("scipy"):
            raise ImportError(name)
        return __import__(name, *about, **more)

    spec = spec_from_file_location("hibari.dsp", assets().parent / "dsp.py")
    assert spec  # noqa: S101 - a file of Python
    assert spec.loader  # noqa: S101 - the same
    module = module_from_spec(spec)
    vars(module)["__builtins__"] = {**vars(builtins), "__import__": imported}
    spec.loader.exec_module(module)
    return module


def speak_batch(model: Model, batch: Sequence[Reading], speed: float, noise: np.random.Generator) -> Speech:
    """Do what hibari's own `from_ids` does, and keep the durations."""
    ids = [model.alphabet.get(sound) for sound in " ".join(reading.phonemes for reading in batch)]
    tokens = [0, *(token for token in ids if token is not None), 0]
    if len(tokens) < 3:
        return Speech(np.zeros(0, np.float32), RATE)
    spectrum, durations = _run(model, tokens, speed)
    samples = np.asarray(_synthesis().synth(*spectrum, noise), np.float32)
    words = word_times(batch, durations, samples, model.alphabet) if len(durations) else ()
    return Speech(samples, RATE, words)


def _run(model: Model, tokens: Sequence[int], speed: float) -> tuple[list[Samples], NDArray[np.int64]]:
    """Give the parts of the spectrum, and the duration of each token or none."""
    inputs = {"ids": np.asarray([tokens], np.int64), "speed": np.asarray([speed], np.float32)}
    outputs: Sequence[NDArray[Any]] = model.session.run(None, inputs)
    durations = np.asarray(outputs[_PARTS:], np.int64).ravel()
    return [part[0] for part in outputs[:_PARTS]], durations
