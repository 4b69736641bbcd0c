"""Measure how far the values go before and behind the convolutions of Kokoro's generator, channel by channel.

    python bench/kokoro_ranges.py [TABLE]      (audio/speech/engines/kokoro/builds/ranges.tsv by default)

All 54 voices say the passages of their language in `bench/kokoro_passages.yaml`, each passage at another
of the speeds 0.7, 1 and 1.3; so do blends of every second voice with the third behind it. The least and
the greatest value of every channel that a voice usually reaches are written as a table, from which the
fast build of the model is made. The same model and passages give the same table. Takes some ten minutes
of one processor. Needs the extras `japanese`, `chinese`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from audio.cast import Voice
from audio.safe_yaml import load
from audio.speech.engines.kokoro.builds import Way
from audio.speech.engines.kokoro.builds.convolutions import generator_convolutions
from audio.speech.engines.kokoro.builds.exact import with_durations, with_signed_activations
from audio.speech.engines.kokoro.builds.graph import Graph, as_bytes, node, read_graph
from audio.speech.engines.kokoro.builds.onnx_format import FLOAT, NodeProto, ValueInfoProto, make_value
from audio.speech.engines.kokoro.builds.ranges import Range, as_table
from audio.speech.engines.kokoro.engine import KokoroEngine
from audio.speech.engines.kokoro.files import MODEL
from audio.speech.engines.kokoro.model import Inputs
from audio.speech.engines.onnx import runtime
from audio.speech.values import Samples

HERE = Path(__file__).resolve().parent
TABLE = HERE.parent / "audio/speech/engines/kokoro/builds/ranges.tsv"
SPEEDS = (0.7, 1.0, 1.3)
_AXES = "all_but_channels"
_BLEND_EVERY, _BLEND_WITH = 2, 3
"""Every second voice is blended with the third behind it."""


def watched(graph: Graph) -> Graph:
    """Give two more outputs for each value before and behind a convolution: least and greatest a channel."""
    found = generator_convolutions(graph)
    values = {name for each in found for name in (each.taken, each.given)}
    nodes: list[NodeProto] = []
    outputs: list[ValueInfoProto] = []
    for made in graph.nodes:
        nodes.append(made)
        for name in values.intersection(made.output):
            for kind in ("ReduceMin", "ReduceMax"):
                nodes.append(node(kind, [name, _AXES], [f"{name} {kind}"], keepdims=0))
                outputs.append(make_value(f"{name} {kind}", FLOAT, [None]))
    whole = replace(graph, nodes=tuple(nodes), outputs=(*graph.outputs, *outputs))
    return with_signed_activations(whole.with_nodes({}, {_AXES: np.array([0, 2], np.int64)}))


class WatchedEngine(KokoroEngine):
    """Speaks with the usual phonemes and styles, and notes the ranges of each text beside its samples."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: dict[str, list[Range]] = {}
        options = runtime().SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        # In the order of the nodes: otherwise all values would be kept until the end, for their ranges.
        options.execution_order = runtime().ExecutionOrder.PRIORITY_BASED
        model = as_bytes(watched(with_durations(read_graph(MODEL.path))))
        self._watched = runtime().InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def _way(self, voice: Voice) -> Way:
        del voice
        return Way("shipped")

    def _run(self, inputs: Inputs, way: Way) -> tuple[Samples, NDArray[np.int64]]:
        del way
        names = [output.name for output in self._watched.get_outputs()]
        found = dict(zip(names, self._watched.run(names, dict(inputs)), strict=True))
        for name in (name.removesuffix(" ReduceMin") for name in names if name.endswith(" ReduceMin")):
            least, greatest = (found[f"{name} {kind}"].astype(float) for kind in ("ReduceMin", "ReduceMax"))
            self.seen.setdefault(name, []).append(Range(least, greatest))
        return np.asarray(found["audio"]).ravel(), np.asarray(found["duration"]).ravel()


def usual(seen: Sequence[Range]) -> Range:
    """Give what half of a voice's texts reach: a single burst would make all else coarse."""
    least, greatest = ([getattr(one, side) for one in seen] for side in ("least", "greatest"))
    return Range(np.median(least, axis=0), np.median(greatest, axis=0))


def voices_and_passages() -> Iterator[tuple[Voice, str]]:
    """Give who says what, how fast."""
    passages = load((HERE / "kokoro_passages.yaml").read_text(encoding="utf-8"))
    entries = KokoroEngine().voices()
    names = [entry.name for entry in entries]
    blends = [
        f"{one}*0.5+{other}*0.5"
        for one, other in zip(names[::_BLEND_EVERY], names[_BLEND_WITH::_BLEND_EVERY], strict=False)
    ]
    languages = {entry.name: entry.language for entry in entries}
    for at, name in enumerate([*names, *blends]):
        language = languages[name.split("*")[0]]
        for number, passage in enumerate(passages[language.split("-")[0]], at):
            yield Voice("kokoro", name, SPEEDS[number % len(SPEEDS)], language=language), passage


def main(table: Path) -> None:
    """Measure, and write the table: of each channel the farthest that any voice usually goes."""
    engine = WatchedEngine()
    ranges: dict[str, Range] = {}
    for name, said in groupby(voices_and_passages(), key=lambda pair: pair[0].name):
        for voice, passage in said:
            engine.speak(passage, voice)
        for value, seen in engine.seen.items():
            range_ = usual(seen)
            ranges[value] = ranges[value].joined(range_) if value in ranges else range_
        engine.seen.clear()
        print(name, flush=True)
    table.write_text(as_table(ranges), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else TABLE)
