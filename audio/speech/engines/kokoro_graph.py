"""Kokoro's graph, and hibari's, with one output more: how long each phoneme lasts.

The published models hold the durations inside but do not give them. ONNX files are protocol buffers,
in which a second occurrence of an embedded message is merged into the first and its repeated fields are
appended (Protocol Buffers Encoding, "Last One Wins"). So a node and an output are added by appending some
sixty bytes, without the `onnx` package.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from audio.speech.engines.onnx import keep_to_itself

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_DURATIONS = "/encoder/Clip_output_0"
"""Kokoro's tensor of the durations, in frames of 600 samples, padding included."""
_INT64 = 7
"""TensorProto.DataType of 64-bit integers."""
_ATTRIBUTE_IS_INT = 2
"""AttributeProto.AttributeType."""


def load_session(path: Path) -> InferenceSession:
    """Load the model for callers that each use one thread; its outputs are `audio` and `duration`."""
    import onnxruntime  # noqa: PLC0415 - slow to import

    keep_to_itself()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    model = with_durations(path, _DURATIONS)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def with_durations(path: Path, tensor: str) -> bytes:
    """Give a model file with one output more at the end, `duration`: a tensor inside it as whole numbers."""
    return path.read_bytes() + _duration_output(tensor)


def _duration_output(tensor: str) -> bytes:
    """Encode a ModelProto that has only a graph, with one Cast node and one output."""
    to_int64 = _text(1, "to") + _number(3, _INT64) + _number(20, _ATTRIBUTE_IS_INT)
    node = _text(1, tensor) + _text(2, "duration") + _text(4, "Cast") + _embedded(5, to_int64)
    tensor_type = _embedded(1, _number(1, _INT64))
    output = _text(1, "duration") + _embedded(2, tensor_type)
    return _embedded(7, _embedded(1, node) + _embedded(12, output))


def _varint(number: int) -> bytes:
    """Encode seven bits a byte, the lowest first."""
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    encoded.append(number)
    return bytes(encoded)


def _embedded(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _text(field: int, text: str) -> bytes:
    return _embedded(field, text.encode())


def _number(field: int, number: int) -> bytes:
    return _varint(field << 3) + _varint(number)
