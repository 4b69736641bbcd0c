"""The table of sources: its form, and where it is read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from audio.errors import Problem, SettingsError

FOLDER = "sources"
"""Where a user's own profiles lie, in the folder of Vivavoce's settings."""
TURN = "turn"
"""Stands for the pattern of turns in `recognise`."""


class Profile(BaseModel):
    """One source. What each member means is told at the head of `sources.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["text", "html", "json"] = "text"
    recognise: dict[str, int] = Field(min_length=1)
    turn: str = ""
    head: tuple[str, ...] = ()
    unspoken: tuple[str, ...] = ()
    entities: bool = False
    title: str = ""
    speaker: str = ""
    text: str = ""
    each: str | None = None
    when: dict[str, tuple[str, ...]] = {}
    replies: str = ""
    paragraph: str = ""
    people: dict[Literal["id", "name"], str] = {}
    name: str = ""
    """Set when the table is read."""
    origin: str = ""
    """The file it stands in."""
    lines: dict[str, int] = {}
    """The 1-based line of each of its patterns in that file."""

    def patterns(self) -> Iterator[str]:
        """Give every pattern of a text, and nothing that is a CSS selector."""
        yield from (pattern for pattern in self.recognise if pattern != TURN)
        yield from filter(None, (self.turn, *self.head))
        yield from self.unspoken if self.format != "html" else ()


@cache
def profiles() -> tuple[Profile, ...]:
    """Give every profile, the user's own first. Raises `SettingsError`."""
    folder = platformdirs.user_config_path("vivavoce") / FOLDER
    own = [each for path in sorted(folder.glob("*.yaml")) for each in _of_user(path)]
    table = (files("audio.script.readers.exports") / "sources.yaml").read_text("utf-8")
    return (*own, *_read(table, "sources.yaml"))


def _of_user(path: Path) -> tuple[Profile, ...]:
    """Give the profiles of a user's file, every pattern tried. Raises `SettingsError`."""
    import regex  # noqa: PLC0415 - only where sources are known

    found = _read(path.read_text("utf-8"), str(path))
    problems = []
    for profile in found:
        for pattern in profile.patterns():
            try:
                regex.compile(pattern, regex.MULTILINE)
            except regex.error as error:
                sentence = f"the pattern {pattern!r} of {profile.name} is wrong: {error}. Put it right."
                problems.append(Problem(str(path), profile.lines.get(pattern), sentence))
    if problems:
        raise SettingsError(tuple(problems))
    return found


def _read(text: str, origin: str) -> tuple[Profile, ...]:
    """Give the profiles of a table. Raises `SettingsError` with every problem and its line."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - only where a script is read
    from ruamel.yaml.error import MarkedYAMLError  # noqa: PLC0415

    try:
        table = YAML().load(text) or {}
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        problem = Problem(origin, line, f"this is no YAML: {error.problem}. Put patterns in single quotes.")
        raise SettingsError((problem,)) from error
    if not isinstance(table, Mapping):
        sentence = "there is no table of sources here. Begin with a source's name and a colon."
        raise SettingsError((Problem(origin, 1, sentence),))
    found: list[Profile] = []
    problems: list[Problem] = []
    for name, written in table.items():
        try:
            about = {"name": str(name), "origin": origin, "lines": dict(_lines(written))}
            found.append(Profile.model_validate({**_members(written), **about}))
        except ValidationError as error:
            problems += [
                Problem(origin, _line(table, (name, *each["loc"])), _sentence(each)) for each in error.errors()
            ]
    if problems:
        raise SettingsError(tuple(problems))
    return tuple(found)


def _members(written: Any) -> Mapping[str, Any]:
    return written if isinstance(written, Mapping) else {}


def _sentence(error: Mapping[str, Any]) -> str:
    """Say what is wrong with a member of a profile, and what is allowed."""
    where = ".".join(map(str, error["loc"]))
    if error["type"] != "extra_forbidden":
        return f"{where}: {error['msg']}."
    known = [name for name in Profile.model_fields if name not in ("name", "origin", "lines")]
    near = get_close_matches(str(error["loc"][-1]), known, 1, 0.5)
    return f"a source has no {where!r}. " + (f"Did you mean {near[0]!r}?" if near else f"It has {', '.join(known)}.")


def _lines(written: Any) -> Iterator[tuple[str, int]]:
    """Give the line of every pattern."""
    for key, value in _members(written).items():
        if isinstance(value, str):
            yield value, _line(written, (key,)) or 0
        elif isinstance(value, (Mapping, Sequence)):
            at = value if isinstance(value, Mapping) else range(len(value))
            for inner in at:
                pattern = inner if isinstance(value, Mapping) else value[inner]
                yield str(pattern), _line(written, (key, inner)) or 0


def _line(node: Any, path: Sequence[Any]) -> int | None:
    """Give the 1-based line of a member of a YAML file, or of the innermost one around it that is there."""
    line = None
    for key in path:
        places = getattr(node, "lc", None)
        if places is None or places.data is None or key not in places.data:
            break
        line = places.data[key][0] + 1
        node = node[key]
    return line
