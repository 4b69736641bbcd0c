"""From segments to takes: from the cache where they are there, otherwise spoken in parallel."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace

import numpy as np

from audio.cast import Voice
from audio.errors import EngineError, SpeechError, VivavoceError
from audio.speech import cache
from audio.speech.engines import Engine, Interruptible, engine
from audio.speech.fallback import FallbackVoice
from audio.speech.retries import patiently, unless_stopped
from audio.speech.trim import trimmed
from audio.speech.values import Fallback, Progress, Segment, Speech, Take

_SILENT = Speech(np.zeros(0, np.float32), 24_000)


def speak_segments(
    segments: Sequence[Segment],
    *,
    workers: int | None = None,
    progress: Callable[[Progress], None] | None = None,
    fallback: Voice | None = None,
) -> tuple[Take, ...]:
    """Give a take for every segment, in their order.

    All voices are checked first, then the cache is asked, then the longest pieces are spoken first, by as
    many callers as there are cores or as the engine serves, never by more than it serves. Segments that say
    the same in the same voice are spoken once; one with nothing to say gets a take of length 0. `progress` is
    called from this thread. Where `fallback` is given, it speaks what its own voice fails at after all
    retries; such takes say so, and their own voice is asked again in the next run.
    Raises `VoiceError`, `ModelFileError`, and `SpeechError` for the first segment that fails; takes that are
    finished by then stay in the cache.
    """
    check_voices(segments)
    if fallback is not None:
        engine(fallback.engine).check(fallback)
    work = _Work(segments, progress)
    work.take_from_cache()
    with _Callers(work.pending(), workers, FallbackVoice(fallback) if fallback else None) as callers:
        for key, take in callers.results():
            work.finish(key, take)
    return work.takes()


def check_voices(segments: Iterable[Segment]) -> None:
    """Check the voices in use and fetch their files. Raises `VoiceError`, `ModelFileError`."""
    for voice in dict.fromkeys(
        replace(segment.voice, gain_db=0.0, pan=0.0) for segment in segments if segment.spoken
    ):
        engine(voice.engine).check(voice)


class _Work:
    """The segments by the key of their take, and what is done."""

    def __init__(self, segments: Sequence[Segment], progress: Callable[[Progress], None] | None) -> None:
        self._segments = segments
        self._keys = [cache.key_of(segment.spoken, segment.voice) for segment in segments]
        self._by_key: dict[str, list[Segment]] = {}
        for key, segment in zip(self._keys, segments, strict=True):
            self._by_key.setdefault(key, []).append(segment)
        self._done: dict[str, Take] = {}
        self._report = progress or (lambda _: None)
        self._count = self._characters = self._of_characters = 0

    def take_from_cache(self) -> None:
        """Find the takes that are there."""
        found = {key: cache.load(same[0], key) for key, same in self._by_key.items()}
        missing = [self._by_key[key][0] for key, take in found.items() if take is None]
        self._of_characters = sum(len(segment.spoken) for segment in missing)
        for key, take in found.items():
            if take is not None:
                self.finish(key, take)
            elif not self._by_key[key][0].spoken:
                self.finish(key, cache.store(self._by_key[key][0], key, _SILENT))

    def pending(self) -> list[tuple[str, Segment]]:
        """Give what has to be spoken, the longest first: so all callers are busy to the end."""
        left = [(key, same[0]) for key, same in self._by_key.items() if key not in self._done]
        return sorted(left, key=lambda pair: -len(pair[1].spoken))

    def takes(self) -> tuple[Take, ...]:
        """Give the takes in the order of the segments."""
        return tuple(
            replace(self._done[key], segment=segment)
            for key, segment in zip(self._keys, self._segments, strict=True)
        )

    def finish(self, key: str, take: Take) -> None:
        """Take note of a take."""
        self._done[key] = take
        if not take.cached:
            self._characters += len(take.segment.spoken)
        for segment in self._by_key[key]:
            self._count += 1
            self._report(
                Progress(
                    self._count,
                    len(self._segments),
                    segment,
                    take.cached,
                    self._characters,
                    self._of_characters,
                )
            )


class _Callers:
    """Threads that speak, as many an engine as it serves; leaving stops them soon, whatever the reason."""

    def __init__(
        self, pending: Sequence[tuple[str, Segment]], workers: int | None, fallback: FallbackVoice | None
    ) -> None:
        self._pending = pending
        self._workers = workers
        self._fallback = fallback
        self._stop = threading.Event()
        self._threads: set[int] = set()
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._slots: dict[str, threading.BoundedSemaphore] = {}
        self._results: dict[Future[Take], tuple[str, Segment]] = {}

    def __enter__(self) -> _Callers:
        for key, segment in self._pending:
            speaker = engine(segment.voice.engine)
            future = self._pool(speaker).submit(self._speak, speaker, segment, key)
            self._results[future] = (key, segment)
        return self

    def __exit__(self, *_: object) -> None:
        """Begin nothing more, and break off what is being spoken where the engine can."""
        self._stop.set()
        for pool in self._pools.values():
            pool.shutdown(wait=False, cancel_futures=True)
        for name in tuple(self._slots):
            speaker = engine(name)
            if isinstance(speaker, Interruptible):
                speaker.interrupt(self._threads)

    def results(self) -> Iterable[tuple[str, Take]]:
        """Give the takes as they come. After a failure, those that are finished come before the error."""
        left = set(self._results)
        while left:
            finished, left = wait(left, return_when=FIRST_COMPLETED)
            failed: tuple[Segment, BaseException] | None = None
            for future in finished:
                key, segment = self._results[future]
                error = future.exception()
                if error is None:
                    yield key, future.result()
                else:
                    failed = failed or (segment, error)
            if failed:
                raise _explained(*failed) from failed[1]

    def _speak(self, speaker: Engine, segment: Segment, key: str) -> Take:
        """Speak a segment, in the fallback voice where its own fails and there is one."""
        self._threads.add(threading.get_ident())
        fallback = self._fallback
        if fallback is None or fallback.speaks(segment):
            return self._ask(speaker, segment, key)
        why = fallback.given_up(segment)
        if not why:
            try:
                take = self._ask(speaker, segment, key)
            except Exception as error:
                mended = isinstance(error, EngineError) or not isinstance(error, VivavoceError)
                if self._stop.is_set() or not mended:
                    raise
                why = fallback.note(segment, error)
            else:
                fallback.worked(segment)
                return take
        other = fallback.takes_over(segment)
        key = cache.key_of(other.spoken, other.voice)
        take = cache.load(other, key) or self._ask(engine(other.voice.engine), other, key)
        return replace(take, fallback=Fallback(other.voice, why))

    def _ask(self, speaker: Engine, segment: Segment, key: str) -> Take:
        """Speak when the engine has a slot free: the fallback's callers are those of other engines."""
        with self._slot(speaker):
            return _speak(speaker, segment, key, self._stop)

    def _slot(self, speaker: Engine) -> threading.BoundedSemaphore:
        return self._slots.setdefault(speaker.name, threading.BoundedSemaphore(self._callers(speaker)))

    def _callers(self, speaker: Engine) -> int:
        """Give how many may call an engine at once."""
        wanted = self._workers or speaker.parallel or _cores()
        return min(wanted, speaker.parallel or wanted)

    def _pool(self, speaker: Engine) -> ThreadPoolExecutor:
        if speaker.name not in self._pools:
            self._pools[speaker.name] = ThreadPoolExecutor(
                self._callers(speaker), thread_name_prefix=speaker.name
            )
        return self._pools[speaker.name]


