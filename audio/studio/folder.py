"""The opened folder: which scripts it has, under names that the server made; nothing else can be reached."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from filelock import FileLock, Timeout

from audio.errors import InputError, PublishError
from audio.files import write_text
from audio.script import ENDINGS, text_of
from audio.source import EDITED, SCRIPT_ENDING

MOST_INTERVIEWS = 1_000
"""Of a folder; further ones are not shown."""
OWN_FOLDER = ".vivavoce-studio"
_UNREAD = (".json", ".yaml", ".yml", ".zip")
"""Endings of files that may be read and that a folder has for other reasons."""


class MissingError(InputError):
    """There is nothing of that name in the folder, nor anywhere else that a page may ask for."""


class ConflictError(InputError):
    """An edit of a turn that has changed since."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An interview of the folder."""

    id: str
    """What addresses call it."""
    source: Path
    """The file that was there first."""
    script: Path
    """The canonical script: the source itself where it is one, otherwise beside it, perhaps not there yet."""

    @property
    def name(self) -> str:
        """Give what an episode of it is called."""
        return self.script.name.removesuffix(".md").removesuffix(EDITED)


def inside(file: Path) -> Path:
    """Give a file of the opened folder back. Raises `InputError` where a link leads out of the folder."""
    if file.resolve().parent != file.parent.resolve():
        raise InputError(f"{file} is a link that leads out of its folder: the studio writes nothing there.")
    return file


def own_folder(folder: Path) -> Path:
    """Give the hidden folder in which the studio keeps what it needs; it is made where it is missing.

    Raises `InputError` where it is a link, `PublishError` where it cannot be made.
    """
    own = inside(folder / OWN_FOLDER)
    try:
        own.mkdir(exist_ok=True)
    except OSError as error:
        raise PublishError(
            f"{own} could not be made: {error.strerror}. Copy the script to a folder of yours."
        ) from error
    for file in own.iterdir():
        inside(file)
    return own


@contextmanager
def taken(folder: Path, address: str) -> Iterator[None]:
    """Have the folder for one studio as long as the block lasts.

    Raises `InputError` where another has it, with its address.
    """
    own = own_folder(folder)
    note = own / "address"
    lock = FileLock(own / "lock", thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        told = note.read_text("utf-8").strip() if note.is_file() else "another address"
        raise InputError(
            f"{folder.resolve()} is open in another studio, at {told}: go on there, or end it first."
        ) from error
    try:
        write_text(note, address + "\n")
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def listed(file: Path) -> Listed:
    """Give an interview by its file. Raises `InputError` for a script without its source's name."""
    if file.name.endswith(SCRIPT_ENDING) or _is_canonical(file):
        return Listed(_name_of(file), file, file)
    script = file.with_name(file.stem + SCRIPT_ENDING)
    return Listed(_name_of(script), file, script)


def interviews(folder: Path) -> tuple[Listed, ...]:
    """Give the interviews of a folder, by name; a script goes before the source that it was made of."""
    files = sorted(islice((file for file in folder.iterdir() if _may_be_one(file)), MOST_INTERVIEWS))
    found: dict[str, Listed] = {}
    for file in files:
        one = listed(file)
        if one.id not in found or one.source != one.script:
            found[one.id] = one
    return tuple(found.values())


def open_place(given: Path) -> tuple[Path, Path | None]:
    """Give the folder that is opened, and the file that is opened first where one was named.

    Raises `InputError` where there is neither.
    """
    if given.is_dir():
        return given, None
    if given.is_file():
        return given.parent, given
    raise InputError(f"{given} is no file and no folder: give a script, or the folder of a show.")


def _may_be_one(file: Path) -> bool:
    suffix = file.suffix.lower()
    return (
        file.is_file()
        and not file.is_symlink()
        and not file.name.startswith(".")
        and suffix in ENDINGS
        and suffix not in _UNREAD
        and file.name.lower() not in ("readme.md", "changelog.md")
    )


def _is_canonical(file: Path) -> bool:
    if file.suffix.lower() != ".md":
        return False
    with file.open("rb") as opened:
        return bool(text_of(opened.read(100_000)))


def _name_of(script: Path) -> str:
    return "s" + hashlib.blake2b(script.name.encode(), digest_size=6).hexdigest()
