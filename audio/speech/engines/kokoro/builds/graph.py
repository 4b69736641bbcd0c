"""A model's graph as a value: transforms take one and give another, and so can be put one behind the other.

Nodes and tensors are those of the `onnx` package; none is changed, only left out, added or replaced by
others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper


@dataclass(frozen=True)
class Graph:
    """What a model computes: its nodes in an order in which they can be computed, and their constants."""

    nodes: tuple[onnx.NodeProto, ...]
    tensors: Mapping[str, onnx.TensorProto]
    """The constants by name, weights among them."""
    inputs: tuple[onnx.ValueInfoProto, ...]
    outputs: tuple[onnx.ValueInfoProto, ...]
    frame: onnx.ModelProto
    """The model without all these: versions of the format and of the operators."""

    @cached_property
    def maker(self) -> Mapping[str, onnx.NodeProto]:
        """The node that computes each value."""
        return {name: node for node in self.nodes for name in node.output}

    @cached_property
    def users(self) -> Mapping[str, Sequence[onnx.NodeProto]]:
        """The nodes that take each value, in order; none for a name that is not there."""
        users: defaultdict[str, list[onnx.NodeProto]] = defaultdict(list)
        for node in self.nodes:
            for name in dict.fromkeys(node.input):
                users[name].append(node)
        return users

    def array(self, name: str) -> NDArray[Any]:
        """Give the values of a constant. Raises `KeyError` where the name is not that of a constant."""
        return numpy_helper.to_array(self.tensors[name])

    def number(self, name: str) -> float | None:
        """Give the value of a constant that is one number; None for anything else."""
        values = self.array(name) if name in self.tensors else np.zeros(0)
        return float(values.ravel()[0]) if values.size == 1 else None

    def with_nodes(
        self,
        instead: Mapping[str, Sequence[onnx.NodeProto]],
        tensors: Mapping[str, NDArray[Any]] | None = None,
    ) -> Graph:
        """Put other nodes in the place of some, each named by its first output, and add constants.

        What nothing needs any more is left out.
        """
        nodes = [new for node in self.nodes for new in instead.get(node.output[0], (node,))]
        added = {name: numpy_helper.from_array(values, name) for name, values in (tensors or {}).items()}
        return replace(self, nodes=tuple(nodes), tensors={**self.tensors, **added}).without_unused()

    def without_unused(self) -> Graph:
        """Leave out the nodes and constants that no output needs."""
        needed = {output.name for output in self.outputs}
        kept: list[onnx.NodeProto] = []
        for node in reversed(self.nodes):  # users come behind what they use
            if not needed.isdisjoint(node.output):
                kept.append(node)
                needed.update(node.input)
        tensors = {name: tensor for name, tensor in self.tensors.items() if name in needed}
        return replace(self, nodes=tuple(reversed(kept)), tensors=tensors)


Transform = Callable[[Graph], Graph]


def read_graph(path: Path) -> Graph:
    """Read a model file. Raises `OSError`."""
    model = onnx.load(path)
    graph = model.graph
    parts = tuple(graph.node), {tensor.name: tensor for tensor in graph.initializer}
    frame = onnx.ModelProto(ir_version=model.ir_version, opset_import=model.opset_import)
    return Graph(*parts, tuple(graph.input), tuple(graph.output), frame)


def as_bytes(graph: Graph) -> bytes:
    """Give a graph as the bytes of a model file."""
    model = onnx.ModelProto()
    model.CopyFrom(graph.frame)
    model.graph.name = "kokoro"
    model.graph.node.extend(graph.nodes)
    model.graph.initializer.extend(graph.tensors.values())
    model.graph.input.extend(graph.inputs)
    model.graph.output.extend(graph.outputs)
    data: bytes = model.SerializeToString(deterministic=True)
    return data


def node(kind: str, inputs: Iterable[str], outputs: Iterable[str], **attributes: Any) -> onnx.NodeProto:
    """Make a node of a kind of operator; it is named as its first output."""
    names = list(outputs)
    return helper.make_node(kind, list(inputs), names, name=names[0], **attributes)


def attributes_of(made: onnx.NodeProto) -> dict[str, Any]:
    """Give the attributes of a node by name."""
    return {each.name: helper.get_attribute_value(each) for each in made.attribute}
