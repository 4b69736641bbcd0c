"""Measure how far the values go before and behind the convolutions of Kokoro's generator, channel by channel.

    python bench/kokoro_ranges.py [TABLE]      (audio/speech/engines/kokoro/builds/ranges.tsv by default)

All 54 voices say the passages of their language in `bench/kokoro_passages.yaml`, each passage at another
of the speeds 0.7, 1 and 1.3; so do blends of every second voice with the third behind it. The least and
the greatest value of every channel are written as a table, from which the fast build of the model is
made. The same model and passages give the same table. Takes some ten minutes of one processor. Needs the
extras `japanese`, `chinese`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import TensorProto, helper

from audio.cast import Voice
from audio.safe_yaml import load
from audio.speech.engines.kokoro.builds.convolutions import generator_convolutions
from audio.speech.engines.kokoro.builds.exact import with_durations, with_signed_activations
from audio.speech.engines.kokoro.builds.graph import Graph, as_bytes, node, read_graph
from audio.speech.engines.kokoro.builds.ranges import Range, as_table
from audio.speech.engines.kokoro.engine import KokoroEngine
from audio.speech.engines.kokoro.files import MODEL
from audio.speech.engines.kokoro.session import load_session

HERE = Path(__file__).resolve().parent
TABLE = HERE.parent / "audio/speech/engines/kokoro/builds/ranges.tsv"
SPEEDS = (0.7, 1.0, 1.3)
_AXES = "all_but_channels"
_BLEND_EVERY, _BLEND_WITH = 2, 3
"""Every second voice is blended with the third behind it."""


def watched(graph: Graph) -> Graph:
    """Give two more outputs for each value before and behind a convolution: least and greatest a channel."""
    values = dict.fromkeys(
        name for each in generator_convolutions(graph) for name in (each.taken, each.given)
    )
    nodes = [
        node(kind, [name, _AXES], [f"{name} {kind}"], keepdims=0)
        for name in values
        for kind in ("ReduceMin", "ReduceMax")
    ]
    outputs = [helper.make_tensor_value_info(made.output[0], TensorProto.FLOAT, [None]) for made in nodes]
    whole = replace(graph, nodes=(*graph.nodes, *nodes), outputs=(*graph.outputs, *outputs))
    return with_signed_activations(whole.with_nodes({}, {_AXES: np.array([0, 2], np.int64)}))


class WatchedEngine(KokoroEngine):
    """Speaks with the usual phonemes and styles, and notes the ranges in place of samples."""

    def __init__(self) -> None:
        super().__init__()
        self.ranges: dict[str, Range] = {}
        self._watched = load_session(as_bytes(watched(with_durations(read_graph(MODEL.path)))))

    def _run(self, inputs: Mapping[str, NDArray[Any]]) -> Sequence[NDArray[Any]]:
        names = [output.name for output in self._watched.get_outputs()]
        found = dict(zip(names, self._watched.run(names, dict(inputs)), strict=True))
        for name in {name.split(" ")[0] for name in names if " " in name}:
            seen = Range(found[f"{name} ReduceMin"].astype(float), found[f"{name} ReduceMax"].astype(float))
            self.ranges[name] = self.ranges[name].joined(seen) if name in self.ranges else seen
        return found["audio"], found["duration"]


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
    """Measure, and write the table."""
    engine = WatchedEngine()
    for number, (voice, passage) in enumerate(voices_and_passages()):
        engine.speak(passage, voice)
        if number % 20 == 0:
            print(number, voice, flush=True)
    table.write_text(as_table(engine.ranges), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else TABLE)
