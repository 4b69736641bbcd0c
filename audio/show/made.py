"""Files that are made of what others hold, such as pages and a feed: written only where that changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from audio.files import replacing, replacing_together, write_text
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
        self._now[name] = _digest(about)
        if not self._is_there(name):
            content = make()
            with replacing(self._folder / name) as draft:
                draft.write_bytes(content)
            self.written.append(name)

    def group(self, folder: str, about: object, make: Callable[[], Mapping[str, bytes]]) -> None:
        """Have the files of a folder there that are made together, by their names in it.

        They are made where `about`, all that they depend on, changed or one is missing; then those that are
        others are written. Raises as `file` does.
        """
        digest, within = _digest(about), f"{folder}/"
        before = {name: known for name, known in self._before.items() if name.startswith(within)}
        there = all((self._folder / name).exists() for name in before)
        if before.get(within) == digest and there:
            self._now.update(before)
            return
        contents = {within + name: content for name, content in make().items()}
        self._now.update({name: _digest(content) for name, content in contents.items()} | {within: digest})
        others = [name for name in contents if not self._is_there(name)]
        places = {name: self._folder / name for name in others}
        if places:
            with replacing_together(list(places.values())) as drafts:
                for name, place in places.items():
                    drafts[place].write_bytes(contents[name])
        self.written += others

    def _is_there(self, name: str) -> bool:
        """Tell whether a file is there and was made of the same things."""
        return self._before.get(name) == self._now[name] and (self._folder / name).is_file()

    def finish(self) -> None:
        """Remove the files that are not made any more, and keep what the others were made of."""
        for name in self._before.keys() - self._now.keys():
            place = self._folder / name
            if place.is_file() and place.resolve().is_relative_to(self._folder.resolve()):
                place.unlink()
        if self._now != self._before:
            write_text(self._folder / _STATE, json.dumps(self._now, indent=1, sort_keys=True) + "\n")


def _digest(about: object) -> str:
    return hashlib.sha256(repr((__version__, about)).encode()).hexdigest()[:32]


def _read(place: Path) -> dict[str, str]:
    try:
        known = json.loads(place.read_bytes())
    except (OSError, ValueError):
        return {}
    return {str(k): str(v) for k, v in known.items()} if isinstance(known, dict) else {}


def made_files(folder: Path) -> list[str]:
    """Give the names of what was made in a folder, as it says there: of files, and of groups of them."""
    return list(_read(folder / _STATE))
