"""A show is a folder: its settings, the interviews in it, and what their episodes are called."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from audio.cast import SETTINGS_NAME, Settings, effective_settings, find_settings, leads_out, listed
from audio.episode import check_wishes
from audio.errors import InputError
from audio.files import look_of
from audio.script import ENDINGS, text_of, unaccented
from audio.source import EDITED
from audio.speech import catalogue

OUT = "out"
"""The folder in a show's that its files are written to."""
KEPT_GUIDS = "feed-guids.json"
"""The file in a show's folder that keeps what its feed may never change."""
_NO_INTERVIEWS = frozenset((
    *("authors", "changelog", "changes", "code_of_conduct", "contributing", "contributors"),
    *("copying", "faq", "history", "index", "install", "licence", "license", "maintainers", "news", "notice"),
    *("package", "package-lock", "readme", "release", "releases", "requirements", "robots"),
    *("security", "todo"),
))  # fmt: skip
"""Files with these names, whatever their endings, say something of a folder and are no interview."""
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_TAKEN = frozenset({"feed", "index", "show"})
"""Names that other files of the out folder have."""
_LONGEST_NAME = 80
"""Characters; with the endings of companions it still is the name of a file anywhere."""


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview of a show."""

    given: str
    """The path of its file, or its address."""
    key: str
    """What it is known by, wherever the show lies: the path in its folder without endings, or the address."""
    name: str
    """What its episode's files are called: small letters, digits, `-` and `_`, as podcast apps ask.

    Without dots, so that none is the name of another episode's file.
    """

    @property
    def title(self) -> str:
        """Give what it is called where it says no title itself."""
        return self.name if _ADDRESS.match(self.key) else PurePosixPath(self.key).name


@dataclass(frozen=True, slots=True)
class ShowFolder:
    """A show: its folder, and what is in it."""

    folder: Path
    settings_file: Path | None
    """None where there is none, and the built-in defaults hold."""
    settings: Settings
    interviews: tuple[Interview, ...]
    """In order of their names; addresses last, in the order in which the settings have them."""

    @property
    def out(self) -> Path:
        """The folder that everything is written to."""
        return self.folder / OUT


def open_show(folder: Path) -> ShowFolder:
    """Look into a show's folder.

    Raises `InputError` where it is none, its settings are wrong, it holds no interview, two of them would
    become the same episode, or a link leads what is written elsewhere; `TrustError` where settings that
    nobody trusts name interviews elsewhere.
    """
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder: give the folder of a show, in which its interviews lie.")
    if link := next((each for each in _links(folder) if leads_out(folder, each.relative_to(folder))), None):
        raise InputError(
            f"{link} is a link that leads out of the show's folder: nothing is written or sent through it. "
            "Remove the link, and bring the show elsewhere with `vivavoce upload`."
        )
    file = find_settings(folder / SETTINGS_NAME)
    if file is not None and file.parent.resolve() != folder.resolve():
        file = None  # one of the working folder is no part of the show
    settings = effective_settings(file, catalogue=catalogue())
    if file is not None:
        check_wishes(file, _wishes(folder, settings))
    interviews = (*_in_folder(folder, settings), *_named(folder, settings))
    if not interviews:
        raise InputError(
            f"There is no interview in {folder}: put some there, or name addresses under show.episodes in "
            f"{folder / SETTINGS_NAME}."
        )
    _check_names(interviews)
    return ShowFolder(folder, file, settings, interviews)


def _links(folder: Path) -> Iterator[Path]:
    """Give the links among what a build writes."""
    out = folder / OUT
    within = (Path(where, name) for where, *names in os.walk(out) for name in (*names[0], *names[1]))
    return (each for each in (out, folder / KEPT_GUIDS, *within) if each.is_symlink())


def _wishes(folder: Path, settings: Settings) -> Iterator[str]:
    """Say what the settings read that is not in the show's folder."""
    for written in settings.show.episodes:
        if _ADDRESS.match(written):
            yield f"fetches {written}"
        elif leads_out(folder, written):
            yield f"uses {written}, outside its folder"


