"""Files: written so that a reader sees the old ones or the whole new ones, whatever happens; and named.

What is being written lies in a hidden folder beside its place, a claim, which its process holds locked. When
all of it is on the disk, a journal in the claim says so, and the files are renamed. What a killed process
left, whoever writes in that folder next finishes: forward where there is a journal, back where there is none.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from audio.errors import PublishError

_CLAIM = re.compile(r"\.vivavoce-[a-z0-9_]{8}")
_PASSWORD = re.compile(r"(?<=://)[^/\s]*@")
_TRIES = 9
_WINDOWS = os.name == "nt"
"""Where no open file can be removed, not even a lock that is held."""
_LOCK, _NEW, _OLD = "lock", "new", "old"
_FORWARD, _BACK = "forward.json", "back.json"
"""The journal, by what is to be done: `names` of all files, and `fresh`, those that had none before."""


@contextmanager
def claimed(folder: Path) -> Iterator[Path]:
    """Give a hidden folder for scratch in `folder`, which `claims` gives as long as the block lasts.

    It is removed at the end; what killed processes left in `folder` is finished before. Raises `OSError`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    claims(folder)
    claim, lock = _claim(folder)
    try:
        yield claim
    finally:
        lock.release()
        if not any((claim / state).exists() for state in (_FORWARD, _BACK)):  # else the next one has to try
            shutil.rmtree(claim, ignore_errors=True)


def _claim(folder: Path) -> tuple[Path, FileLock]:
    """Make a claim and lock it; another where somebody takes it for a dead one's before it is locked."""
    for _ in range(_TRIES):
        claim = Path(tempfile.mkdtemp(prefix=".vivavoce-", dir=folder))
        lock = FileLock(claim / _LOCK, thread_local=False)
        try:
            lock.acquire(timeout=0)
        except NotImplementedError:  # a file system without locks
            return claim, lock
        except (Timeout, FileNotFoundError, FileExistsError):  # the last where filelock makes the folder anew
            continue
        except BaseException:
            shutil.rmtree(claim, ignore_errors=True)
            raise
        if (claim / _LOCK).exists():
            return claim, lock
        lock.release()
    raise BlockingIOError(errno.EAGAIN, "Something else removes what is written there")


