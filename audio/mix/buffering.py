"""Working one step ahead on another core."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from audio.media import Block


def ahead(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give the same blocks while a thread already makes the next one.

    numpy and FFmpeg let other threads run while they work, so that making sound and measuring or encoding it
    take the time of the longer of the two. Errors of `blocks` are raised here.
    """
    source = iter(blocks)
    with ThreadPoolExecutor(1, thread_name_prefix="vivavoce-ahead") as worker:
        waiting = worker.submit(next, source, None)
        while (block := waiting.result()) is not None:
            waiting = worker.submit(next, source, None)
            yield block
