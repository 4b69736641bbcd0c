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
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.stem}-", suffix=target.suffix, dir=target.parent)
        os.close(handle)
    except OSError as error:
        raise PublishError(f"{target} cannot be written: {error.strerror}. Choose another folder.") from error
    beside = Path(name)
    try:
        yield beside
        _give_usual_mode(beside)
        beside.replace(target)
    except OSError as error:
        raise PublishError(f"{target} could not be written: {error.strerror or error}.") from error
    finally:
        beside.unlink(missing_ok=True)


def write_text(target: Path, text: str) -> None:
    """Write `text` as UTF-8 with the line ends it has. Raises `PublishError`."""
    with replacing(target) as beside:
        beside.write_bytes(text.encode("utf-8"))


def _give_usual_mode(path: Path) -> None:
    """Give a new file the mode that the user's umask asks for; mkstemp makes it private."""
    path.chmod(0o666 & ~_UMASK)


def _umask() -> int:
    """Read the umask, which can only be done by setting it; so once, before there are threads."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


_UMASK = _umask()
