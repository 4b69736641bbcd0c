"""From segments to takes: from the cache where they are there, otherwise spoken in parallel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np

from audio.cast import Voice
from audio.speech.engines import engine
from audio.speech.takes import cache
from audio.speech.takes.away import Away
from audio.speech.takes.callers import Callers
from audio.speech.takes.estimates import NOTHING, Allow, check_allowed
from audio.speech.takes.pace import Pace
from audio.speech.takes.retakes import pace_key, paces_of
from audio.speech.takes.room import Slots
from audio.speech.values import Progress, Segment, Speech, Take
from audio.tasks import Workers

Pending = Sequence[tuple[str, Segment]]
"""Segments that have yet to be spoken, each with the key of its take."""
Order = Callable[[Pending], Sequence[Pending]]
"""What comes first: gives what is pending in rounds, of which each is spoken before the next begins."""


def longest_first(pending: Pending) -> Sequence[Pending]:
    """Speak the longest segment first: so all callers are busy to the end."""
    return [sorted(pending, key=lambda pair: -len(pair[1].spoken))]


def as_heard(pending: Pending) -> Sequence[Pending]:
    """Speak in the order in which they are heard, the first alone: it has the machine, and is there soon.

    A service has a machine of its own.
    """
    heard = sorted(pending, key=lambda pair: pair[1].number)
    alone = int(bool(heard) and not engine(heard[0][1].voice.engine).online)
    return [heard[:alone], heard[alone:]]


_SILENT = Speech(np.zeros(0, np.float32), 24_000)


def speak_segments(
    segments: Sequence[Segment],
    *,
    slots: Slots | None = None,
    progress: Callable[[Progress], None] | None = None,
    fallback: Voice | None = None,
    allow: Allow = NOTHING,
    order: Order = longest_first,
    away: Workers | None = None,
) -> tuple[Take, ...]:
    """Give a take for every segment, in their order.

    The cache is asked first and the voices of what is not in it are checked, then the pieces are spoken in
    `order`, by as many callers as there are cores or as the engine serves, never by more than it serves;
    those who speak beside others share `slots` with them.
    Segments that say the same in the same voice are spoken once; one with nothing to say gets a take of
    length 0. When all are spoken, each new take is judged beside its voice's others, and a doubtful one is
    tried again in other ways; what stays doubtful says so. `progress` is called from this thread. Where
    `fallback` is given, it speaks what its own voice fails at after all retries; such takes say so, and their
    own voice is asked again in the next run.
    Raises `ConsentError` where what is left to speak would be sent further than `allow` says, before anything
    is; `VoiceError`, `ModelFileError`, and `SpeechError` for the first segment that fails; takes that are
    finished by then stay in the cache. Where workers `away` are given, they speak and check the voices.
    """
    with cache.takes_in_use():
        work = _Work(segments, progress)
        work.take_from_cache()
        pending = work.pending()
        check_allowed([segment for _, segment in pending], fallback, allow)
        if not away:
            voices = [segment.voice for _, segment in pending]
            check_voices([*voices, *([fallback] if fallback and pending else [])])
        with Away(away, fallback) if away else Callers(slots or Slots(), fallback) as callers:
            for some in order(pending):
                for key, take in callers.takes(some):
                    work.finish(key, take)
            for key, take in callers.judged(work.unjudged(), segments):
                work.settle(key, take)
        work.share_judged()
        return work.takes()


def check_voices(voices: Iterable[Voice]) -> None:
    """Check the voices in use and fetch their files. Raises `VoiceError`, `ModelFileError`."""
    for voice in dict.fromkeys(replace(each, gain_db=0.0, pan=0.0) for each in voices):
        engine(voice.engine).check(voice)


class _Work:
    """The segments by the key of their take, and what is done."""

    def __init__(self, segments: Sequence[Segment], progress: Callable[[Progress], None] | None) -> None:
        self._segments = segments
        self._keys = [cache.key_of(one.spoken, one.voice, one.take, one.shapes) for one in segments]
        self._by_key: dict[str, list[Segment]] = {}
        for key, segment in zip(self._keys, segments, strict=True):
            self._by_key.setdefault(key, []).append(segment)
        self._done: dict[str, Take] = {}
        self._report = progress or (lambda _: None)
        self._judged: list[str] = []
        self._count = self._characters = self._of_characters = 0

    def take_from_cache(self) -> None:
        """Find the takes that are there."""
        wanted = {key: same[0] for key, same in self._by_key.items()}
        found = cache.load(wanted)
        self._of_characters = sum(len(one.spoken) for key, one in wanted.items() if key not in found)
        for key, segment in wanted.items():
            if key in found:
                self.finish(key, found[key])
            elif not segment.spoken:
                self.finish(key, cache.store(segment, key, _SILENT))

    def pending(self) -> Pending:
        """Give what has to be spoken."""
        return [(key, same[0]) for key, same in self._by_key.items() if key not in self._done]

    def takes(self) -> tuple[Take, ...]:
        """Give the takes in the order of the segments."""
        return tuple(
            replace(self._done[key], segment=segment)
            for key, segment in zip(self._keys, self._segments, strict=True)
        )

    def unjudged(self) -> list[tuple[str, Take, Pace]]:
        """Give the takes that are not judged yet, each with its key and the pace of its voice."""
        paces = paces_of(self._done.values())
        return [
            (key, take, paces[pace_key(take)].at(take.voice.speed))
            for key, take in self._done.items()
            if take.length and not take.judged
        ]

    def settle(self, key: str, take: Take) -> None:
        """Take note of a take that is judged."""
        cache.note_judged(take)
        self._done[key] = take
        self._judged.append(take.key)

    def share_judged(self) -> None:
        """Let other machines know what was judged."""
        cache.share(self._judged)

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
                    replace(take, segment=segment),
                    self._characters,
                    self._of_characters,
                )
            )
