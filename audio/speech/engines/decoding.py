"""From the bytes that a service sends, MP3, WAV or whatever else ffmpeg reads, to samples."""

from __future__ import annotations

import io
from typing import Any

import numpy as np

from audio.errors import EngineError
from audio.speech.values import Samples


def decode(sound: bytes, rate: int, speed: float = 1.0) -> Samples:
    """Decode to mono at `rate` Hz, faster or slower (0.5 to 2) at the same pitch.

    Raises `EngineError`, which may pass: a reply that broke off is whole the next time.
    """
    import av  # noqa: PLC0415 - loads ffmpeg's libraries
    from av.filter import Graph  # noqa: PLC0415

    blocks: list[Samples] = []
    try:
        with av.open(io.BytesIO(sound), "r") as container:
            stream = container.streams.audio[0]
            graph = Graph()
            source = graph.add_abuffer(template=stream)
            steps = [source, graph.add("aresample", str(rate))]
            if speed != 1:  # the filter blurs a little, and swallows the end
                steps.append(graph.add("atempo", f"{speed:.4f}"))
            steps.append(graph.add("aformat", "sample_fmts=fltp:channel_layouts=mono"))
            steps.append(graph.add("abuffersink"))
            graph.link_nodes(*steps).configure()
            for frame in (*container.decode(stream), None):
                graph.push(frame)
                blocks += _pull(graph)
    except (av.FFmpegError, IndexError) as error:
        raise EngineError(f"The reply is no audio that can be read ({error}).", passing=True) from error
    return np.concatenate(blocks) if blocks else np.zeros(0, np.float32)


def _pull(graph: Any) -> list[Samples]:
    """Take what the filters have ready."""
    import av  # noqa: PLC0415

    ready: list[Samples] = []
    while True:
        try:
            ready.append(np.asarray(graph.pull().to_ndarray(), np.float32).ravel())
        except (av.BlockingIOError, av.EOFError):  # noqa: PERF203 - that is how a graph says it has no more
            return ready
