"""The files of a take: a clip, named by the SHA-256 of its bytes, and the record that belongs to it."""

from __future__ import annotations

import hashlib
import io
import logging
import secrets
import wave
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, NonNegativeInt, PositiveInt, StringConstraints

from audio.files import put
from audio.speech.takes.cache.leases import takes_folder, workshop
from audio.speech.values import Flaw, FlawKind, Samples, Segment, Take, packed

logger = logging.getLogger(__name__)


_Sample = Annotated[int, Field(ge=0, lt=1 << 32)]
"""As many as a WAV may have."""


class Record(BaseModel):
    """What lies beside a clip."""

    model_config = ConfigDict(frozen=True, strict=True)

    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    rate: PositiveInt
    """Hz."""
    length: NonNegativeInt
    """Samples."""
    voice: str = ""
    spoken: str = ""
    words: list[tuple[str, _Sample, _Sample]] = []
    """Text, first sample and the sample after the last."""
    flaws: list[tuple[FlawKind, str, FiniteFloat]] = []
    judged: bool = False
    peak: FiniteFloat | None = None
    """dBFS of the highest sample; None where it is digital silence."""
    level: FiniteFloat | None = None
    """dBFS of the mean square; None likewise."""


@dataclass(frozen=True, slots=True)
class Held:
    """A take that is there, and whole."""

    key: str
    clip: Path
    record: Record

    @property
    def about(self) -> Path:
        """Give the place of its record."""
        return record_place(self.key)

    def take(self, segment: Segment) -> Take:
        """Give it as the take of a segment."""
        of = self.record
        return Take(
            segment, self.clip, of.rate, of.length, packed(of.words), cached=True,
            flaws=tuple(Flaw(*flaw) for flaw in of.flaws), judged=of.judged, key=self.key, sha256=of.sha256,
        )  # fmt: skip


def record_place(key: str) -> Path:
    """Give the place of a record."""
    return takes_folder() / key[:2] / f"{key}.json"


def clip_place(sha256: str) -> Path:
    """Give the place of a clip."""
    return takes_folder() / sha256[:2] / f"{sha256}.wav"


def read_held(key: str) -> Held | None:
    """Read the files of a take; None where there is none, and where it is damaged: then it is removed."""
    about = record_place(key)
    try:
        record = Record.model_validate_json(about.read_bytes())
        clip = clip_place(record.sha256)
        if not clip.exists():
            clip = about.with_suffix(".wav")  # as clips were called before they were named by content
        if hashlib.sha256(clip.read_bytes()).hexdigest() == record.sha256:
            return Held(key, clip, record)
    except FileNotFoundError:
        return None
    except ValueError:  # no JSON, or none of ours
        clip = about
    except OSError as error:
        logger.info("the take %s cannot be used: %s", key, error.strerror)
        return None
    logger.info("the take %s is damaged and will be made again", key)
    with suppress(OSError):
        clip.unlink()
    return None


def write_file(data: bytes, place: Path) -> None:
    """Write a file whole. Raises `OSError`."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = (workshop() or place.parent) / f"{secrets.token_hex(4)}{place.suffix}"
    try:
        draft.write_bytes(data)
        put(draft, place)
    finally:
        draft.unlink(missing_ok=True)


def as_wav(samples: Samples, rate: int) -> bytes:
    """Give mono samples as a 16-bit WAV."""
    pcm = (np.clip(samples, -1, 1) * 32_767).round().astype("<i2")
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(pcm.tobytes())
    return file.getvalue()
