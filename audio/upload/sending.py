"""What is sent: what the target does not have as it is here; and what is told of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

from audio.errors import PublishError
from audio.models import sha256_of
from audio.upload.items import Item
from audio.upload.target import Target

_NOTED = 20
"""Files after which what has arrived is noted, so that a stop costs no more of them."""
OnFile = Callable[[str, int, int], None]
"""Name of the file that is sent now; bytes sent before it; bytes of all."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What a target lacks of a folder's files."""

    new: tuple[Item, ...]
    """In the order in which they are sent."""
    unchanged: tuple[Item, ...]

    @property
    def size(self) -> int:
        """Bytes to be sent."""
        return sum(item.size for item in self.new)


def plan_sending(items: Iterable[Item], target: Target) -> Sending:
    """Compare files with what lies at the target, by digest and size; they go in the order of their kinds.

    Raises `PublishError`.
    """
    there = target.index()
    ordered = sorted(items, key=lambda item: (item.kind.turn, item.name))
    new = tuple(item for item in ordered if there.get(item.name) != item.digest)
    return Sending(new, tuple(item for item in ordered if there.get(item.name) == item.digest))


def send(sending: Sending, target: Target, on_file: OnFile) -> None:
    """Send what is new, and note what has arrived whatever happens. Raises `PublishError`.

    `on_file` hears of each file before it is sent. Nothing at the target is removed.
    """
    if not sending.new:
        return
    target.make()
    done = 0
    arrived = {item.name: item for item in sending.unchanged}
    try:
        for number, item in enumerate(sending.new, 1):
            on_file(item.name, done, sending.size)
            target.put(item)
            done += item.size
            if sha256_of(item.file) == item.digest:  # else it was written anew meanwhile
                arrived[item.name] = item
            if number % _NOTED == 0:
                target.keep_index(arrived)
    except BaseException:
        with suppress(PublishError):  # what ended it is what is told
            target.keep_index(arrived)
        raise
    target.keep_index(arrived)
