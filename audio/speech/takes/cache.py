"""Takes on disk, by content: what was said, by which voice of which engine. Two episodes share them.

A take is a 16-bit mono WAV and, written after it, a JSON file that holds its digest: a torn take is none.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import time
import wave
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from audio.cast import Voice
from audio.errors import PublishError, SpeechError
from audio.files import replacing, write_text
from audio.models import CACHE_VARIABLE, cache_folder
from audio.speech import sound
from audio.speech.engines import engine
from audio.speech.values import Flaw, Samples, Segment, Speech, Take, Word

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CacheState:
    """What the cache of takes holds."""

    folder: Path
    takes: int
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was removed."""

    takes: int
    size: int
    """Bytes."""


def takes_folder() -> Path:
    """Give the folder of the takes."""
    return cache_folder() / "takes"


def key_of(spoken: str, voice: Voice) -> str:
    """Give the key of a take: everything that its samples depend on, and nothing else (not gain, not pan)."""
    identity = [
        voice.engine,
        engine(voice.engine).version,
        voice.name,
        voice.language,
        round(voice.speed, 4),
        sound.VERSION,
    ]
    written = json.dumps([*identity, spoken], ensure_ascii=False)
    return hashlib.blake2b(written.encode(), digest_size=20).hexdigest()


def load(segment: Segment, key: str) -> Take | None:
    """Give the take of that key, or None where there is none or it is damaged."""
    clip = _place(key)
    about = clip.with_suffix(".json")
    try:
        held = json.loads(about.read_text(encoding="utf-8"))
        if hashlib.sha256(clip.read_bytes()).hexdigest() != held["sha256"]:
            logger.info("segment %d: its take is damaged and will be made again", segment.number)
            return None
        words = tuple(Word(text, start, end) for text, start, end in held["words"])
        rate, length = int(held["rate"]), int(held["length"])
        flaws = tuple(Flaw(kind, detail, weight) for kind, detail, weight in held.get("flaws", ()))
        judged = held.get("judged", False) is True
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        logger.info("segment %d: its take cannot be used (%s)", segment.number, type(error).__name__)
        return None
    with suppress(OSError):  # a cache that is only read
        os.utime(about)  # `prune` removes what was not used for long
    return Take(segment, clip, rate, length, words, cached=True, flaws=flaws, judged=judged)


def holds(key: str) -> bool:
    """Tell, without reading it, whether there is a take of that key."""
    clip = _place(key)
    return clip.is_file() and clip.with_suffix(".json").is_file()


