"""Writing files so that a reader sees the old one or the whole new one, never a part."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audio.errors import PublishError


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a path beside `target` to write to; rename it to `target` when the block ends well.

    The path exists, is empty and has the target's suffix. After an error, or when the process is killed,
    `target` is as it was. Raises `PublishError` where the folder cannot be written or the disk is full.
    """
    beside = _open_beside(target)
    try:
        yield beside
        _give_usual_mode(beside)
        beside.replace(target)
    except OSError as error:
        raise PublishError(f"{target} could not be written: {error.strerror or error}.") from error
    finally:
        beside.unlink(missing_ok=True)


def check_writable(target: Path) -> None:
    """Raise `PublishError` where `target` could not be written; nothing is left behind.

    For work that takes long: better to know before it than after.
    """
    if target.is_dir():
        raise PublishError(f"{target} is a folder, and a file is to be written there. Name another place.")
    _open_beside(target).unlink()


def write_text(target: Path, text: str) -> None:
    """Write `text` as UTF-8 with the line ends it has. Raises `PublishError`."""
    with replacing(target) as beside:
        beside.write_bytes(text.encode("utf-8"))


def _open_beside(target: Path) -> Path:
    """Make an empty file in the target's folder, and the folder where there is none."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.stem}-", suffix=target.suffix, dir=target.parent)
        os.close(handle)
    except (FileExistsError, NotADirectoryError) as error:
        raise PublishError(
            f"{target.parent} is no folder, so {target.name} cannot be written in it. Choose another place."
        ) from error
    except OSError as error:
        raise PublishError(f"{target} cannot be written: {error.strerror}. Choose another folder.") from error
    return Path(name)


def _give_usual_mode(path: Path) -> None:
    """Give a new file the mode that the user's umask asks for; mkstemp makes it private."""
    path.chmod(0o666 & ~_UMASK)


def _umask() -> int:
    """Read the umask, which can only be done by setting it; so once, before there are threads."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


_UMASK = _umask()