def _speak(speaker: Engine, segment: Segment, key: str, stop: threading.Event) -> Take:
    """Speak a segment, trying again what may pass, and store it. Raises `EngineError`."""

    def call() -> Speech:
        return speaker.speak(segment.spoken, segment.voice)

    left_behind = speaker.online and not isinstance(speaker, Interruptible)

    def attempt() -> Speech:
        if stop.is_set():
            raise EngineError("The render was stopped.")
        speech = trimmed(unless_stopped(call, stop) if left_behind else call())
        if not len(speech.samples):
            raise EngineError(f"{segment.voice} gave only silence.", passing=speaker.online)
        return speech

    return cache.store(segment, key, patiently(attempt, stop))


def _explained(segment: Segment, error: BaseException) -> SpeechError:
    """Name the turn, the line and the words with what went wrong."""
    words = segment.written if len(segment.written) <= 60 else segment.written[:57].rsplit(" ", 1)[0] + "…"
    why = str(error)
    if not isinstance(error, VivavoceError):
        why = f"{segment.voice.engine} failed with {type(error).__name__}: {error}."
    return SpeechError(
        f"Turn {segment.turn} (line {segment.line}, {segment.speaker}: “{words}”) could not be spoken. {why} "
        "Finished takes are kept."
    )


def _cores() -> int:
    """Give the processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1
