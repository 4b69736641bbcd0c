"""What the builds need of the ONNX format: its messages, and what NumPy and Python have in their place.

ONNX files are protocol buffers (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). protobuf, which ONNX
Runtime brings, reads them by the table below; fields that are not in it are kept as they are. The package
onnx does the same and much more, and is 28 MB with what it needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from google.protobuf.descriptor_pb2 import FieldDescriptorProto, FileDescriptorProto
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass
from numpy.typing import NDArray

_MESSAGES: Mapping[str, str] = {
    "OperatorSetIdProto": "domain:1 string, version:2 int64",
    "ModelProto": "ir_version:1 int64, opset_import:8* OperatorSetIdProto, graph:7 GraphProto",
    "GraphProto": (
        "node:1* NodeProto, name:2 string, initializer:5* TensorProto, input:11* ValueInfoProto, "
        "output:12* ValueInfoProto"
    ),
    "NodeProto": (
        "input:1* string, output:2* string, name:3 string, op_type:4 string, attribute:5* AttributeProto, "
        "domain:7 string"
    ),
    "AttributeProto": (
        "name:1 string, f:2 float, i:3 int64, s:4 bytes, t:5 TensorProto, floats:7* float, ints:8* int64, "
        "strings:9* bytes, type:20 int32"
    ),
    "TensorProto": (
        "dims:1* int64, data_type:2 int32, float_data:4+ float, int32_data:5+ int32, int64_data:7+ int64, "
        "name:8 string, raw_data:9 bytes, double_data:10+ double"
    ),
    "ValueInfoProto": "name:1 string, type:2 TypeProto",
    "TypeProto": "tensor_type:1 TensorTypeProto",
    "TensorTypeProto": "elem_type:1 int32, shape:2 TensorShapeProto",
    "TensorShapeProto": "dim:1* DimensionProto",
    "DimensionProto": "dim_value:1 int64, dim_param:2 string",
}
"""Message -> its fields: name, number, and type; `*` is repeated, `+` repeated and packed."""

__all__ = [
    "FLOAT", "INT8", "INT64", "AttributeProto", "ModelProto", "NodeProto", "TensorProto", "ValueInfoProto",
    "array_of", "make_node", "make_value", "read_model", "tensor_of", "value_of",
]  # fmt: skip

FLOAT, INT8, INT64 = 1, 3, 7
"""Numbers of types in TensorProto.DataType."""
_TYPES: Mapping[int, tuple[type[np.generic], str]] = {
    FLOAT: (np.float32, "float_data"),
    2: (np.uint8, "int32_data"),
    INT8: (np.int8, "int32_data"),
    6: (np.int32, "int32_data"),
    INT64: (np.int64, "int64_data"),
    9: (np.bool_, "int32_data"),
    11: (np.float64, "double_data"),
}
"""Number of a type -> what NumPy calls it, and the field that holds its values where they are not raw."""
_NUMBERS = {np.dtype(kind): number for number, (kind, _) in _TYPES.items()}
_SEVERAL = 5
_ATTRIBUTES = {1: "f", 2: "i", 3: "s", 4: "t", 6: "floats", 7: "ints", 8: "strings"}
"""AttributeProto.AttributeType -> the field that holds the value; several of one are `_SEVERAL` above."""


def _classes() -> dict[str, Any]:
    """Make a class of each message, in a pool of their own, beside which the package onnx may be loaded."""
    file = FileDescriptorProto(name="onnx.proto", package="onnx", syntax="proto2")
    for name, fields in _MESSAGES.items():
        message = file.message_type.add(name=name)
        for each in fields.split(", "):
            head, kind = each.split(" ")
            field, _, number = head.partition(":")
            made = message.field.add(name=field, number=int(number.strip("*+")))
            made.label = made.LABEL_OPTIONAL if number.isdigit() else made.LABEL_REPEATED
            if kind in _MESSAGES:
                made.type, made.type_name = made.TYPE_MESSAGE, f".onnx.{kind}"
            else:
                made.type = FieldDescriptorProto.Type.Value(f"TYPE_{kind.upper()}")
            if number.endswith("+"):
                made.options.packed = True
    pool = DescriptorPool()
    pool.Add(file)
    return {name: GetMessageClass(pool.FindMessageTypeByName(f"onnx.{name}")) for name in _MESSAGES}


if TYPE_CHECKING:
    from onnx import AttributeProto, ModelProto, NodeProto, TensorProto, ValueInfoProto
else:
    _made = _classes()
    AttributeProto, ModelProto = _made["AttributeProto"], _made["ModelProto"]
    NodeProto, TensorProto, ValueInfoProto = (
        _made[f"{name}Proto"] for name in ("Node", "Tensor", "ValueInfo")
    )


def read_model(path: Path) -> ModelProto:
    """Read a model file. Raises `OSError`."""
    model = ModelProto()
    model.ParseFromString(path.read_bytes())
    return model


def array_of(tensor: TensorProto) -> NDArray[Any]:
    """Give the values of a tensor."""
    kind, field = _TYPES[tensor.data_type]
    if tensor.raw_data:
        values = np.frombuffer(tensor.raw_data, np.dtype(kind).newbyteorder("<")).astype(kind, copy=False)
    else:
        values = np.array(getattr(tensor, field), kind)
    return values.reshape(tuple(tensor.dims))


def tensor_of(values: NDArray[Any], name: str) -> TensorProto:
    """Give values as a tensor of that name."""
    raw = np.ascontiguousarray(values, values.dtype.newbyteorder("<")).tobytes()
    return TensorProto(dims=values.shape, data_type=_NUMBERS[values.dtype], name=name, raw_data=raw)


def make_node(
    kind: str, inputs: Iterable[str], outputs: Iterable[str], name: str, attributes: Mapping[str, Any]
) -> NodeProto:
    """Make a node of a kind of operator."""
    made = [_attribute(key, value) for key, value in sorted(attributes.items())]
    return NodeProto(input=inputs, output=outputs, name=name, op_type=kind, attribute=made)


def _attribute(name: str, value: Any) -> AttributeProto:
    """Make an attribute of a number or bytes, or of a list of those of one kind."""
    several = isinstance(value, list | tuple)
    one = value[0] if several else value
    kind = 3 if isinstance(one, bytes) else 2 if isinstance(one, int | np.integer) else 1
    number: Any = kind + _SEVERAL if several else kind
    given: Any = {_ATTRIBUTES[number]: value}
    return AttributeProto(name=name, type=number, **given)


def value_of(attribute: AttributeProto) -> Any:
    """Give the value of an attribute; of several values, a list."""
    value = getattr(attribute, _ATTRIBUTES[attribute.type])
    return list(value) if attribute.type > _SEVERAL else value


def make_value(name: str, kind: int, shape: Iterable[int | str | None]) -> ValueInfoProto:
    """Describe an input or output; a dimension is its size, its name, or None where it is open."""
    value = ValueInfoProto(name=name)
    value.type.tensor_type.elem_type = kind
    for size in shape:
        dimension = value.type.tensor_type.shape.dim.add()
        if isinstance(size, int):
            dimension.dim_value = size
        elif size is not None:
            dimension.dim_param = size
    return value
