"""A gentle high-pass: what is under a voice is no voice.

It is there because some voices bring it along: of Kokoro's am_puck it is 20 dB under the whole, most of it
below 40 Hz. There is no de-esser, because there is nothing for it to do: the loudest sibilants of five voices
of Kokoro and hibari lie 10 to 15 dB under their loudest vowels (`bench/sibilants.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

import numpy as np

from audio.mix.frames import Block, audio_frame, layout

CORNER = 60.0
"""Hz, 3 dB down; 12 dB an octave below. The lowest voices begin at about 80."""


def without_rumble(blocks: Iterable[Block], rate: int, channels: int) -> Iterator[Block]:
    """Give the same blocks, of the same lengths, without what is below `CORNER`.

    FFmpeg's Butterworth filter of two poles; it delays nothing.
    """
    import av  # noqa: PLC0415 - costs 60 ms, and only rendering needs it
    from av.filter import Graph  # noqa: PLC0415 - see above

    graph = Graph()
    source = graph.add(
        "abuffer",
        sample_rate=str(rate),
        sample_fmt="flt",
        channel_layout=layout(channels),
        time_base=f"1/{rate}",
    )
    # In single precision a corner this low would add noise of its own.
    high_pass = graph.add("highpass", frequency=str(CORNER), poles="2", precision="f64")
    to_float = graph.add("aformat", sample_fmts="flt", channel_layouts=layout(channels))
    sink = graph.add("abuffersink")
    for one, two in ((source, high_pass), (high_pass, to_float), (to_float, sink)):
        one.link_to(two)
    graph.configure()
    at = 0
    for block in blocks:
        source.push(audio_frame(block, rate, at))
        at += len(block)
        heard: list[Block] = []
        with suppress(BlockingIOError, av.error.EOFError):
            while True:
                part: Any = sink.pull()
                heard.append(part.to_ndarray().reshape(-1, channels))
        yield np.concatenate(heard)
