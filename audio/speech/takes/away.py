"""Speaking on other machines: batches of segments go there, and takes come by the cache that all see.

What is sent are values in JSON, never code: which segments, in which voices, which version of each is meant.
A machine that would make other takes of them, since it has another version, refuses.
"""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from functools import lru_cache

from pydantic import TypeAdapter

from audio.cast import Voice
from audio.errors import SpeechError, UnfitMachineError, VivavoceError
from audio.speech.engines import engine, version_of
from audio.speech.takes import cache
from audio.speech.takes.callers import Callers, explained, reason
from audio.speech.takes.pace import Pace
from audio.speech.takes.retakes import compared, neighbour_of
from audio.speech.takes.room import Slots
from audio.speech.values import Fallback, Flaw, Segment, Take
from audio.tasks import Workers, in_order, workers

_CHARACTERS = 600
"""What a batch has at most, unless one segment has more: some 30 s of speech."""
_ROUNDS = 4
"""Batches that each worker gets of an episode, at least, so that none waits for the last."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a take is to be tried in other ways, and what helps with that."""

    flaws: tuple[Flaw, ...]
    neighbour: str
    pace: Pace


@dataclass(frozen=True, slots=True)
class Job:
    """A segment to be spoken, or, with a doubt, to be spoken better."""

    key: str
    """Of its take, as the machine that asks makes it."""
    segment: Segment
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """What is sent."""

    run: str
    """Tells the batches of one run from those of others."""
    versions: Mapping[str, str]
    """What the sound of each voice in it depends on, as the machine that asks has it."""
    fallback: Voice | None
    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job: which take is in the cache, and where the fallback voice spoke it, why."""

    key: str
    fallback: Fallback | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back: what came of the jobs, in order, and why the next one failed, where one did."""

    done: tuple[Done, ...]
    failed: str = ""


@lru_cache(maxsize=1)
def _form_of_batches() -> TypeAdapter[Batch]:
    """Give what reads and writes batches, made when one is sent: that takes 15 ms."""
    return TypeAdapter(Batch)


@lru_cache(maxsize=1)
def _form_of_answers() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)


class Away:
    """Has segments spoken by workers on other machines; leaving it begins nothing more."""

    def __init__(self, hands: Workers, fallback: Voice | None) -> None:
        self._hands, self._fallback = hands, fallback
        self._run = secrets.token_hex(4)
        self._asked: dict[Future[str], Sequence[Job]] = {}

    def __enter__(self) -> Away:
        return self

    def __exit__(self, *_: object) -> None:
        for future in self._asked:
            future.cancel()

    def takes(self, pending: Sequence[tuple[str, Segment]]) -> Iterator[tuple[str, Take]]:
        """Have segments spoken, each with its key, and give the takes as they come. Raises `SpeechError`."""
        return self._results([Job(key, segment) for key, segment in pending])

    def judged(
        self, takes: Sequence[tuple[str, Take, Pace]], segments: Sequence[Segment]
    ) -> Iterator[tuple[str, Take]]:
        """Judge takes, each with its key and its voice's pace; have the doubtful ones bettered there."""
        doubtful: dict[str, tuple[Take, Job]] = {}
        with workers() as here:
            for judged, (key, _, pace) in zip(in_order(here, _compared, takes), takes, strict=True):
                if not judged.flaws or judged.fallback is not None:
                    yield key, judged
                else:
                    doubt = Doubt(judged.flaws, neighbour_of(judged.segment, segments), pace)
                    doubtful[key] = judged, Job(key, judged.segment, doubt)
        for key, take in self._results([job for _, job in doubtful.values()]):
            judged, _ = doubtful[key]
            yield key, judged if take.sha256 == judged.sha256 else replace(take, judged=True)

    def _results(self, jobs: Sequence[Job]) -> Iterator[tuple[str, Take]]:
        waiting = self._batches(jobs)
        while waiting or self._asked:
            for name, batches in waiting.items():
                self._send(name, batches)
            waiting = {name: batches for name, batches in waiting.items() if batches}
            for future in wait(self._asked, return_when=FIRST_COMPLETED).done:
                asked = self._asked.pop(future)
                answer = _answer(future, asked[0])
                yield from _found(asked, answer.done)
                if answer.failed:
                    raise explained(asked[len(answer.done)].segment, SpeechError(answer.failed))

    def _send(self, name: str, batches: deque[tuple[Job, ...]]) -> None:
        """Send the batches of an engine; of a service, so many that no more callers ask it than it serves."""
        speaker = engine(name)
        most = speaker.parallel if speaker.online else None
        busy = sum(jobs[0].segment.voice.engine == name for jobs in self._asked.values())
        while batches and (most is None or busy < most):
            jobs = batches.popleft()
            voices = {job.segment.voice for job in jobs}
            versions = {_named(voice): version_of(speaker, voice) for voice in voices}
            batch = Batch(self._run, versions, self._fallback, jobs)
            self._asked[self._hands.submit(speak_batch, _form_of_batches().dump_json(batch).decode())] = jobs
            busy += 1

    def _batches(self, jobs: Sequence[Job]) -> dict[str, deque[tuple[Job, ...]]]:
        """Part jobs by engine, in order, into batches that are as long as is worth a journey."""
        whole = sum(len(job.segment.spoken) for job in jobs)
        most = min(_CHARACTERS, whole / (_ROUNDS * self._hands.count))
        parted: dict[str, deque[tuple[Job, ...]]] = {}
        for job in jobs:
            batches = parted.setdefault(job.segment.voice.engine, deque())
            if batches and sum(len(each.segment.spoken) for each in (*batches[-1], job)) <= most:
                batches[-1] = (*batches[-1], job)
            else:
                batches.append((job,))
        return parted


