"""ONNX Runtime's session in which Kokoro is computed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from audio.speech.engines.kokoro.builds import CPU, provider_options
from audio.speech.engines.onnx import runtime

if TYPE_CHECKING:
    from onnxruntime import InferenceSession


def load_session(model: Path | bytes, device: str = CPU, threads: int = 1) -> InferenceSession:
    """Load a model for callers that each use so many threads; its outputs are `audio` and `duration`.

    `device` is ONNX Runtime's name of what computes; what that does not know the processor does. With two
    threads the same samples are there in two thirds of the time, and cost 7 % more.
    """
    onnxruntime = runtime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # Threads that wait for work in a loop would take the processor from other callers.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    given = model if isinstance(model, bytes) else str(model)
    providers = [(name, provider_options(name)) for name in dict.fromkeys((device, CPU))]
    return onnxruntime.InferenceSession(given, options, providers=providers)
