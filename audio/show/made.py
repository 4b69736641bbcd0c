"""Files that are made of what others hold, such as pages and a feed: written only where that changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from audio.files import replacing, write_text
from audio.version import __version__

_STATE = ".made.json"
"""Where it stands what each file was made of; who deletes it has all of them made again."""


class Made:
    """The made files of a folder. At the end, `finish` keeps what they were made of."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._before, self._now = folder, _read(folder / _STATE), dict[str, str]()
        self.written: list[str] = []

    def file(self, name: str, about: object, make: Callable[[], bytes]) -> None:
        """Have a file there, made where it is missing or `about`, all that it depends on, is not what it was.

        Raises what `make` raises, and `PublishError` where it cannot be written.
        """
        digest = hashlib.sha256(repr((__version__, about)).encode()).hexdigest()[:32]
        place = self._folder / name
        if self._before.get(name) != digest or not place.is_file():
            content = make()
            with replacing(place) as draft:
                draft.write_bytes(content)
            self.written.append(name)
        self._now[name] = digest

    def finish(self) -> None:
        """Remove the files that are not made any more, and keep what the others were made of."""
        for name in self._before.keys() - self._now.keys():
            place = self._folder / name
            if place.resolve().is_relative_to(self._folder.resolve()):
                place.unlink(missing_ok=True)
        if self._now != self._before:
            write_text(self._folder / _STATE, json.dumps(self._now, indent=1, sort_keys=True) + "\n")


def _read(place: Path) -> dict[str, str]:
    try:
        known = json.loads(place.read_bytes())
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in known.items()} if isinstance(known, dict) else {}
