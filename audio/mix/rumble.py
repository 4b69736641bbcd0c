"""A gentle high-pass: what is under a voice is no voice.

It is there because some voices bring it along: of Kokoro's am_puck it is 20 dB under the whole, most of it
below 40 Hz. There is no de-esser, because there is nothing for it to do: the loudest sibilants of six voices
of Kokoro and hibari lie 5 to 10 dB under their vowels in the mean and nowhere above them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from fractions import Fraction
from typing import Any

import numpy as np

from audio.mix.loudness import Block

CORNER = 60.0
"""Hz, 3 dB down; 12 dB an octave below. The lowest voices begin at about 80."""


def without_rumble(blocks: Iterable[Block], rate: int, channels: int) -> Iterator[Block]:
    """Give the same blocks, of the same lengths, without what is below `CORNER`.

    FFmpeg's Butterworth filter of two poles; it delays nothing.
    """
    import av  # noqa: PLC0415 - costs 60 ms, and only rendering needs it
    from av.filter import Graph  # noqa: PLC0415 - see above

    layout = "mono" if channels == 1 else "stereo"
    graph = Graph()
    source = graph.add(
        "abuffer", sample_rate=str(rate), sample_fmt="flt", channel_layout=layout, time_base=f"1/{rate}"
    )
    # In single precision a corner this low would add noise of its own.
    high_pass = graph.add("highpass", frequency=str(CORNER), poles="2", precision="f64")
    to_float = graph.add("aformat", sample_fmts="flt", channel_layouts=layout)
    sink = graph.add("abuffersink")
    for one, two in ((source, high_pass), (high_pass, to_float), (to_float, sink)):
        one.link_to(two)
    graph.configure()
    at = 0
    for block in blocks:
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(block, dtype=np.float32).reshape(1, -1), format="flt", layout=layout
        )
        frame.sample_rate, frame.pts, frame.time_base = rate, at, Fraction(1, rate)
        at += len(block)
        source.push(frame)
        heard: list[Block] = []
        with suppress(BlockingIOError, av.error.EOFError):
            while True:
                part: Any = sink.pull()
                heard.append(part.to_ndarray().reshape(-1, channels))
        yield np.concatenate(heard)
