"""Files: written so that a reader sees the old one or the whole new one, never a part; and named."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from audio.errors import PublishError

if sys.platform == "win32":
    fcntl = None
else:
    import fcntl

_MARK = ".vivavoce"
"""File in a folder of drafts that its process holds locked: without it, nothing is ours to remove."""
_YOUNG = 60.0
"""Seconds in which a folder of drafts may not be locked yet."""


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a path beside `target` to write to; rename it to `target` when the block ends well.

    The path exists, is empty and has the target's suffix. After an error, or when the process is killed,
    `target` is as it was. Raises `PublishError` where the folder cannot be written or the disk is full.
    """
    beside = _open_beside(target)
    try:
        yield beside
        beside.replace(target)
    except OSError as error:
        raise PublishError(f"{target} could not be written: {error.strerror or error}.") from error
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def replacing_together(targets: Sequence[Path]) -> Iterator[Mapping[Path, Path]]:
    """Give a path to write to for each of `targets`, files of one folder, and put all there at the end.

    The paths lie in a hidden folder beside them, under the same names; nothing is there yet. After an error
    in the block or while they are put in their places, every target is as it was. Only a process that is
    killed in the moment between two renames leaves some new and some old, each of them whole. The folder
    that a killed process left is removed by the next that writes the same targets. Raises
    `PublishError` where the folder cannot be written, a target is a folder or the disk is full.
    """
    folder = targets[0].parent
    for target in targets:
        if target.is_dir():
            raise _is_a_folder(target)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clear_stale(targets[0])
        stage = Path(tempfile.mkdtemp(prefix=f".{targets[0].stem}-", dir=folder))
        mark = _marked(stage)
    except OSError as error:
        raise _not_writable(targets[0], error) from error
    try:
        drafts = {target: stage / target.name for target in targets}
        yield drafts
        _put(drafts, stage)
    except OSError as error:
        raise PublishError(f"{targets[0]} could not be written: {error.strerror or error}.") from error
    finally:
        mark.close()
        shutil.rmtree(stage, ignore_errors=True)


def _marked(stage: Path) -> IO[bytes]:
    """Mark a folder of drafts as ours, for as long as the file that is given stays open."""
    mark = (stage / _MARK).open("wb")
    with suppress(OSError):  # a file system without locks
        _lock(mark)
    return mark


def _lock(mark: IO[bytes]) -> None:
    """Lock a file for this process. Raises `OSError` where another has it, or where there are no locks."""
    if fcntl is not None:  # Windows lets nobody remove an open file: that is a lock
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _clear_stale(target: Path) -> None:
    """Remove the folders of drafts that killed processes left for `target`; what cannot be removed stays."""
    left = re.compile(rf"\.{re.escape(target.stem)}-[a-z0-9_]{{8}}")
    for stage in target.parent.iterdir():
        if not left.fullmatch(stage.name):
            continue
        mark = stage / _MARK
        with suppress(OSError):  # no folder of ours, or in use, or another user's
            if time.time() - mark.stat().st_mtime > _YOUNG:
                with mark.open("ab") as held:
                    _lock(held)
                mark.unlink()
                shutil.rmtree(stage)


def _put(drafts: Mapping[Path, Path], stage: Path) -> None:
    """Rename every draft to its target; where one fails, put back what the others have replaced."""
    before = stage / "before"
    before.mkdir()
    for target in drafts:
        if target.exists():
            _keep(target, before / target.name)
    done: list[Path] = []
    try:
        for target, draft in drafts.items():
            draft.replace(target)
            done.append(target)
    except BaseException:  # Ctrl-C too
        for target in done:
            kept = before / target.name
            if kept.exists():
                kept.replace(target)
            else:
                target.unlink()
        raise


def _keep(file: Path, place: Path) -> None:
    """Have a file at a second place too, by a link where the file system knows them."""
    try:
        place.hardlink_to(file)
    except OSError:
        shutil.copy2(file, place)


def check_writable(target: Path) -> None:
    """Raise `PublishError` where `target` could not be written; nothing is left behind.

    For work that takes long: better to know before it than after.
    """
    if target.is_dir():
        raise _is_a_folder(target)
    _open_beside(target).unlink()


def write_text(target: Path, text: str) -> None:
    """Write `text` as UTF-8 with the line ends it has. Raises `PublishError`."""
    with replacing(target) as beside:
        beside.write_bytes(text.encode("utf-8"))


def _open_beside(target: Path) -> Path:
    """Make an empty file in the target's folder, and the folder where there is none.

    It is made like any other file, not as a private one, so that the system gives it the mode of the umask.
    """
    beside = target.with_name(f".{target.stem}-{secrets.token_hex(4)}{target.suffix}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.touch(exist_ok=False)
    except OSError as error:
        raise _not_writable(target, error) from error
    return beside


def _is_a_folder(target: Path) -> PublishError:
    return PublishError(f"{target} is a folder, and a file is to be written there. Name another place.")


def _not_writable(target: Path, error: OSError) -> PublishError:
    if isinstance(error, FileExistsError | NotADirectoryError):
        return PublishError(
            f"{target.parent} is no folder, so {target.name} cannot be written in it. Choose another place."
        )
    return PublishError(f"{target} cannot be written: {error.strerror}. Choose another folder.")


def seen_from(folder: Path, name: str) -> str:
    """Give a file's path from `folder` with forward slashes; its name alone where it is on another drive."""
    path = Path(name)
    try:
        # Links are followed first: `..` behind one leads elsewhere.
        return Path(os.path.relpath(path.parent.resolve() / path.name, folder.resolve())).as_posix()
    except ValueError:
        return path.name
