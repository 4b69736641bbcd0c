"""Names in the settings that nobody in a script has, though somebody has nearly that name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from audio.cast.choosing.roles import roles_of
from audio.cast.names import nearest
from audio.cast.settings import Settings
from audio.script import NARRATOR, Doubt, Script

_NEAR = 0.75
"""Likeness, as difflib measures it, from which one name may be the other mistyped: Maja and Maya have it."""
_SHORTEST = 3
"""Letters of a name that can be mistyped; `Q` and `A`, or `AS` and `AB`, are two people."""


def with_near_misses(script: Script, settings: Settings) -> Script:
    """Give a script with a doubt for everybody whose name the settings seem to mistype.

    A settings file may name people of other episodes, so only a name that is nearly that of somebody who has
    no settings is told, with where it stands.
    """
    return replace(script, doubts=(*script.doubts, *_doubts(script, settings)))


def mistyped_names(script: Script, settings: Settings) -> Iterator[tuple[str, str]]:
    """Give who speaks and has no settings, each with the idle name there that is nearly theirs."""
    roles = roles_of(script, settings)
    here = {role.name for role in roles}
    idle = [name for name in settings.speakers if name not in here]
    for role in roles:
        if role.name in settings.speakers or role.name == NARRATOR:
            continue
        meant = near_name(role.speaker, idle)
        origin = settings.origin("speakers", meant) if meant else None
        if meant and (origin is None or origin.reason != "option"):
            yield role.speaker, meant


def _doubts(script: Script, settings: Settings) -> Iterator[Doubt]:
    for speaker, meant in mistyped_names(script, settings):
        origin = settings.origin("speakers", meant)
        place = origin.place if origin else "The settings"
        line = next(t.paragraphs[0].lines.first for t in script.turns if t.speaker == speaker)
        yield Doubt(f"{place} names {meant}, who does not speak here. Did you mean {speaker}?", line)


def near_name(name: str, others: Iterable[str]) -> str | None:
    """Give which of other names this one may be mistyped for, whole or by its first name; None for none."""
    known = {other: other for other in others if len(other) >= _SHORTEST}
    if len(name) < _SHORTEST:
        return None
    if len(name.split()) == 1:
        known = {other.split()[0]: other for other in reversed(known)} | known
    found = nearest(name, known, cutoff=_NEAR)
    if found is None:
        single = [other for other in known if len(other.split()) == 1]
        found = nearest(name.split(maxsplit=1)[0], single, cutoff=_NEAR)
    return known[found] if found else None