def claims(folder: Path) -> list[Path]:
    """Give the claims in `folder` that are in use, and finish and remove those of killed processes.

    One that cannot be finished or removed, as another user's, counts as in use. Raises `OSError`.
    """
    used = []
    for claim in sorted(folder.iterdir()) if folder.is_dir() else ():
        if _CLAIM.fullmatch(claim.name) and claim.is_dir():
            try:
                with FileLock(claim / _LOCK).acquire(timeout=0):
                    _finish(claim)
                    shutil.rmtree(claim, ignore_errors=_WINDOWS)
                if _WINDOWS:
                    shutil.rmtree(claim)
            except (Timeout, OSError, NotImplementedError, ValueError, KeyError, TypeError):
                used.append(claim)
    return used


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a path to write to, where nothing is yet; put what is there in the place of `target` at the end.

    See `replacing_together`.
    """
    with replacing_together([target]) as drafts:
        yield drafts[target]


@contextmanager
def replacing_together(targets: Sequence[Path]) -> Iterator[Mapping[Path, Path]]:
    """Give a path to write to for each of `targets`, files of one folder, and put all there at the end.

    The paths have the targets' names; nothing is there yet. All targets change together or not at all,
    whether there is an error or the process is killed; then the next that writes in the folder finishes. What
    is put there is on the disk first. A target that is a link stays one, and the file it leads to is
    replaced. Raises `PublishError` where the folder cannot be written, a target is a folder or the disk is
    full.
    """
    with _drafting(targets) as claim:
        drafts = {target: claim / _NEW / target.name for target in targets}
        yield drafts
        _commit(claim, [target.name for target in targets])


def check_writable(*targets: Path) -> None:
    """Raise `PublishError` where `targets`, files of one folder, could not be written; leave nothing behind.

    For work that takes long: better to know before it than after. What a killed process left there is
    finished.
    """
    with _drafting(targets) as claim:
        for target in targets:
            (claim / _NEW / target.name).touch()


def write_text(target: Path, text: str) -> None:
    """Write `text` as UTF-8 with the line ends it has. Raises `PublishError`."""
    with replacing(target) as draft:
        draft.write_bytes(text.encode("utf-8"))


def put(draft: Path, place: Path) -> None:
    """Have a file on the disk, then rename it to `place`, on the same file system. Raises `OSError`."""
    _flush(draft)
    draft.replace(place)


@contextmanager
def _drafting(targets: Sequence[Path]) -> Iterator[Path]:
    """Give a claim for drafts of `targets`; say in a sentence what goes wrong. Raises `PublishError`."""
    try:
        if folder := next((target for target in targets if target.is_dir()), None):
            raise PublishError(f"{folder} is a folder, where a file is to be written. Name another place.")
        with claimed(targets[0].parent) as claim:
            (claim / _NEW).mkdir()
            yield claim
    except OSError as error:
        no_folder = isinstance(error, FileExistsError | NotADirectoryError)
        why = f"{targets[0].parent} is no folder" if no_folder else error.strerror or error
        remedy = "Make room" if error.errno == errno.ENOSPC else "Choose another place or name"
        raise PublishError(f"{targets[0]} could not be written: {why}. {remedy}.") from error


def _commit(claim: Path, names: Sequence[str]) -> None:
    """Put all drafts of a claim in their places, or none. Raises `OSError`."""
    for name in names:
        _flush(claim / _NEW / name)
    places = {name: _followed(claim.parent / name) for name in names}
    (claim / _OLD).mkdir()
    for name, place in places.items():
        if place.exists():
            _keep(place, claim / _OLD / name)
    fresh = [name for name in names if not (claim / _OLD / name).exists()]
    draft = claim / "journal"
    draft.write_text(json.dumps({"names": names, "fresh": fresh}), encoding="utf-8")
    _flush_folder(claim / _NEW)
    put(draft, claim / _FORWARD)
    _flush_folder(claim)
    try:
        _go_forward(claim, places)
    except BaseException:  # Ctrl-C too
        (claim / _FORWARD).replace(claim / _BACK)
        _go_back(claim, places, fresh)
        raise


def _finish(claim: Path) -> None:
    """Do to the end what a killed process had begun. Raises `OSError`, or what a wrong journal leads to.

    Whoever brought the folder may have brought the claim as well: so nothing outside the folder is touched.
    """
    for state in (_BACK, _FORWARD):
        if (claim / state).exists():
            journal = json.loads((claim / state).read_text(encoding="utf-8"))
            folder = claim.parent.resolve()
            places = {name: _followed(folder / name) for name in map(str, journal["names"])}
            places = {name: place for name, place in places.items() if place.parent == folder}
            if state == _FORWARD:
                _go_forward(claim, places)
            else:
                _go_back(claim, places, journal["fresh"])
            return


def _go_forward(claim: Path, places: Mapping[str, Path]) -> None:
    """Rename the drafts that are still there to their places."""
    for name, place in places.items():
        if (claim / _NEW / name).exists():
            (claim / _NEW / name).replace(place)
    for folder in {place.parent for place in places.values()}:
        _flush_folder(folder)
    (claim / _FORWARD).unlink()


def _go_back(claim: Path, places: Mapping[str, Path], fresh: Sequence[str]) -> None:
    """Put back what was replaced, and take away what was not there before."""
    for name, place in places.items():
        if (claim / _OLD / name).exists():
            (claim / _OLD / name).replace(place)
        elif name in fresh and not (claim / _NEW / name).exists():
            place.unlink(missing_ok=True)
    (claim / _BACK).unlink()


def _followed(target: Path) -> Path:
    """Give the file that a path leads to through links, whether it is there or not."""
    return Path(os.path.realpath(target))


def _keep(file: Path, place: Path) -> None:
    """Have a file at a second place too, by a link where the file system knows them."""
    try:
        place.hardlink_to(file)
    except OSError:
        shutil.copy2(file, place)


def _flush(file: Path) -> None:
    """Have a file on the disk. Raises `OSError`."""
    with file.open("r+b") as written:
        os.fsync(written.fileno())


def _flush_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, where the system can."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def look_of(file: Path | None) -> tuple[int, ...]:
    """Give how a file looks from outside: when two looks differ, it is another, or was written.

    Size in bytes, time of the last change in ns, inode; empty where there is none.
    """
    try:
        state = file.stat() if file else None
    except OSError:
        return ()
    return (state.st_size, state.st_mtime_ns, state.st_ino) if state else ()


def seen_from(folder: Path, name: str) -> str:
    """Give a file's path from `folder` with forward slashes; its name alone where it is on another drive."""
    path = Path(name)
    try:
        # Links are followed first: `..` behind one leads elsewhere.
        return Path(os.path.relpath(path.parent.resolve() / path.name, folder.resolve())).as_posix()
    except ValueError:
        return path.name


def without_passwords(text: str) -> str:
    """Give a text as it may be shown: addresses in it without whose they are, and their passwords."""
    return _PASSWORD.sub("", text)
