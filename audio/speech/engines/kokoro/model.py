"""The model as this machine computes it: in which way, and what comes of phonemes and a style."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from audio.files import claimed
from audio.speech.engines.kokoro.batches import WELL
from audio.speech.engines.kokoro.builds import (
    CPU,
    BuildName,
    Way,
    builds_folder,
    chosen_way,
    have_build,
    right_ways,
)
from audio.speech.engines.kokoro.session import load_session
from audio.speech.engines.onnx import runtime
from audio.speech.values import Samples
from audio.tasks import apart, cores

if TYPE_CHECKING:
    from onnxruntime import InferenceSession, RunOptions

Inputs = Mapping[str, NDArray[Any]]
"""`tokens`, `style` and `speed` as the graph takes them."""
_GIVEN, _SAID = "given.npz", "said.npz"
"""Files of a trial."""


class Model:
    """Runs the graph in any way, one session a way, for several callers at once.

    Long texts wait for each other: memory grows with all that is computed at a time.
    """

    def __init__(self) -> None:
        self._room = Room(WELL * max(2, os.cpu_count() or 1))
        self._loading = threading.Lock()
        self._threads = 1
        self._sessions: dict[tuple[str, str], InferenceSession] = {}
        self._runs: dict[int, RunOptions] = {}

    def chosen(self, inputs: Inputs) -> Way:
        """Choose the way, where none is chosen yet, by a sentence. Raises `ModelFileError`."""
        return chosen_way(partial(_timed, inputs))

    def right(self, inputs: Inputs) -> Sequence[Way]:
        """Give all ways that are right here, tried once on a sentence. Raises `ModelFileError`."""
        return right_ways(partial(_timed, inputs))

    def run(self, inputs: Inputs, way: Way) -> tuple[Samples, NDArray[np.int64]]:
        """Give the samples and the duration of every token in frames; `interrupt` can break it off.

        Raises `ModelFileError` where the way's build cannot be had.
        """
        session, caller = self._session(way), threading.get_ident()
        self._runs[caller] = runtime().RunOptions()
        # What a long text needed is given back: ever other lengths would leave ever more of it in pieces.
        self._runs[caller].add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
        try:
            with self._room.taken(inputs["tokens"].size):
                outputs: Sequence[NDArray[Any]] = session.run(
                    ["audio", "duration"], inputs, self._runs[caller]
                )
        finally:
            del self._runs[caller]
        audio, durations = outputs
        return np.asarray(audio, np.float32).ravel(), np.asarray(durations).ravel()

    def hasten(self, way: Way) -> None:
        """Load a way's session. All that are loaded from now on compute for each caller with every core."""
        self._threads = cores()
        self._session(way)

    def interrupt(self, callers: Collection[int]) -> None:
        """Break off what these threads are computing."""
        for caller, options in tuple(self._runs.items()):
            if caller in callers:
                options.terminate = True

    def _session(self, way: Way) -> InferenceSession:
        with self._loading:
            which = way.build, way.device
            if which not in self._sessions:
                self._sessions[which] = load_session(have_build(way.build), way.device, self._threads)
            return self._sessions[which]


class Room:
    """Room for so many tokens at a time; who asks for more than there is gets all of it."""

    def __init__(self, size: int) -> None:
        self._size = self._free = size
        self._changed = threading.Condition()

    @contextmanager
    def taken(self, tokens: int) -> Iterator[None]:
        """Wait until there is room, and take it for the length of the block."""
        wanted = min(tokens, self._size)
        with self._changed:
            self._changed.wait_for(lambda: self._free >= wanted)
            self._free -= wanted
        try:
            yield
        finally:
            with self._changed:
                self._free += wanted
                self._changed.notify_all()


def _timed(inputs: Inputs, way: Way, times: int) -> tuple[Samples, float]:
    """Give the samples, and the least seconds that they took in so many times, in a process of its own.

    What it takes is more than a render may, and of what a session had never all is given back.
    """
    with claimed(builds_folder()) as folder:
        np.savez(folder / _GIVEN, **inputs)  # type: ignore[arg-type]  # no name is one of its own
        apart(__name__, time_way.__name__, str(folder), way.build, way.device, str(times), folder=folder)
        with np.load(folder / _SAID) as said:
            return said["samples"], float(said["seconds"])


def time_way(folder: str, build: BuildName, device: str, times: str) -> None:
    """Say what is in a file of `folder`, once and so many times more, and write what came of it beside it.

    The processor's time counts, which is that of this thread: what else a busy machine does is not counted.
    """
    tried, way, seconds = Model(), Way(build, device), float("inf")
    clock = time.thread_time if device == CPU else time.perf_counter
    with np.load(Path(folder) / _GIVEN) as given:
        inputs = dict(given)
        samples, _ = tried.run(inputs, way)
        for _ in range(int(times)):
            began = clock()
            samples, _ = tried.run(inputs, way)
            seconds = min(seconds, clock() - began)
    np.savez(Path(folder) / _SAID, samples=samples, seconds=seconds)
