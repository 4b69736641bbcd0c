"""ONNX Runtime, which three engines compute with, and the models it loads.

The published models hold the length of each phoneme inside but do not give it. ONNX files are protocol
buffers, in which a second occurrence of an embedded message is merged into the first and its repeated fields
are appended (Protocol Buffers Encoding, "Last One Wins"). So a node and an output are added by appending some
sixty bytes, without the `onnx` package.
"""

from __future__ import annotations

import os
from pathlib import Path
from types import ModuleType
from typing import cast

_REPORTS = "ORT_DISABLE_TELEMETRY"
_ASKED_TO_REPORT = ("0", "false", "no", "off")
_INT64 = 7
"""TensorProto.DataType of 64-bit integers."""
_ATTRIBUTE_IS_INT = 2
"""AttributeProto.AttributeType."""


def keep_to_itself() -> None:
    """Have ONNX Runtime not report its use, unless the user's `ORT_DISABLE_TELEMETRY` lets it.

    From version 1.29 on it reports to its maker, with an identifier of the machine that it keeps in the cache
    folder. It reads the variable once, when it is imported: so this comes before any package that imports it.
    """
    os.environ.setdefault(_REPORTS, "1")


def runtime() -> ModuleType:
    """Import ONNX Runtime; where another package did so already, tell it now to keep to itself."""
    keep_to_itself()
    import onnxruntime  # noqa: PLC0415 - slow to import

    if os.environ[_REPORTS].strip().lower() not in _ASKED_TO_REPORT:
        getattr(onnxruntime, "disable_telemetry_events", lambda: None)()
    return cast("ModuleType", onnxruntime)


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
