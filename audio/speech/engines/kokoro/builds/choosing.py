"""Which build speaks on this machine, and on which device: tried out once on a sentence, and kept.

Flags of a processor say what it knows, not what is fast on it, and a product of bytes that is quick on one
processor overflows on another. So the builds say a sentence: the fastest that says it right is taken.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import get_args

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from audio.errors import EngineError
from audio.files import write_text
from audio.speech.engines.kokoro.builds.devices import CPU, device_name, gpu, runtime_packages
from audio.speech.engines.kokoro.builds.kept import build_key, builds_folder, drop_builds, writing
from audio.speech.engines.kokoro.builds.names import BuildName
from audio.speech.values import Samples

logger = logging.getLogger(__name__)

VARIABLE = "VIVAVOCE_KOKORO"
_RULE = "2"
"""Raised whenever something else is chosen by the same trial."""
_BY_HAND: tuple[BuildName, ...] = ("shipped", "exact", "fast")
_TIMES = 3
"""How often each build says the sentence; the shortest time counts."""
_WORTH = 1.05
"""How many times as fast as a build before it in the order of trust one has to be."""
_MOST_APART = 2.0
"""dB between the average spectra of the sentence in two builds above which one says it wrong.

Right ones were 0.3 to 1.5 dB apart; with weights cut in half, as sums that overflow would, 2.7 and more."""
_MOST_LONGER = 0.05
"""Share by which it may be longer or shorter: with other arithmetic a phoneme moves by a frame."""


@dataclass(frozen=True, slots=True)
class Way:
    """How Kokoro is computed here."""

    build: BuildName
    device: str = CPU
    """ONNX Runtime's name of what computes, its provider."""
    times_shipped: float | None = None
    """How much faster than the shipped graph on the processor it was when chosen; None by hand."""
    careful: BuildName | None = None
    """The fastest right build with the shipped graph's samples, where `build` has others; None by hand."""

    @property
    def name(self) -> str:
        """Give build, device and what a careful voice has instead: by this machines agree."""
        care = f" {self.careful}" if self.with_care != self else ""
        return f"{self.build} {self.device}{care}"

    @property
    def named(self) -> str:
        """What tells its takes from others: build, key, and the device where it is not the processor."""
        device = "" if self.device == CPU else f" {self.device}"
        return f"{self.build} {build_key(self.build)}{device}"

    @property
    def with_care(self) -> Way:
        """The way for a voice that the fast build does not suit; the same where another build speaks."""
        return Way(self.careful) if self.build == "fast" and self.careful else self


_agreed: ContextVar[Way | None] = ContextVar("agreed", default=None)
"""The way on which several machines agreed, for what is done in a context."""
Say = Callable[[Way, int], tuple[Samples, float]]
"""Says the sentence in a way so many times; gives the samples and the least seconds that it took."""


def kept_way() -> Way | None:
    """Give the way that is agreed on here, is asked for by `VIVAVOCE_KOKORO` or was chosen before, or None.

    Raises `EngineError` for a build that there is not.
    """
    if agreed := _agreed.get():
        return agreed
    asked = os.environ.get(VARIABLE, "").strip().lower()
    if asked:
        if asked not in _BY_HAND:
            raise EngineError(
                f"{VARIABLE} is {asked!r}, and kokoro has no such build; it may be {', '.join(_BY_HAND)}, "
                "or empty for the fastest that is right on this machine."
            )
        return Way(next(build for build in _BY_HAND if build == asked))
    kept = _kept()
    return kept[0] if kept else None


