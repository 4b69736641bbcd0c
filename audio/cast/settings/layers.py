"""Settings come in layers: defaults, the settings file, the script's front matter, options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audio.cast.names import first_and_full, fold
from audio.cast.settings.model import Origin, SettingPath, Settings
from audio.cast.values import Reason
from audio.errors import Problem


@dataclass(frozen=True, slots=True)
class Layer:
    """Settings from one place, as written there."""

    source: str
    """The file as the user named it, or the option: what messages name."""
    reason: Reason
    data: Any
    """A mapping, where the place is in order."""
    places: Mapping[SettingPath, int] = field(default_factory=dict)
    """1-based lines."""
    folder: Path = Path()
    """What relative paths in it are seen from."""
    broken: tuple[Problem, ...] = ()
    """What was wrong with its text, before any setting could be looked at."""

    def line(self, path: SettingPath) -> int | None:
        """Give the line of a setting or, where that is not known, of the section around it."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return None

    def origin(self, path: SettingPath) -> Origin:
        """Tell where a setting of this layer was made."""
        line = self.line(path)
        return Origin(self.reason, self.source if line is None else f"{self.source}:{line}")


def merge(layers: Sequence[Layer]) -> Settings:
    """Lay valid layers over each other, the last on top, and keep where each setting was made.

    Sections are merged key by key and everything else is replaced, except that a speaker's aliases add up.
    The same person is known by name or alias across layers; an alias that a later layer gives to somebody
    else is theirs.
    """
    merged: dict[str, Any] = {}
    origins: dict[SettingPath, Origin] = {}
    for layer in layers:
        given = Settings.model_validate(layer.data).model_dump(exclude_unset=True)
        _see_files_from(layer.folder, given)
        if "speakers" in given:
            given["speakers"] = _by_known_name(given["speakers"], merged.get("speakers", {}))
            _take_aliases(given["speakers"], merged.get("speakers", {}))
        _lay_over(merged, given, (), layer, origins)
    return Settings.model_validate(merged, context=origins)


FILES: tuple[SettingPath, ...] = (
    ("show", "cover"),
    ("signing", "key"),
    ("signing", "certificate"),
    ("music", "*", "path"),
    ("chapters", "details", "*", "image"),
)
"""Settings that are paths of files; a star stands for any key."""


def values_at(data: Any, where: SettingPath, path: SettingPath = ()) -> Iterator[tuple[SettingPath, Any]]:
    """Give each value that plain settings have at a place of `FILES` or one like it, with its own path."""
    if not where:
        if data is not None:
            yield path, data
        return
    inner = data if isinstance(data, Mapping) else {}
    for key in inner if where[0] == "*" else ([where[0]] if where[0] in inner else []):
        yield from values_at(inner[key], where[1:], (*path, str(key)))


def _see_files_from(folder: Path, given: dict[str, Any]) -> None:
    """Let all paths start where their layer stands."""
    for path, written in [found for where in FILES for found in values_at(given, where)]:
        section: Any = given
        for key in path[:-1]:
            section = section[key]
        section[path[-1]] = folder / written


def _by_known_name(given: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Rename the speakers of a layer to the full names that the layers below give them."""
    names = {fold(alias): name for name, who in known.items() for alias in who.get("aliases", ())}
    names |= {fold(name): name for name in known}
    renamed: dict[str, Any] = {}
    for name, who in given.items():
        meant = [person for person in known if person not in given and first_and_full(name, person)]
        other = meant[0] if len(meant) == 1 else name
        renamed.setdefault(names.get(fold(name), other), {}).update(who)
    return renamed


def _take_aliases(given: Mapping[str, Any], known: dict[str, Any]) -> None:
    """Take from the speakers known so far every alias or name that a layer gives to somebody else."""
    for name, who in given.items():
        claimed = {fold(name), *map(fold, who.get("aliases", ()))}
        for other, has in known.items():
            if other != name and "aliases" in has:
                has["aliases"] = tuple(a for a in has["aliases"] if fold(a) not in claimed)


def _lay_over(
    below: dict[str, Any],
    above: Mapping[str, Any],
    path: SettingPath,
    layer: Layer,
    origins: dict[SettingPath, Origin],
) -> None:
    for key, value in above.items():
        here = (*path, key)
        if isinstance(value, Mapping):
            _lay_over(below.setdefault(key, {}), value, here, layer, origins)
            continue
        adds_up = key == "aliases"
        below[key] = tuple(dict.fromkeys([*below.get(key, ()), *value])) if adds_up else value
        origins[here] = layer.origin(here)
