"""The opened folder: which scripts it has, under names that the server made; nothing else can be reached."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from audio.errors import InputError
from audio.script import ENDINGS, text_of

SCRIPT_ENDING = ".script.md"
_UNREAD = (".json", ".yaml", ".yml", ".zip")
"""Endings of files that may be read and that a folder has for other reasons."""


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
        return self.script.name.removesuffix(".md").removesuffix(".script")


def listed(file: Path) -> Listed:
    """Give an interview by its file. Raises `InputError` for a script without its source's name."""
    if file.name.endswith(SCRIPT_ENDING) or _is_canonical(file):
        return Listed(_name_of(file), file, file)
    script = file.with_name(file.stem + SCRIPT_ENDING)
    return Listed(_name_of(script), file, script)


def interviews(folder: Path) -> tuple[Listed, ...]:
    """Give the interviews of a folder, by name; a script goes before the source that it was made of."""
    files = sorted(file for file in folder.iterdir() if _may_be_one(file))
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
