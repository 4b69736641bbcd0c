"""ONNX Runtime, which three engines compute with."""

from __future__ import annotations

import os

_ASKED_TO_REPORT = ("0", "false", "no", "off")


def keep_to_itself() -> None:
    """Tell ONNX Runtime not to report its use, unless the user's `ORT_DISABLE_TELEMETRY` lets it.

    `audio` sets that variable, which is read once: too late where another package has imported the runtime.
    """
    if os.environ.get("ORT_DISABLE_TELEMETRY", "").strip().lower() in _ASKED_TO_REPORT:
        return
    import onnxruntime  # noqa: PLC0415 - slow to import

    if silence := getattr(onnxruntime, "disable_telemetry_events", None):
        silence()
