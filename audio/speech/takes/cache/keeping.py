"""Takes on disk: what was said, by which voice of which engine. Two episodes share them.

A clip never changes. A record, a JSON file that is named by the take's key, says which clip it is and what is
known of it. Another take of the same words is another clip, and the record then names that one. Everybody
asks `find`, by which a damaged take is none.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import astuple, replace
from itertools import islice
from pathlib import Path

import numpy as np

from audio.cast import Voice
from audio.errors import PublishError
from audio.models import CACHE_VARIABLE, shared_cache
from audio.speech import sound
from audio.speech.engines import engine, version_of
from audio.speech.takes.cache import index, shared
from audio.speech.takes.cache.leases import lease, takes_folder, takes_in_use, unchanged
from audio.speech.takes.cache.records import (
    Held,
    Record,
    as_wav,
    clip_place,
    read_held,
    record_place,
    write_file,
)
from audio.speech.values import Flaw, FlawKind, Segment, Shape, Speech, Take

_AT_ONCE = 500
"""Takes whose records are read together."""
_FRESH = 3600.0
"""Seconds for which a take counts as just used, so that not every render writes that down."""


def key_of(spoken: str, voice: Voice, take: int = 1, shapes: Sequence[Shape] = ()) -> str:
    """Give the key of a take: everything that its samples depend on, and nothing else (not gain, not pan).

    `take` is the number of the way in which it is said, `shapes` are the words that are longer or higher.
    """
    identity: list[object] = [
        voice.engine,
        version_of(engine(voice.engine), voice),
        voice.name,
        voice.language,
        round(voice.speed, 4),
        sound.VERSION,
    ]
    if take > 1:
        identity.append(take)
    if shapes:
        identity.append([astuple(shape) for shape in shapes])
    written = json.dumps([*identity, spoken], ensure_ascii=False)
    return hashlib.blake2b(written.encode(), digest_size=20).hexdigest()


def find(keys: Iterable[str]) -> dict[str, Held]:
    """Give the takes that are there and whole, by their keys.

    The files of a take are read once; then the index knows them for as long as they look the same. A damaged
    one is told, and removed. What another machine has shared is brought here. Raises `VivavoceError` where
    the store of the shared ones does not answer.
    """
    wanted = list(dict.fromkeys(keys))
    found = held_here(wanted)
    if brought := shared.fetch([key for key in wanted if key not in found]):
        found |= held_here(brought)
    return found


def held_here(wanted: Sequence[str]) -> dict[str, Held]:
    """Give the takes that are in the folder and whole, as `find` does."""
    known, folder = index.rows(wanted), takes_folder()
    found: dict[str, Held] = {}
    read: list[index.Row] = []
    for key in wanted:
        row = known.get(key)
        with suppress(OSError, ValueError):
            if row and row.proof == _proof(key, folder / row.clip):
                record = Record.model_validate_json(row.record)
                found[key] = Held(key, folder / row.clip, record)
                continue
        if held := read_held(key):
            found[key] = held
            read.append(_row(held))
    gone = known.keys() - found.keys()
    if read or gone:
        index.note(read, gone)
    return found


def load(segments: Mapping[str, Segment]) -> dict[str, Take]:
    """Give the takes that are there of segments by their keys, and lease their clips."""
    takes: dict[str, Take] = {}
    for keys in _portions(segments):
        if shared_cache():
            find(keys)  # what comes from afar is not waited for while others are kept waiting
        with unchanged():
            found = held_here(keys)
            with suppress(OSError):  # where no lease can be written, none can be pruned either
                lease(held.clip for held in found.values())
        used = [held for held in found.values() if _used(held)]
        if used:
            index.note(map(_row, used))
        takes |= {key: held.take(segments[key]) for key, held in found.items()}
    return takes


def _portions(keys: Iterable[str]) -> Iterator[list[str]]:
    """Part keys, so that the records of a long episode are not all in memory."""
    left = iter(keys)
    while portion := list(islice(left, _AT_ONCE)):
        yield portion


def unspoken(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Give the segments that have no take here, those that say the same in the same voice once."""
    pending = {key_of(one.spoken, one.voice, one.take, one.shapes): one for one in segments if one.spoken}
    found = {key for keys in _portions(pending) for key in find(keys)}
    return tuple(segment for key, segment in pending.items() if key not in found)