def _in_folder(folder: Path, settings: Settings) -> Iterator[Interview]:
    """Give the interviews of a folder; of a canonical script and its source, the script alone."""
    found: dict[str, list[Path]] = {}
    for path in _files(folder, settings.show.exclude):
        key = path.relative_to(folder).with_suffix("").as_posix().removesuffix(EDITED)
        found.setdefault(key, []).append(path)
    for key, paths in sorted(found.items()):
        one = paths if len(paths) == 1 else [path for path in paths if text_of(path.read_bytes())]
        if len(one) != 1:
            names = listed(path.relative_to(folder).as_posix() for path in paths)
            raise InputError(
                f"{names} would become the same episode: rename all but one, or name them under "
                "show.exclude in voices.yaml."
            )
        yield Interview(str(one[0]), key, _slug(key))


def _files(folder: Path, excluded: tuple[str, ...]) -> Iterator[Path]:
    """Give the files that may be interviews, in order; nothing hidden, nothing that a link leads out to."""
    for where, folders, names in os.walk(folder):
        here = Path(where)
        folders[:] = [
            name
            for name in sorted(folders)
            if not (name.startswith(".") or (here == folder and name == OUT))
            and not _is_excluded((here / name).relative_to(folder), excluded)
        ]
        for name in sorted(names):
            path = here / name
            if (
                path.suffix.lower() in ENDINGS
                and path.is_file()  # no pipe, which would be waited for
                and not name.startswith(".")
                and name != KEPT_GUIDS
                and path.stem.casefold() not in _NO_INTERVIEWS
                and not _is_excluded(path.relative_to(folder), excluded)
                and not leads_out(folder, path.relative_to(folder))
            ):
                yield path


def _is_excluded(path: Path, excluded: tuple[str, ...]) -> bool:
    """Tell whether a path in the show is one of `excluded`, by itself or by its name."""
    patterns = [pattern.strip("/") for pattern in excluded]
    return any(fnmatch(each, pattern) for each in (path.as_posix(), path.name) for pattern in patterns)


def _named(folder: Path, settings: Settings) -> Iterator[Interview]:
    """Give what `show.episodes` names: addresses, and files seen from the folder."""
    for written in settings.show.episodes:
        if _ADDRESS.match(written):
            parts = urlsplit(written)
            path = PurePosixPath(parts.path)
            yield Interview(written, written, _slug(path.stem or parts.netloc))
        else:
            yield Interview(str(folder / written), written, _slug(PurePosixPath(written).stem))


def _slug(key: str) -> str:
    """Give a name in ASCII; one made of a digest where nothing of the key can be written in it."""
    plain = re.sub(r"[^a-z0-9_]+", "-", unaccented(key)).strip("-")
    digest = hashlib.sha256(key.encode()).hexdigest()[:8]
    if not plain or plain in _TAKEN:
        return f"{plain or 'episode'}-{digest}"
    return plain if len(plain) <= _LONGEST_NAME else f"{plain[: _LONGEST_NAME - 9]}-{digest}"


def _check_names(interviews: tuple[Interview, ...]) -> None:
    taken: dict[str, Interview] = {}
    for each in interviews:
        other = taken.setdefault(each.name, each)
        if other is not each:
            raise InputError(
                f"{other.given} and {each.given} would both become {each.name}: rename one of them, or name "
                "it under show.exclude in voices.yaml."
            )


def snapshot(folder: Path) -> dict[str, tuple[int, ...]]:
    """Give the files of a show's folder, but what a build writes, each with how it looks from outside."""
    seen: dict[str, tuple[int, ...]] = {}
    for where, folders, names in os.walk(folder):
        here = Path(where)
        folders[:] = [
            name for name in folders if not (name.startswith(".") or (here == folder and name == OUT))
        ]
        for name in names:
            if name != KEPT_GUIDS and not name.startswith("."):
                seen[str(here / name)] = look_of(here / name)
    return seen
