"""The builds on this machine: made once from the shipped file, written whole, checked before use."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import get_args

from filelock import FileLock

from audio.errors import ModelFileError, PublishError
from audio.files import replacing_together
from audio.models import CACHE_VARIABLE, fetch_files, models_folder, sha256_of
from audio.speech.engines.kokoro.builds.names import BuildName
from audio.speech.engines.kokoro.builds.ranges import table_digest
from audio.speech.engines.kokoro.files import MODEL
from audio.tasks import UnfinishedError, apart

logger = logging.getLogger(__name__)

_REWRITER = "2"
"""Raised whenever a transform changes what a build computes."""


def build_key(name: BuildName) -> str:
    """Give what a build is made of as 12 hexadecimal digits: shipped file, code and table of ranges."""
    parts = (MODEL.sha256, _REWRITER, table_digest(), name)
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:12]


def builds_folder() -> Path:
    """Give the folder of the builds, among the model files."""
    return models_folder() / "kokoro" / "builds"


def have_build(name: BuildName) -> Path:
    """Give the file of a build, made now where it is not there or damaged.

    Several processes may want it at once: one makes it. Raises `ModelFileError` where the shipped file
    cannot be had or the cache cannot be written.
    """
    place = _place(name)
    if not _is_whole(place):
        fetch_files([MODEL])
        with writing(f"{name} build"):
            place.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(place.parent / "lock"):
                if not _is_whole(place):  # unless another process was quicker
                    logger.info("making the %s build of kokoro, once", name)
                    apart(__name__, make_build.__name__, name, folder=place.parent)
    return place


@contextmanager
def writing(what: str) -> Iterator[None]:
    """Raise `ModelFileError`, with the remedy, where a file among the builds cannot be written."""
    try:
        yield
    except (OSError, PublishError) as error:
        raise ModelFileError(
            f"The {what} of kokoro could not be written: {error} "
            f"Make room in {models_folder()}, or name another folder in {CACHE_VARIABLE}."
        ) from error
    except UnfinishedError as error:
        raise ModelFileError(f"The {what} of kokoro could not be made: {error}") from error


def make_build(name: BuildName) -> None:
    """Make a build, and note its digest beside it; builds of that name that are out of date go.

    It takes half a gigabyte. Raises `PublishError` or `OSError` where it cannot be written.
    """
    from audio.speech.engines.kokoro.builds.recipes import built  # noqa: PLC0415 - loads protobuf, seldom needed

    place, data = _place(name), built(name, MODEL.path)
    with replacing_together([place, _noted(place)]) as drafts:
        drafts[place].write_bytes(data)
        drafts[_noted(place)].write_text(hashlib.sha256(data).hexdigest(), encoding="ascii")
    for other in place.parent.glob(f"{name}-*"):
        if other not in (place, _noted(place)):
            _remove(other)


def drop_builds(kept: BuildName | None = None) -> int:
    """Remove the builds but one, and give how many bytes that frees; what is needed again is made again."""
    return sum(
        _remove(file)
        for name in get_args(BuildName)
        if name != kept
        for file in sorted(builds_folder().glob(f"{name}-*"))
    )


def _remove(file: Path) -> int:
    """Remove a file and give its bytes; one in use may stay, on some systems."""
    with suppress(OSError):
        size = file.stat().st_size
        file.unlink()
        return size
    return 0


def _place(name: BuildName) -> Path:
    """Give the file of a build."""
    return builds_folder() / f"{name}-{build_key(name)}.onnx"


def _is_whole(place: Path) -> bool:
    """Tell whether a build is there and has the digest that was noted."""
    try:
        return sha256_of(place) == _noted(place).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return False


def _noted(place: Path) -> Path:
    """Give the file that holds a build's SHA-256."""
    return place.with_name(f"{place.name}.sha256")
