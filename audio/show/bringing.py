"""A show brought to where it is served: what changed, audio before pages, and the feed at last.

What lies there is known by a list that an upload leaves, and checked by the sizes that the place tells; so
an upload that broke off goes on, and files that somebody else removed or changed in size are brought again.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audio.errors import InputError, PublishError
from audio.extras import present
from audio.show.episodes import TYPES
from audio.show.feed import FEED
from audio.show.folder import ShowFolder
from audio.show.made import made_files
from audio.show.summaries import read_summary

LIST = "uploaded.json"
"""The list at the target of what lies there: names and SHA-256."""
_OFTEN = 20
"""Files after which the list is brought again, so that little is lost when an upload breaks off."""
_LASTING, _PASSING = "public, max-age=86400", "public, max-age=300"
"""How long a copy may be kept: audio for a day, since it may be rendered again; pages for 5 minutes."""
_TYPES = {
    **TYPES, ".xml": "application/rss+xml", ".vtt": "text/vtt", ".srt": "application/x-subrip",
    ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8", ".json": "application/json", ".txt": "text/plain; charset=utf-8",
    ".chapters.json": "application/json+chapters",
}  # fmt: skip
"""Media types by the ends of names; the longest that fits counts."""
_HEADERS: Mapping[str, Callable[[str, str], dict[str, Any]]] = {
    "s3": lambda kind, cache: {"ContentType": kind, "CacheControl": cache},
    "gs": lambda kind, cache: {"content_type": kind, "fixed_key_metadata": {"cache_control": cache}},
}
"""How a place is told the media type and how long a copy may be kept; others have no words for it."""
_UNSENT = (".manifest.json", ".takes.json", ".with-sound.html")
"""Ends of files that nobody needs who listens."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that is to be brought."""

    name: str
    """In the out folder, with forward slashes."""
    place: Path
    sha256: str
    size: int
    """Bytes."""

    @property
    def type(self) -> str:
        """Give its media type."""
        ends = [end for end in _TYPES if self.name.endswith(end)]
        guessed, _ = mimetypes.guess_type(self.name)
        return _TYPES[max(ends, key=len)] if ends else guessed or "application/octet-stream"

    @property
    def cache(self) -> str:
        """Give how long a copy may be kept."""
        return _PASSING if self.rank > 1 else _LASTING

    @property
    def rank(self) -> int:
        """Give when it is brought: audio, what belongs to it, pages, the feed."""
        suffix = Path(self.name).suffix
        if self.name == FEED:
            return 3
        if suffix in (".html", ".js", ".css"):
            return 2
        return 0 if suffix in TYPES else 1


class Target:
    """Where a show is served, at any address that fsspec knows."""

    def __init__(self, address: str) -> None:
        if not present("fsspec"):
            raise InputError("An upload needs the package fsspec: `pip install 'vivavoce[upload]'`.")
        from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra

        try:
            self._files, self._root = url_to_fs(address, use_listings_cache=False)
        except (ValueError, ImportError) as error:
            raise InputError(f"{address} is no place that files can be brought to: {error}") from error
        self._address = address
        protocol = self._files.protocol
        self._protocol = protocol if isinstance(protocol, str) else protocol[0]

    def there(self) -> dict[str, str]:
        """Give what lies there as this show brought it: names and SHA-256. Raises `PublishError`."""
        try:
            sizes = {
                path.removeprefix(self._root).lstrip("/"): about["size"]
                for path, about in self._files.find(self._root, detail=True).items()
            }
            known = json.loads(self._files.cat_file(self._path(LIST))) if LIST in sizes else {}
        except FileNotFoundError:
            return {}
        except Exception as error:  # each kind of place has errors of its own
            raise self._refused("be read", error) from error
        return {name: digest for name, (digest, size) in known.items() if sizes.get(name) == size}

    def put(self, sent: Sent) -> None:
        """Bring a file. Raises `PublishError`."""
        told = _HEADERS.get(self._protocol)
        headers = told(sent.type, sent.cache) if told else {}
        try:
            if told is None:  # where there are folders; a bucket is nobody's to make by mistyping its name
                self._files.makedirs(self._path(sent.name).rpartition("/")[0], exist_ok=True)
            self._files.put_file(str(sent.place), self._path(sent.name), **headers)
        except Exception as error:
            raise self._refused(f"take {sent.name}", error) from error

    def keep(self, known: Mapping[str, tuple[str, int]]) -> None:
        """Leave the list of what lies there. Raises `PublishError`."""
        try:
            self._files.pipe_file(self._path(LIST), json.dumps(known, indent=0, sort_keys=True).encode())
        except Exception as error:
            raise self._refused(f"take {LIST}", error) from error

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    def _refused(self, what: str, error: Exception) -> PublishError:
        return PublishError(
            f"{self._address} cannot {what}: {error or type(error).__name__}. What was brought stays; the "
            "next upload goes on."
        )


def to_send(show: ShowFolder) -> list[Sent]:
    """Give the files of a show that listeners need, in the order in which they are brought.

    Raises `InputError` where nothing is built.
    """
    if not (show.out / FEED).is_file():
        raise InputError(f"There is no {show.out / FEED}: run `vivavoce build {show.folder}` first.")
    return sorted(_files(show), key=lambda each: (each.rank, each.name))


def upload(show: ShowFolder, target: Target) -> Iterator[Sent]:
    """Bring what is not there, and give each file as it is. Raises `PublishError`."""
    files = to_send(show)
    there = target.there()
    known = {each.name: (each.sha256, each.size) for each in files if there.get(each.name) == each.sha256}
    try:
        for number, each in enumerate(missing(files, there), 1):
            target.put(each)
            known[each.name] = (each.sha256, each.size)
            if number % _OFTEN == 0:
                target.keep(known)
            yield each
    finally:
        target.keep(known)


def missing(files: list[Sent], there: Mapping[str, str]) -> list[Sent]:
    """Give the files that do not lie there as they are here."""
    return [each for each in files if there.get(each.name) != each.sha256]


def _files(show: ShowFolder) -> Iterator[Sent]:
    for interview in show.interviews:
        summary = read_summary(show.out, interview.name)
        for each in summary.manifest["files"] if summary else ():
            if not each["name"].endswith(_UNSENT):
                yield Sent(each["name"], show.out / each["name"], each["sha256"], each["bytes"])
    for name in made_files(show.out):
        place = show.out / name
        data = place.read_bytes()
        yield Sent(name, place, hashlib.sha256(data).hexdigest(), len(data))
