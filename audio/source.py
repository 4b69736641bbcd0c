"""What is given: an interview in a file, at a web address or from a pipe, its bytes taken once."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import sys
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import urlsplit

from audio import guard
from audio.errors import InputError, ScriptError, VivavoceError

logger = logging.getLogger(__name__)

PIPE = "-"
"""What stands for standard input."""
EDITED = ".script"
"""What follows an interview's name in that of the script it became: talk.script.md of talk.docx."""
SCRIPT_ENDING = f"{EDITED}.md"
_PATIENCE = 20
"""Seconds that a server may be silent."""
_HEADERS = {"User-Agent": "vivavoce"}
_ALIKE = 0.8
"""Least likeness of a file's name, as difflib measures it, to be taken for a slip of another."""
_ADDRESS = re.compile(r"https?://[^/]", re.IGNORECASE)


class PageError(VivavoceError):
    """A page could not be had."""


@dataclass(frozen=True)
class Source:
    """An interview as it was given. Its bytes stay what they were, whatever becomes of the file."""

    name: str
    """As the user wrote it: a path, a web address, or `-` for standard input."""
    data: bytes
    path: Path | None = None
    """The file it is in; None where it is in none."""

    @cached_property
    def sha256(self) -> str:
        """Give the digest of the bytes, 64 hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def stem(self) -> str:
        """Give what an episode of it is called: the name of the file or the end of the address.

        `talk.script.md` is what became of `talk`, and so is its episode.
        """
        if self.path is not None:
            return self.path.stem.removesuffix(EDITED) or self.path.stem
        path = PurePosixPath(urlsplit(self.name).path) if self.name != PIPE else PurePosixPath()
        return path.stem or "interview"


def edited_form(path: Path) -> Path | None:
    """Give the script in which a file was edited: of `talk.docx` it is `talk.script.md` beside it."""
    script = path.with_name(path.stem + SCRIPT_ENDING)
    there = os.path.isfile(script)  # noqa: PTH113 - Path's own raises for a name that is too long
    return script if there and not path.name.endswith(SCRIPT_ENDING) else None


def open_source(given: str | os.PathLike[str], *, allow_local: bool = False) -> Source:
    """Take in an interview: the file at a path, the page at an http or https address, or a pipe (`-`).

    `allow_local` lets an address be one of this machine or of a private network. Raises `ScriptError` for a
    file that cannot be read or is larger than the budget allows, `PageError` for a page that cannot be had,
    `LocalAddressError` for an address that is not allowed, and `InputError` for a page that is too long and a
    name that is no UTF-8.
    """
    name = readable(os.fspath(given))
    if name == PIPE:
        return Source(name, _within(sys.stdin.buffer, name))
    if _ADDRESS.match(name):
        return Source(name, _page(name, allow_local=allow_local))
    path = Path(name)
    try:
        with path.open("rb") as file:
            return Source(name, _within(file, name), path)
    except IsADirectoryError as error:
        raise ScriptError("this is a folder. Give the file of one interview.", source=name) from error
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        remedy = _meant(path) or "Check the path."
        raise ScriptError(f"the file cannot be read ({why}). {remedy}", source=name) from error


def _meant(path: Path) -> str:
    """Ask whether a file that lies where `path` was looked for is meant; empty where none has such a name."""
    with suppress(OSError):
        beside = [] if path.exists() else [file.name for file in path.parent.iterdir() if file.is_file()]
        near = get_close_matches(path.name, beside, 1, _ALIKE)
        return f"Did you mean {path.with_name(near[0])}?" if near else ""
    return ""


def readable(name: str) -> str:
    """Give a name that can be written into files. Raises `InputError` for one that is no UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError as error:
        shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
        raise InputError(f"The name {shown} is no UTF-8: rename it, or give another.") from error
    return name


def _within(file: BinaryIO, name: str) -> bytes:
    data = file.read(guard.at_most("file_bytes") + 1)
    guard.within("file_bytes", len(data), name)
    return data


def _page(address: str, *, allow_local: bool) -> bytes:
    import requests  # noqa: PLC0415 - 100 ms, and most interviews are files

    try:
        with (
            guard.session(guard.at_most("page_seconds"), allow_local=allow_local) as web,
            web.get(address, timeout=_PATIENCE, stream=True, headers=_HEADERS) as answer,
        ):
            answer.raise_for_status()
            return guard.body_of(answer, guard.at_most("page_bytes"))
    except guard.TooLongError as error:
        raise InputError(f"{address} {guard.overspent('page_bytes')}") from error
    except guard.CutOffError as error:
        raise PageError(f"{address} {guard.overspent('page_seconds')}") from error
    except guard.BrokenOffError as error:
        raise PageError(f"{address} broke off before its end. Try again, or save the page.") from error
    except requests.TooManyRedirects as error:
        raise PageError(f"{address} {guard.overspent('redirects')}") from error
    except requests.exceptions.InvalidSchema as error:
        raise PageError(f"{address} leads on to something that is no http or https address.") from error
    except requests.HTTPError as error:
        raise PageError(f"{address} answers {error.response.status_code} {error.response.reason}.") from error
    except (requests.RequestException, ValueError) as error:  # ValueError: an address that cannot be parsed
        logger.info("%s cannot be reached: %s", address, error)
        raise PageError(
            f"{address} cannot be reached: check the address and the network, or save the page and "
            "give its file."
        ) from error
