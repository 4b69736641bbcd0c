"""What of a show is brought to where it is served: whatever listeners fetch, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from audio.cast import leads_out
from audio.errors import InputError
from audio.show.feed import FEED
from audio.show.folder import ShowFolder
from audio.show.made import made_files
from audio.show.summaries import read_summary
from audio.upload import Item, item_of

_UNSENT = (".manifest.json", ".takes.json", ".with-sound.html")
"""Ends of files that nobody needs who listens."""


def to_send(show: ShowFolder) -> tuple[Item, ...]:
    """Give the files of a show that listeners need. Raises `InputError` where nothing is built."""
    if not (show.out / FEED).is_file():
        raise InputError(f"There is no {show.out / FEED}: run `vivavoce build {show.folder}` first.")
    return tuple(item_of(show.out, name) for name in dict.fromkeys(_names(show)) if _lies_in(show.out, name))


def _lies_in(out: Path, name: str) -> bool:
    """Tell whether a file is in the out folder: who brought that folder wrote the names in it, too."""
    return (out / name).is_file() and ".." not in Path(name).parts and not leads_out(out, name)


def _names(show: ShowFolder) -> Iterator[str]:
    for interview in show.interviews:
        summary = read_summary(show.out, interview.name)
        for each in summary.manifest["files"] if summary else ():
            name = each["name"]
            if not name.endswith(_UNSENT):
                yield name
    yield from made_files(show.out)