def takes_there(segments: Sequence[Segment]) -> tuple[Take | None, ...]:
    """Give the take of each segment that has one here, without relying on it: it may be pruned meanwhile."""
    keys = [key_of(one.spoken, one.voice, one.take, one.shapes) for one in segments]
    found = find(keys)
    return tuple(
        found[key].take(segment) if key in found else None
        for key, segment in zip(keys, segments, strict=True)
    )


def store(segment: Segment, key: str, speech: Speech, flaws: Sequence[Flaw] = ()) -> Take:
    """Write a take that is not judged yet. Raises `PublishError` where the cache cannot be written."""
    data = as_wav(speech.samples, speech.rate)
    digest = hashlib.sha256(data).hexdigest()
    record = Record(
        sha256=digest, rate=speech.rate, length=len(speech.samples),
        voice=str(segment.voice), spoken=segment.spoken,
        words=[(word.text, word.start, word.end) for word in speech.words], flaws=_rows(flaws),
        peak=_decibels(np.abs(speech.samples).max(initial=0)),
        level=_decibels(np.sqrt(np.mean(np.square(speech.samples)))) if len(speech.samples) else None,
    )  # fmt: skip
    held = Held(key, clip_place(digest), record)
    with telling(), takes_in_use():
        lease([held.clip])
        write_file(data, held.clip)
        write_file(record.model_dump_json().encode(), held.about)
        index.note([_row(held)])
    return replace(held.take(segment), cached=False)


def share(keys: Iterable[str]) -> None:
    """Let other machines have takes, where they share a store. Raises `VivavoceError`."""
    if shared_cache():
        shared.share(list(held_here(list(dict.fromkeys(keys))).values()))


def note_judged(take: Take) -> None:
    """Write down that a take is judged, and what is wrong with it. Raises `PublishError`."""
    held = held_here([take.key]).get(take.key)
    if held is None or held.record.sha256 != take.sha256:  # pruned or made anew by another process
        return
    record = held.record.model_copy(update={"flaws": _rows(take.flaws), "judged": True})
    if record == held.record:  # it is written down
        return
    with telling(), takes_in_use():
        write_file(record.model_dump_json().encode(), held.about)
        index.note([_row(Held(held.key, held.clip, record))])


def _row(held: Held) -> index.Row:
    """Give what the index keeps of a take that was found whole."""
    clip = held.clip.relative_to(takes_folder()).as_posix()
    try:
        proof = _proof(held.key, held.clip)
    except OSError:  # gone meanwhile
        proof = ""
    return index.Row(held.key, clip, proof, held.record.model_dump_json().encode())


def _proof(key: str, clip: Path) -> str:
    """Give how the files of a take look: sizes and times, of which a change of the content changes one."""
    states = (record_place(key).stat(), clip.stat())
    return " ".join(f"{state.st_size}:{state.st_mtime_ns}:{state.st_ctime_ns}" for state in states)


def _used(held: Held) -> bool:
    """Write down that a take was used, for `prune`; tell whether that was due."""
    with suppress(OSError):  # a cache that is only read
        if not 0 <= time.time() - held.about.stat().st_mtime < _FRESH:  # below 0: a clock was set back
            os.utime(held.about)
            return True
    return False


def _rows(flaws: Sequence[Flaw]) -> list[tuple[FlawKind, str, float]]:
    return [(flaw.kind, flaw.detail, flaw.weight) for flaw in flaws]


def _decibels(level: float) -> float | None:
    return round(20 * math.log10(level), 2) if level > 0 else None


@contextmanager
def telling() -> Iterator[None]:
    """Say what to do where the cache cannot be written. Raises `PublishError` for `OSError`."""
    try:
        yield
    except OSError as error:
        raise PublishError(
            f"The takes in {takes_folder()} cannot be written: {error.strerror or error}. "
            f"Make room there, or name another folder in {CACHE_VARIABLE}."
        ) from error