def _kept() -> tuple[Way, tuple[Way, ...]] | None:
    """Give the choice, and all ways that were right when it was made, where it holds here; else None."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        kept = json.loads(_place().read_text(encoding="utf-8"))
        chosen, *right = (Way(**way) for way in (kept["way"], *kept.get("right", ())))
        if kept["keys"] == _keys() and all(way.build in get_args(BuildName) for way in (chosen, *right)):
            return chosen, tuple(right)
    return None


def chosen_way(say: Say) -> Way:
    """Try all builds on the device that there is, take the fastest that is right, and keep the choice.

    Several processes may ask at once: one tries. Raises `ModelFileError` where there is none yet and the
    cache cannot be written.
    """
    if kept := kept_way():
        return kept
    with _choosing():
        return kept_way() or _tried(say)[0]


def right_ways(say: Say) -> tuple[Way, ...]:
    """Give all ways that are right here, the one that is kept or asked for among them; tried once.

    Where one is asked for, there is no other. Raises `ModelFileError` as `chosen_way` does.
    """
    if known := _known_right():
        return known
    with _choosing():
        return _known_right() or _tried(say)[1]


def _known_right() -> tuple[Way, ...]:
    asked = kept_way()
    if asked and asked.times_shipped is None:
        return (asked,)
    kept = _kept()
    return kept[1] if kept else ()


def way_named(name: str) -> Way:
    """Give the way that `Way.name` names."""
    build, device, *careful = name.split(" ")
    known: dict[str, BuildName] = {each: each for each in get_args(BuildName)}
    return Way(known[build], device, careful=known[careful[0]] if careful else None)


@contextmanager
def agreed_way(way: Way) -> Iterator[None]:
    """Have `kept_way` give this way within the block, in this thread and what is done in its context."""
    token = _agreed.set(way)
    try:
        yield
    finally:
        _agreed.reset(token)


@contextmanager
def _choosing() -> Iterator[None]:
    """Let one process at a time try and keep. Raises `ModelFileError` where the cache cannot be written."""
    with writing("choice"):
        builds_folder().mkdir(parents=True, exist_ok=True)
        with FileLock(builds_folder() / "choosing"):
            yield


def device_sentence() -> str:
    """Say which graphics processor speaks, or why it does not; empty where there is none."""
    way = kept_way()
    if way and way.device != CPU:
        return f"kokoro speaks on the {device_name(way.device)}."
    return gpu().problem


def _tried(say: Say) -> tuple[Way, tuple[Way, ...]]:
    """Give the fastest way that is right, and all that are, and keep both: a choice made before stays.

    One nearer to the shipped graph wins below `_WORTH`.
    """
    logger.info("trying the builds of kokoro on a sentence, once")
    kept, (fastest, right) = _kept(), _trial(say)
    best = kept[0] if kept else fastest
    written = {"way": asdict(best), "right": [asdict(way) for way in right], "keys": _keys()}
    write_text(_place(), json.dumps(written) + "\n")
    drop_builds(best.build)
    return best, right


def _trial(say: Say) -> tuple[Way, tuple[Way, ...]]:
    shipped = Way("shipped", times_shipped=1.0)
    others = [Way("exact"), Way("fast")]
    if gpu().provider:
        others.append(Way("float", gpu().provider))
    reference, fastest = say(shipped, _TIMES)
    best, least, careful = shipped, fastest, shipped.build
    ways = [shipped]
    for way in others:
        try:
            samples, seconds = say(way, _TIMES)
        except Exception:  # ONNX Runtime's errors have no root of their own
            logger.info("%s on %s does not run here", way.build, way.device, exc_info=True)
            continue
        right = are_alike(samples, reference)
        logger.info("%s on %s: %s, %.2f s", way.build, way.device, "right" if right else "wrong", seconds)
        if right:
            ways.append(replace(way, times_shipped=round(fastest / seconds, 2)))
            if seconds * _WORTH < least:
                best, least = ways[-1], seconds
                careful = way.build if way.build == "exact" else careful
    return replace(best, careful=careful), tuple(replace(way, careful=careful) for way in ways)


def are_alike(samples: Samples, reference: Samples) -> bool:
    """Tell whether two builds say the same: by length, and by the average spectrum in dB."""
    if not np.isfinite(samples).all() or abs(len(samples) / max(1, len(reference)) - 1) > _MOST_LONGER:
        return False
    return decibels_apart(samples, reference) <= _MOST_APART


def decibels_apart(samples: Samples, reference: Samples) -> float:
    """Give how far average spectra of bands are apart, as the root mean square in dB."""
    difference = _bands(samples) - _bands(reference)
    return float(np.sqrt(np.mean(difference**2)))


def _bands(samples: Samples) -> NDArray[np.float64]:
    """Give the level of 48 equal bands in dB, over all of the samples."""
    power = np.abs(np.fft.rfft(samples.astype(np.float64))) ** 2
    return 10 * np.log10([part.mean() + 1e-12 for part in np.array_split(power, 48)])


def _keys() -> list[str]:
    """Give what a choice holds for: these builds, this runtime, this processor and graphics processor."""
    builds = [build_key(build) for build in get_args(BuildName)]
    runtimes = [f"{name} {version}" for name, version in runtime_packages().items()]
    return [_RULE, *builds, *runtimes, gpu().provider, _processor()]


def _place() -> Path:
    """Give the file of the choice: one for each processor, as machines may share a cache."""
    digest = hashlib.sha256(_processor().encode()).hexdigest()[:12]
    return builds_folder() / f"choice-{digest}.json"


@cache
def _processor() -> str:
    """Give what the processor calls itself."""
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith(("model name", "CPU part")):
                return f"{platform.machine()} {line.partition(':')[2].strip()}"
    return f"{platform.machine()} {platform.processor()}"
