"""Kokoro's graph as it runs here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from audio.speech.engines.onnx import runtime, with_durations

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_DURATIONS = "/encoder/Clip_output_0"
"""Kokoro's tensor of the durations, in frames of 600 samples, padding included."""


def load_session(path: Path) -> InferenceSession:
    """Load the model for callers that each use one thread; its outputs are `audio` and `duration`."""
    onnxruntime = runtime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    model = with_durations(path, _DURATIONS)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
