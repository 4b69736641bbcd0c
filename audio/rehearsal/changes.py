"""What has changed since it was read: the files of an episode, and the turns that now sound otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from audio.cast import SETTINGS_NAME
from audio.episode import Plan
from audio.files import look_of
from audio.speech import Segment

POLLING = 0.3
"""Seconds between two looks at the files: as soon as somebody turns to listen, and no work for a disk."""


class Files:
    """The files that a plan was made of, and how they were then."""

    def __init__(self, plan: Plan) -> None:
        path = plan.request.source.path or Path(SETTINGS_NAME)
        to_come = (folder / SETTINGS_NAME for folder in (path.parent, Path()))
        self._paths = (path, *([plan.settings_file] if plan.settings_file else to_come))
        self._seen = self._looks()

    def changed(self) -> bool:
        """Say whether any was written, made or removed since this was last asked."""
        before, self._seen = self._seen, self._looks()
        return self._seen != before

    def _looks(self) -> tuple[tuple[int, ...], ...]:
        return tuple(map(look_of, self._paths))


def changed_turns(before: Plan, after: Plan) -> tuple[int, ...]:
    """Give the numbers of the turns that nobody said before as they are said now, in order.

    A turn that only moved is none of them. What counts is what is spoken, in which voice and take.
    """
    known = set(_sounds(before.segments).values())
    return tuple(number for number, sound in _sounds(after.segments).items() if sound not in known)


def _sounds(segments: Sequence[Segment]) -> dict[int, tuple[object, ...]]:
    sounds: defaultdict[int, tuple[object, ...]] = defaultdict(tuple)
    for each in segments:
        heard = (each.speaker, each.spoken, each.voice, each.take, each.directions)
        sounds[each.turn] = (*sounds[each.turn], heard)
    return dict(sounds)
