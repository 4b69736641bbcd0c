"""How loud audio is, by ITU-R BS.1770-4 as FFmpeg's `ebur128` filter measures it."""

from __future__ import annotations

import math
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Literal

import numpy as np

from audio.errors import MixError
from audio.media import Block, Filters
from audio.mix.level.energy import BLOCK, SILENCE, STEP

Peak = Literal["true", "none"]
"""Whether the true peak is measured too: it takes four times as long as the loudness."""

_FIGURE = re.compile(rb"lavfi\.r128\.(I|true_peak)=(\S+)")
_MOMENTARY = re.compile(rb"lavfi\.r128\.M=(\S+)")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a meter has heard."""

    lufs: float
    """Integrated loudness in LUFS; mono counts as the same signal on two speakers. `SILENCE` at least."""
    peak: float
    """True peak in dBTP, oversampled to 192 kHz; −inf for digital silence, NaN where it was not asked for."""
    length: int
    """Frames."""


class Meter:
    """Measures a programme block by block, in the memory that one block takes.

    A context manager. FFmpeg writes the figures down, because PyAV shows a frame's metadata only from version
    18 on, which Python 3.10 does not have.
    """

    def __init__(self, rate: int, channels: int, peak: Peak = "true") -> None:
        self._rate, self._channels, self._peak, self._length = rate, channels, peak, 0

    def __enter__(self) -> Meter:
        self._open = ExitStack()
        self._figures, place = self._open.enter_context(_figures())
        self._told: dict[bytes, bytes] = {}
        self._moments = 0  # at every full 0.1 s one is told
        self._filters = Filters(
            self._rate,
            self._channels,
            ("ebur128", {"metadata": "1", "dualmono": "true", "peak": self._peak}),
            ("ametadata", {"mode": "print", "direct": "1", "file": place}),
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        del self._filters
        self._open.close()

    def feed(self, block: Block) -> None:
        """Measure the next block, shape (frames, channels)."""
        for first in range(0, len(block), self._rate // 2):  # what is told of half a second fits into a pipe
            self._filters.feed(block[first : first + self._rate // 2])
            self._listen()
        self._length += len(block)

    def result(self) -> Measure:
        """Give what was heard. Call it once, last."""
        length = self._length
        step, shortest = round(STEP * self._rate), round(BLOCK * self._rate)
        missing = max(shortest - length, -length % step)
        self.feed(np.zeros((missing, self._channels), dtype=np.float32))
        self._filters.feed(None)
        self._listen()
        told, due = self._moments, self._length // step
        if told != due:
            raise MixError(
                f"The loudness could not be measured: FFmpeg's ebur128 filter told {told} figures of {due}."
            )
        peak = float(self._told.get(b"true_peak", "nan"))
        return Measure(
            max(float(self._told[b"I"]), SILENCE), -math.inf if peak == 0 else 20 * math.log10(peak), length
        )

    def _listen(self) -> None:
        """Take in what the filter has told since the last time."""
        with suppress(BlockingIOError):
            told = os.read(self._figures, 1 << 16)
            self._told.update(_FIGURE.findall(told))
            self._moments += len(_MOMENTARY.findall(told))


@contextmanager
def _figures() -> Iterator[tuple[int, str]]:
    """Give where figures are read, and by which name FFmpeg opens it to write them.

    A pipe, which takes no room on a disk; FFmpeg on Windows does not know the files that Python has open.
    """
    with ExitStack() as stack:
        if sys.platform == "win32":
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="vivavoce-"))
            place = os.path.join(folder, "figures")  # noqa: PTH118 - FFmpeg is given a string
            reading = os.open(place, os.O_RDONLY | os.O_CREAT)
        else:
            reading, writing = os.pipe()
            os.set_blocking(reading, False)
            stack.callback(os.close, writing)
            place = f"pipe:{writing}"
        stack.callback(os.close, reading)
        yield reading, place


class GainSearch:
    """Finds the gain that makes a limited programme as loud as asked for, from one measurement to the next.

    The more a limiter works, the less a dB of gain adds: so each step reckons with what the last one did (the
    secant method). In all, the limiter is driven by at most `DRIVE` dB; what is too soft then stays so.
    """

    DRIVE = 8.0

    def __init__(self, target: float) -> None:
        self._target = target
        self._driven = 0.0
        self._slope = 1.0
        self._before: tuple[float, float] | None = None  # the loudness then, the step that followed

    def step(self, lufs: float) -> float:
        """Give how many dB to add to the gain with which `lufs` was measured; 0 where no more is of use."""
        # A small step says more about rounding, and about what else was changed, than about the limiter.
        if self._before and abs(self._before[1]) > 0.3:
            self._slope = min(max((lufs - self._before[0]) / self._before[1], 0.2), 1.0)
        step = min((self._target - lufs) / self._slope, self.DRIVE - self._driven)
        self._driven += step
        self._before = (lufs, step)
        return step


def measure(blocks: Iterable[Block], rate: int, channels: int, peak: Peak = "true") -> Measure:
    """Give how loud a programme is, taking its blocks one by one."""
    with Meter(rate, channels, peak) as meter:
        for block in blocks:
            meter.feed(block)
        return meter.result()
