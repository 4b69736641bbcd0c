"""The threads that speak: as many an engine as it serves, stopped soon when the run ends."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from audio.cast import Voice
from audio.errors import EngineError, SpeechError, VivavoceError
from audio.speech.engines import Engine, Interruptible, Shaping, engine, may_cost
from audio.speech.sound import trimmed
from audio.speech.takes import cache
from audio.speech.takes.fallback import FallbackVoice
from audio.speech.takes.pace import Pace
from audio.speech.takes.precedence import give_way, is_first
from audio.speech.takes.retakes import better_take, compared, neighbour_of, sound_speech
from audio.speech.takes.retries import PATIENCE, patiently, unless_stopped
from audio.speech.takes.room import Slots
from audio.speech.takes.soundness import flaws_within
from audio.speech.takes.ways import Line
from audio.speech.values import Fallback, Segment, Shape, Speech, Take

Result = TypeVar("Result", bound="Take | None")
_Job = tuple[str, Segment, Callable[..., Any], tuple[object, ...]]
"""A key and its segment, and what is called for it with what."""


class Callers:
    """Threads that speak, as many an engine as it serves; leaving stops them soon, whatever the reason."""

    def __init__(self, slots: Slots, fallback: Voice | None) -> None:
        self._slots = slots
        self._fallback = FallbackVoice(fallback) if fallback else None
        self._first = is_first()
        self._stop = threading.Event()
        self._closing = threading.Event()
        """Set when one call has failed for good: what is being asked is waited for, nothing more is."""
        self._threads: set[int] = set()
        self._pools: dict[str, ThreadPoolExecutor] = {}

    def __enter__(self) -> Callers:
        return self

    def __exit__(self, *_: object) -> None:
        """Begin nothing more, and break off what is being spoken where the engine can."""
        self._closing.set()
        self._stop.set()
        for pool in self._pools.values():
            pool.shutdown(wait=False, cancel_futures=True)
        for name in self._slots.engines():
            speaker = engine(name)
            if isinstance(speaker, Interruptible):
                speaker.interrupt(self._threads)

    def takes(self, pending: Sequence[tuple[str, Segment]]) -> Iterable[tuple[str, Take]]:
        """Speak segments, each with its key, and give the takes as they come.

        Those that another process is speaking are left to it, and waited for at the end. After a failure,
        those that are finished come before the error. Raises `SpeechError`.
        """
        elsewhere: list[tuple[str, Segment]] = []
        for key, take in self._results([(key, one, self.speak, (one, key)) for key, one in pending]):
            if take is None:
                elsewhere.append((key, dict(pending)[key]))
            else:
                cache.share([take.key])
                yield key, take
        wait = partial(self.speak, patient=True)
        waited = self._results([(key, one, wait, (one, key)) for key, one in elsewhere])
        yield from ((key, take) for key, take in waited if take)

    def judged(
        self, takes: Sequence[tuple[str, Take, Pace]], segments: Sequence[Segment]
    ) -> Iterable[tuple[str, Take]]:
        """Judge takes, each with its key and its voice's pace, and try the doubtful ones in other ways.

        Gives the best of each as they come; `segments` are those of the episode. An engine that fails
        meanwhile changes nothing.
        """
        return self._results(
            [(key, take.segment, self._judge, (take, pace, segments)) for key, take, pace in takes]
        )

    def _results(
        self, jobs: Sequence[tuple[str, Segment, Callable[..., Result], tuple[object, ...]]]
    ) -> Iterable[tuple[str, Result]]:
        waiting: dict[str, deque[_Job]] = {}
        for job in jobs:
            waiting.setdefault(job[1].voice.engine, deque()).append(job)
        asked: dict[Future[Result], tuple[str, Segment]] = {}
        while any(waiting.values()) or asked:
            for name, line in waiting.items():
                self._ask(engine(name), line, asked)
            failed: tuple[Segment, BaseException] | None = None
            for future in wait(asked, return_when=FIRST_COMPLETED).done:
                key, segment = asked.pop(future)
                error = future.exception()
                if error is None:
                    yield key, future.result()
                else:
                    failed = failed or (segment, error)
            if failed:
                for future in self._answered(asked):
                    yield asked[future][0], future.result()
                raise explained(*failed) from failed[1]

    def _ask(self, speaker: Engine, line: deque[_Job], asked: dict[Future[Any], tuple[str, Segment]]) -> None:
        """Hand in the next jobs of an engine: as many as keep its callers busy."""
        pool = self._pool(speaker)
        busy = sum(segment.voice.engine == speaker.name for _, segment in asked.values())
        for _ in range(min(len(line), 2 * self._slots.count(speaker) - busy)):
            key, segment, call, about = line.popleft()
            asked[pool.submit(call, *about)] = (key, segment)

    def _answered(self, asked: Mapping[Future[Result], tuple[str, Segment]]) -> list[Future[Result]]:
        """Begin nothing more, and give what services are speaking at this moment: they are paid for it."""
        self._closing.set()
        running = [future for future in asked if not future.cancel()]
        online = [future for future in running if engine(asked[future][1].voice.engine).online]
        return [future for future in wait(online, timeout=PATIENCE).done if future.exception() is None]

    def speak(self, segment: Segment, key: str, *, patient: bool = False) -> Take | None:
        """Speak a segment, in the fallback voice where its own fails and there is one.

        Gives None where another process is speaking it, unless the caller is patient.
        """
        self._threads.add(threading.get_ident())
        fallback = self._fallback
        if fallback is None or fallback.speaks(segment):
            return self._take(segment, key, patient=patient)
        why = fallback.given_up(segment)
        if not why:
            try:
                take = self._take(segment, key, patient=patient)
            except Exception as error:  # a library has its own; `note` tells of it
                mended = isinstance(error, EngineError) or not isinstance(error, VivavoceError)
                if self._closing.is_set() or not mended:
                    raise
                why = fallback.note(segment, error)
            else:
                if take:
                    fallback.worked(segment)
                return take
        other = fallback.takes_over(segment)
        key = cache.key_of(other.spoken, other.voice, other.take, other.shapes)
        stood_in = self._take(other, key, patient=True)
        return stood_in and replace(stood_in, fallback=Fallback(other.voice, why))

    def _take(self, segment: Segment, key: str, *, patient: bool) -> Take | None:
        """Speak a segment when its engine has a slot free, and store what is not silent.

        What another process has spoken meanwhile is taken from the cache; None where one is at it, unless the
        caller is patient.
        """
        self._give_way()
        with cache.making(key, self._stop, patient=patient) as mine:
            if not mine:
                return None
            if there := cache.load({key: segment}):
                return there[key]
            line = Line(segment.spoken, segment.voice, take=segment.take, shapes=segment.shapes)
            speech = sound_speech(line, engine(segment.voice.engine), self._call)
            return cache.store(segment, key, speech, flaws_within(speech))

    def _judge(self, take: Take, pace: Pace, segments: Sequence[Segment]) -> Take:
        """Judge a take, and better it where it is doubtful.

        What the fallback voice spoke is not tried again: its own voice is asked in the next run.
        """
        self._threads.add(threading.get_ident())
        self._give_way()
        judged = compared(take, pace)
        if not judged.flaws or judged.fallback is not None:
            return judged
        return self.better(judged, neighbour_of(judged.segment, segments), pace)

    def better(self, judged: Take, neighbour: str, pace: Pace) -> Take:
        """Try a doubtful take in other ways, and give the best; `neighbour` is said by its voice near it."""
        with cache.making(judged.key, self._stop, patient=True):
            there = cache.load({judged.key: judged.segment}).get(judged.key)
            if there and there.judged:  # by another process
                return there
            better = better_take(judged, neighbour, pace, self._call)
            cache.note_judged(better)  # before another may look: it would try as well
            return better

    def _give_way(self) -> None:
        """Let those go first that somebody listens to; not while a take is made that they may wait for."""
        if not self._first:
            give_way(self._closing)

    def _call(self, text: str, voice: Voice, shapes: Sequence[Shape] = ()) -> Speech:
        """Speak a text, trimmed, trying again what may pass. Raises `EngineError`."""
        speaker = engine(voice.engine)
        with self._slots.one(speaker):  # the fallback's callers are those of other engines
            return speak_patiently(speaker, text, voice, self._stop, self._closing, shapes)

    def _pool(self, speaker: Engine) -> ThreadPoolExecutor:
        if speaker.name not in self._pools:
            self._pools[speaker.name] = ThreadPoolExecutor(
                self._slots.count(speaker), thread_name_prefix=speaker.name
            )
        return self._pools[speaker.name]


def speak_patiently(
    speaker: Engine,
    text: str,
    voice: Voice,
    stop: threading.Event,
    closing: threading.Event,
    shapes: Sequence[Shape] = (),
) -> Speech:
    """Speak a text, trying again what may pass, and trim it to what is heard. Raises `EngineError`.

    `closing` ends the trying, `stop` leaves a call behind.

    Silence may pass where a service is free; what costs money is not asked for twice once it was given.
    """

    def call() -> Speech:
        if shapes and isinstance(speaker, Shaping):
            return speaker.speak_shaped(text, voice, shapes)
        return speaker.speak(text, voice)

    left_behind = speaker.online and not isinstance(speaker, Interruptible)

    def attempt() -> Speech:
        if closing.is_set():
            raise EngineError("The render was stopped.")
        speech = trimmed(unless_stopped(call, stop) if left_behind else call())
        if speaker.online and not len(speech.samples):
            raise EngineError(f"{voice} gave only silence.", passing=not may_cost(speaker, voice))
        return speech

    return patiently(attempt, closing)


def explained(segment: Segment, error: BaseException) -> SpeechError:
    """Name the turn, the line and the words with what went wrong."""
    words = segment.written if len(segment.written) <= 60 else segment.written[:57].rsplit(" ", 1)[0] + "…"
    why = reason(segment, error)
    return SpeechError(
        f"Turn {segment.turn} (line {segment.line}, {segment.speaker}: “{words}”) could not be spoken. {why} "
        "Finished takes are kept."
    )


def reason(segment: Segment, error: BaseException) -> str:
    """Say what went wrong, also where it is no error of the house."""
    if isinstance(error, VivavoceError):
        return str(error)
    return f"{segment.voice.engine} failed with {type(error).__name__}: {error}."
