"""A model's graph as a value: transforms take one and give another, and so can be put one behind the other.

Nodes and tensors are messages of the format; none is changed, only left out, added or replaced by
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
from numpy.typing import NDArray

from audio.speech.engines.kokoro.builds.onnx_format import (
    ModelProto,
    NodeProto,
    TensorProto,
    ValueInfoProto,
    array_of,
    make_node,
    read_model,
    tensor_of,
    value_of,
)


@dataclass(frozen=True)
class Graph:
    """What a model computes: its nodes in an order in which they can be computed, and their constants."""

    nodes: tuple[NodeProto, ...]
    tensors: Mapping[str, TensorProto]
    """The constants by name, weights among them."""
    inputs: tuple[ValueInfoProto, ...]
    outputs: tuple[ValueInfoProto, ...]
    frame: ModelProto
    """The model without all these: versions of the format and of the operators."""

    @cached_property
    def maker(self) -> Mapping[str, NodeProto]:
        """The node that computes each value."""
        return {name: node for node in self.nodes for name in node.output}

    @cached_property
    def users(self) -> Mapping[str, Sequence[NodeProto]]:
        """The nodes that take each value, in order; none for a name that is not there."""
        users: defaultdict[str, list[NodeProto]] = defaultdict(list)
        for node in self.nodes:
            for name in dict.fromkeys(node.input):
                users[name].append(node)
        return users

    def array(self, name: str) -> NDArray[Any]:
        """Give the values of a constant. Raises `KeyError` where the name is not that of a constant."""
        return array_of(self.tensors[name])

    def number(self, name: str) -> float | None:
        """Give the value of a constant that is one number; None for anything else."""
        values = self.array(name) if name in self.tensors else np.zeros(0)
        return float(values.ravel()[0]) if values.size == 1 else None

    def with_nodes(
        self,
        instead: Mapping[str, Sequence[NodeProto]],
        tensors: Mapping[str, NDArray[Any]] | None = None,
    ) -> Graph:
        """Put other nodes in the place of some, each named by its first output, and add constants.

        What nothing needs any more is left out.
        """
        nodes = [new for node in self.nodes for new in instead.get(node.output[0], (node,))]
        added = {name: tensor_of(values, name) for name, values in (tensors or {}).items()}
        return replace(self, nodes=tuple(nodes), tensors={**self.tensors, **added}).without_unused()

    def without_unused(self) -> Graph:
        """Leave out the nodes and constants that no output needs."""
        needed = {output.name for output in self.outputs}
        kept: list[NodeProto] = []
        for node in reversed(self.nodes):  # users come behind what they use
            if not needed.isdisjoint(node.output):
                kept.append(node)
                needed.update(node.input)
        tensors = {name: tensor for name, tensor in self.tensors.items() if name in needed}
        return replace(self, nodes=tuple(reversed(kept)), tensors=tensors)


Transform = Callable[[Graph], Graph]


def read_graph(path: Path) -> Graph:
    """Read a model file. Raises `OSError`."""
    model = read_model(path)
    graph = model.graph
    parts = tuple(graph.node), {tensor.name: tensor for tensor in graph.initializer}
    frame = ModelProto(ir_version=model.ir_version, opset_import=model.opset_import)
    return Graph(*parts, tuple(graph.input), tuple(graph.output), frame)


def as_bytes(graph: Graph) -> bytes:
    """Give a graph as the bytes of a model file."""
    model = ModelProto()
    model.CopyFrom(graph.frame)
    model.graph.name = "kokoro"
    model.graph.node.extend(graph.nodes)
    model.graph.initializer.extend(graph.tensors.values())
    model.graph.input.extend(graph.inputs)
    model.graph.output.extend(graph.outputs)
    data: bytes = model.SerializeToString(deterministic=True)
    return data


def node(kind: str, inputs: Iterable[str], outputs: Iterable[str], **attributes: Any) -> NodeProto:
    """Make a node of a kind of operator; it is named as its first output."""
    names = list(outputs)
    return make_node(kind, inputs, names, names[0], attributes)


def attributes_of(made: NodeProto) -> dict[str, Any]:
    """Give the attributes of a node by name."""
    return {each.name: value_of(each) for each in made.attribute}
