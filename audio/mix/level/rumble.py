"""A gentle high-pass: what is under a voice is no voice.

It is there because some voices bring it along: of Kokoro's am_puck it is 20 dB under the whole, most of it
below 40 Hz. There is no de-esser, because there is nothing for it to do: the loudest sibilants of five voices
of Kokoro and hibari lie 10 to 15 dB under their loudest vowels (`bench/sibilants.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from audio.media import Block, Filters, joined, layout

CORNER = 60.0
"""Hz, 3 dB down; 12 dB an octave below. The lowest voices begin at about 80."""


def without_rumble(blocks: Iterable[Block], rate: int, channels: int) -> Iterator[Block]:
    """Give the same blocks, of the same lengths, without what is below `CORNER`.

    FFmpeg's Butterworth filter of two poles; it delays nothing.
    """
    filters = Filters(
        rate,
        channels,
        # In single precision a corner this low would add noise of its own.
        ("highpass", {"frequency": str(CORNER), "poles": "2", "precision": "f64"}),
        ("aformat", {"sample_fmts": "flt", "channel_layouts": layout(channels)}),
    )
    for block in blocks:
        yield joined(filters.feed(block), channels)