def unspoken(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Give the segments that have no take here, those that say the same in the same voice once."""
    pending = {key_of(segment.spoken, segment.voice): segment for segment in segments if segment.spoken}
    return tuple(segment for key, segment in pending.items() if not holds(key))


def store(segment: Segment, key: str, speech: Speech, flaws: Sequence[Flaw] = ()) -> Take:
    """Write a take that is not judged yet. Raises `PublishError` where the cache cannot be written."""
    with _telling():
        return _store(segment, key, speech, tuple(flaws))


def read_take(take: Take) -> Samples:
    """Give a take's samples at its own rate.

    They were written 32,767 times as large, so that 1 is a 16-bit number as well as −1, and are read as
    every decoder reads 16 bits, by 32,768: 0.0003 dB softer. Raises `SpeechError` where the clip is missing,
    is no 16-bit mono WAV or is not as long as the take says.
    """
    segment = take.segment
    name = f"The clip {take.clip} (segment {segment.number}, turn {segment.turn})"
    try:
        with wave.open(str(take.clip), "rb") as clip:
            form = (clip.getnchannels(), clip.getsampwidth(), clip.getframerate())
            data = clip.readframes(clip.getnframes())
    except (OSError, EOFError, wave.Error) as error:
        why = getattr(error, "strerror", None) or error
        raise SpeechError(
            f"{name} cannot be read: {why}. Something else may have changed the cache: delete what "
            "is left of it and render again."
        ) from error
    if form != (1, 2, take.rate) or len(data) != 2 * take.length:
        raise SpeechError(
            f"{name} is not the take that was asked for: it should be 16-bit mono at {take.rate} Hz "
            f"with {take.length} samples, and is {8 * form[1]}-bit with {form[0]} channels at {form[2]} Hz, "
            f"{len(data)} bytes. Delete it and render again."
        )
    return np.frombuffer(data, dtype="<i2").astype(np.float32) / np.float32(32_768)


def note_judged(take: Take) -> None:
    """Write down that a take is judged, and what is wrong with it. Raises `PublishError`."""
    about = take.clip.with_suffix(".json")
    try:
        held = json.loads(about.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # pruned by another process: the next run makes it again
        return
    held |= {"flaws": _rows(take.flaws), "judged": True}
    with _telling():
        write_text(about, json.dumps(held, ensure_ascii=False))


@contextmanager
def _telling() -> Iterator[None]:
    """Say what to do where the cache cannot be written."""
    try:
        yield
    except PublishError as error:
        why = getattr(error.__cause__, "strerror", None) or error.__cause__
        raise PublishError(
            f"The takes in {takes_folder()} cannot be written: {why}. "
            f"Make room there, or name another folder in {CACHE_VARIABLE}."
        ) from error


def _rows(flaws: Sequence[Flaw]) -> list[tuple[str, str, float]]:
    return [(flaw.kind, flaw.detail, flaw.weight) for flaw in flaws]


def _store(segment: Segment, key: str, speech: Speech, flaws: tuple[Flaw, ...]) -> Take:
    clip = _place(key)
    pcm = (np.clip(speech.samples, -1, 1) * 32_767).round().astype("<i2")
    with replacing(clip) as beside:
        with wave.open(str(beside), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(speech.rate)
            out.writeframes(pcm.tobytes())
        digest = hashlib.sha256(beside.read_bytes()).hexdigest()
    about = {
        "sha256": digest, "rate": speech.rate, "length": len(pcm),
        "voice": str(segment.voice), "spoken": segment.spoken,
        "words": [[word.text, word.start, word.end] for word in speech.words],
        "flaws": _rows(flaws),
    }  # fmt: skip
    write_text(clip.with_suffix(".json"), json.dumps(about, ensure_ascii=False))
    return Take(segment, clip, speech.rate, len(pcm), speech.words, flaws=flaws)


def show() -> CacheState:
    """Count the takes and their bytes."""
    held = list(_held())
    return CacheState(takes_folder(), len(held), sum(size for _, _, size in held))


def prune(*, older_than_days: float | None = None, largest: int | None = None) -> Pruned:
    """Remove takes not used for so many days, then the longest unused down to `largest` bytes.

    Those that cannot be removed stay and are not counted.
    """
    held = sorted(_held())  # the longest unused first
    left = sum(size for _, _, size in held)
    now = time.time()
    takes = freed = 0
    for used, clip, size in held:
        too_old = older_than_days is not None and now - used > older_than_days * 86_400
        too_many = largest is not None and left > largest
        if too_old or too_many:
            try:
                clip.unlink(missing_ok=True)
                clip.with_suffix(".json").unlink(missing_ok=True)
            except OSError:  # another process has it open, or it is another user's
                continue
            takes, freed, left = takes + 1, freed + size, left - size
    return Pruned(takes, freed)


def _held() -> Iterator[tuple[float, Path, int]]:
    """Give each take: when it was last used (seconds since the epoch), its clip, its bytes on disk."""
    for clip in takes_folder().glob("*/*.wav"):
        about = clip.with_suffix(".json")
        try:
            used = (about if about.exists() else clip).stat().st_mtime
            size = clip.stat().st_size + (about.stat().st_size if about.exists() else 0)
        except OSError:  # pruned by another process
            continue
        yield used, clip, size


def _place(key: str) -> Path:
    return takes_folder() / key[:2] / f"{key}.wav"
