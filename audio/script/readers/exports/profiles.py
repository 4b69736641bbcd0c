"""The table of sources: its form, and where it is read from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal, NamedTuple

import platformdirs
import regex
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from audio.errors import Problem, SettingsError
from audio.safe_yaml import YamlError, compose, load
from audio.tasks import kept

TURN = "turn"
"""Stands for the pattern of turns in `recognise`."""
_TRIED = "tried"
"""Says of a table that its patterns and selectors were tried: the package's own are, by its tests, since to
compile all of them takes as long as to read a long interview."""
_GROUPS = frozenset(("speaker", "stamp", "text", "title"))
"""Groups that the pattern of turns may have beside its own, with `_`, and parts, which have a capital."""


def _is_pattern(text: str, about: ValidationInfo) -> str:
    if about.context == _TRIED:
        return text
    try:
        regex.compile(text, regex.MULTILINE)
    except regex.error as error:
        raise ValueError(f"the pattern {text!r} is wrong: {error}") from error
    return text


OWN_TABLE = files("audio.script.readers.exports") / "sources.yaml"
"""The sources that are known without anybody's table."""
Pattern = Annotated[str, AfterValidator(_is_pattern)]


class Profile(BaseModel):
    """What one source looks like. The members are explained at the head of `sources.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: Literal["text", "html", "json"] = "text"
    recognise: dict[Pattern, Annotated[int, Field(ge=0)]]
    turn: Pattern = ""
    head: tuple[Pattern, ...] = ()
    unspoken: tuple[Pattern, ...] = ()
    rewrite: tuple[tuple[Pattern, str], ...] = ()
    entities: bool = False
    title: str = ""
    speaker: str = ""
    text: str = ""
    drop: tuple[str, ...] = ()
    each: str = ""
    when: dict[str, tuple[str, ...]] = {}
    replies: str = ""
    people: dict[Literal["id", "name"], str] = {}

    @model_validator(mode="after")
    def _fits_together(self, about: ValidationInfo) -> Profile:
        if not any(self.recognise.values()):
            raise ValueError("'recognise' fits every file. Give a pattern that must be found at least once")
        if TURN in self.recognise and not self.turn:
            raise ValueError("'recognise' counts turns, but there is no pattern 'turn'")
        if about.context == _TRIED:
            return self
        groups = (group for group in regex.compile(self.turn).groupindex if group[0].islower())
        if unknown := set(groups) - _GROUPS:
            raise ValueError(f"'turn' has a group {min(unknown)!r}. It may have {_names(_GROUPS)}, and parts")
        if self.format == "html":
            from cssselect import SelectorError, parse  # noqa: PLC0415 - only for pages

            try:
                parse(", ".join(filter(None, (self.title, self.speaker, self.text, *self.drop))) or "*")
            except SelectorError as error:
                raise ValueError(f"a CSS selector is wrong: {error}") from error
        return self


class Source(NamedTuple):
    """A profile with its name."""

    name: str
    profile: Profile
    origin: str
    """The file it stands in."""


@cache
def sources() -> tuple[Source, ...]:
    """Give every source, the user's own first. Raises `SettingsError` where a table of theirs is wrong."""
    folder = platformdirs.user_config_path("vivavoce") / "sources"
    own = [each for path in sorted(folder.glob("*.yaml")) for each in _read(path, str(path))]
    return (*own, *_read(OWN_TABLE, "sources.yaml", _TRIED))


def _read(path: Any, origin: str, tried: str = "") -> Iterator[Source]:
    """Give the sources of a table, whose patterns are tried unless they were.

    Raises `SettingsError` with every problem and its line.
    """
    text = ""
    try:
        text = path.read_text("utf-8")
        values = json.loads(_values(text)) if tried else load(text)
        found = TypeAdapter(dict[str, Profile]).validate_python(values or {}, context=tried)
    except YamlError as error:
        raise SettingsError((Problem(origin, error.line, error.sentence),)) from error
    except ValidationError as error:
        root = compose(text)
        problems = (Problem(origin, _line(root, each["loc"]), _sentence(each)) for each in error.errors())
        raise SettingsError(tuple(problems)) from error
    except (OSError, UnicodeError) as error:
        raise SettingsError((Problem(origin, None, f"this cannot be read as UTF-8: {error}."),)) from error
    yield from (Source(name, profile, origin) for name, profile in found.items())


def _values(text: str) -> bytes:
    """Give what the package's own table says as JSON, made once on a machine: YAML is slow to read."""
    about = ("sources", hashlib.sha256(text.encode()).digest())
    return kept(about, lambda: json.dumps(load(text)).encode())


def _sentence(error: Mapping[str, Any]) -> str:
    """Say what is wrong with a member of a profile, and what is allowed."""
    where = ".".join(str(part) for part in error["loc"] if part != "[key]")
    if error["type"] != "extra_forbidden":
        return f"{where}: {error['msg'].removeprefix('Value error, ')}."
    near = get_close_matches(str(error["loc"][-1]), Profile.model_fields, 1, 0.5)
    meant = f"Did you mean {near[0]!r}?" if near else f"It has {_names(Profile.model_fields)}."
    return f"a source has no {error['loc'][-1]!r}. {meant}"


def _names(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _line(node: Any, path: Sequence[Any]) -> int | None:
    """Give the 1-based line of a member of a YAML file, or of the innermost one around it that is there."""
    line = None
    for key in path:
        items = node.value if isinstance(node.value, list) else []
        pairs = [item if isinstance(item, tuple) else (item, item) for item in items]
        at = next((at for at, pair in enumerate(pairs) if key in (at, pair[0].value)), None)
        if at is None:
            break
        line, node = pairs[at][0].start_mark.line + 1, pairs[at][1]
    return line