def speak_batch(batch: str) -> str:
    """Speak a batch on this machine, share its takes, and give the answer.

    Raises `UnfitMachineError` where this machine's takes would be others than those asked for,
    `VivavoceError` where they cannot be shared.
    """
    asked = _form_of_batches().validate_json(batch)
    for job in asked.jobs:
        _check_version(job, asked.versions)
    callers = _callers(asked.run, asked.fallback)
    done: list[Done] = []
    failed = ""
    with cache.takes_in_use():
        cache.find(job.key for job in asked.jobs)  # all at once, what another machine has spoken meanwhile
        for job in asked.jobs:
            try:
                done.append(_done(job, callers))
            except Exception as error:  # noqa: PERF203 - whatever an engine does, the others are kept
                failed = reason(job.segment, error)
                break
        cache.share(each.key for each in done)
    return _form_of_answers().dump_json(Answer(tuple(done), failed)).decode()


def _done(job: Job, callers: Callers) -> Done:
    if job.doubt is None:
        take = callers.speak(job.segment, job.key, patient=True)
        return Done(take.key, take.fallback) if take else Done(job.key)
    there = cache.load({job.key: job.segment})
    if job.key not in there:
        raise SpeechError("The take is no longer in the cache: render again.")
    judged = replace(there[job.key], flaws=job.doubt.flaws, judged=True)
    return Done(callers.better(judged, job.doubt.neighbour, job.doubt.pace).key)


@lru_cache(maxsize=8)
def _callers(_: str, fallback: Voice | None) -> Callers:
    """Give what speaks in a run, and knows how often each engine failed in it."""
    return Callers(Slots(), fallback)


def _check_version(job: Job, versions: Mapping[str, str]) -> None:
    voice, one = job.segment.voice, job.segment
    here, wanted = version_of(engine(voice.engine), voice), versions[_named(voice)]
    if here != wanted:
        raise UnfitMachineError(f"{_named(voice)} is version {here!r} there, and {wanted!r} is asked for.")
    if cache.key_of(one.spoken, voice, one.take, one.shapes) != job.key:
        raise UnfitMachineError(f"Takes of {voice} are made in another way there.")


def _named(voice: Voice) -> str:
    return f"{voice} ({voice.language})"


def _compared(about: tuple[str, Take, Pace]) -> Take:
    _, take, pace = about
    return compared(take, pace)


def _answer(future: Future[str], first: Job) -> Answer:
    try:
        return _form_of_answers().validate_json(future.result())
    except VivavoceError as error:
        raise explained(first.segment, error) from error


def _found(asked: Sequence[Job], done: Sequence[Done]) -> Iterable[tuple[str, Take]]:
    """Give the takes that were made, from the cache. Raises `SpeechError` where it does not have one."""
    jobs = dict(zip((each.key for each in done), asked, strict=False))
    cache.expect(jobs)
    there = cache.load({key: job.segment for key, job in jobs.items()})
    for each in done:
        if each.key not in there:
            raise explained(jobs[each.key].segment, SpeechError("It was spoken, and is not in the cache."))
        yield jobs[each.key].key, replace(there[each.key], cached=False, fallback=each.fallback)
