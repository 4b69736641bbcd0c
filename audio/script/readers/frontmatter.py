"""The settings at the head of a file: YAML between `---`, TOML between `+++`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

from audio.errors import ScriptError
from audio.safe_yaml import TooMuchYamlError, YamlError, load
from audio.script.document import Metadata, Person
from audio.script.text import find_date, one_line, words_of
from audio.script.values import Lines

SETTING_KEYS = ("show", "narrator", "speakers", "pronunciations", "pauses", "loudness", "chapters")
"""Front matter keys that are settings where they hold a mapping; `engine` is one where it holds a word.
Everything else a site keeps there is none of ours. Settings may also stand together under the key
`vivavoce`."""

_MOST = 200_000
_FENCED = re.compile(
    r"(?:(---)|\+\+\+)[ \t]*\n(?P<inside>(?:.*\n)*?)(?(1)(?:---|\.\.\.)|\+\+\+)[ \t]*(?:\n|\Z)"
)
_PARTS: dict[str, Literal["", "guest", "host", "author"]] = {
    **dict.fromkeys(("speakers", "people"), ""),
    **dict.fromkeys(sorted(words_of("guest_keys")), "guest"),
    **dict.fromkeys(sorted(words_of("host_keys")), "host"),
    **dict.fromkeys(("authors", "author"), "author"),
    **dict.fromkeys(("participants", "panelists"), ""),
}
"""Keys that name people, the most telling first, and their part in the interview."""
_IN_BRACKETS = re.compile(r"^(?P<name>[^()\[\]]{2,80}?)\s*\((?P<what>[^()]{1,120})\)$")
_LINK = re.compile(r"\[([^\]\n]{1,200})\]\([^)\n]{0,500}\)")


def split(text: str) -> tuple[str, int]:
    """Give the front matter without its fences and the number of lines it takes with them, or `("", 0)`."""
    found = _FENCED.match(text[:_MOST])
    inside = found["inside"] if found else ""
    looks_right = found and (":" in inside or "=" in inside or not inside.strip())
    return (inside.rstrip("\n"), inside.count("\n") + 2) if looks_right else ("", 0)


def parse(front: str, source: str) -> dict[str, Any]:
    """Give the keys and values of front matter; broken YAML is read a `key: value` line at a time.

    Raises `ScriptError` for YAML that is too much, such as aliases that repeat one another.
    """
    try:
        found = load(front)
    except TooMuchYamlError as error:
        raise ScriptError(f"in its front matter, {error.sentence}", source=source) from error
    except YamlError:
        found = None
    if isinstance(found, dict):
        return {str(key): value for key, value in found.items()}
    pairs = re.findall(r"^([A-Za-z][\w -]{0,40}?)[ \t]*[:=][ \t]*(.*)$", front, re.MULTILINE)
    return {key: value.strip().strip("\"'") for key, value in pairs}


def taken_off(text: str, source: str) -> tuple[str, int, Metadata]:
    """Give the front matter of a text, the number of lines that it takes, and what it says of the file.

    Raises `ScriptError` as `parse` does.
    """
    front, taken = split(text)
    return front, taken, metadata(parse(front, source), Lines(1, taken)) if taken else Metadata()


def metadata(front: Mapping[str, Any], taken: Lines) -> Metadata:
    """Give what front matter says of the file. `taken` are its lines with the fences."""
    folded = {str(key).casefold(): value for key, value in front.items()}
    settings = {key: value for key in SETTING_KEYS if isinstance(value := front.get(key), Mapping)}
    if isinstance(front.get("engine"), str):
        settings["engine"] = front["engine"]
    own = front.get("vivavoce")
    if isinstance(own, Mapping):
        settings.update({str(key): value for key, value in own.items()})

    def first(*keys: str) -> object:
        return next((folded[key] for key in keys if folded.get(key)), None)

    return Metadata(
        title=_words_of(first("title", "headline", "episodetitle")),
        date=_date(first("date", "published")),
        show=_words_of(first("show", "podcast", "series")),
        language=_words_of(first("language", "lang", "language_code", "languagecode")),
        people=_people(folded),
        settings=settings,
        lines=(taken,),
    )


def _words_of(value: object) -> str:
    written = isinstance(value, (str, int, float)) and not isinstance(value, bool)
    return one_line(str(value)) if written else ""


def _date(value: object) -> dt.date | None:
    if isinstance(value, dt.date):
        return value.date() if isinstance(value, dt.datetime) else value
    return find_date(value) if isinstance(value, str) else None


def _people(front: Mapping[str, Any]) -> tuple[Person, ...]:
    """Everyone whom the usual keys name, in the order of the keys above, nobody twice."""
    found: dict[str, Person] = {}
    for key, part in _PARTS.items():
        for person in _persons(front.get(key)):
            found.setdefault(person.name.casefold(), replace(person, part=part))
    return tuple(found.values())


def _persons(value: object) -> Iterator[Person]:
    if isinstance(value, str):
        flat = _LINK.sub(r"\1", value).split(" / ")[0]
        for part in re.split(r",|;|\band\b|&|\n", flat):
            yield from _person(part)
    elif isinstance(value, Mapping) and isinstance(named := value.get("name"), str):
        yield Person(one_line(named), description=_words_of(value.get("role") or value.get("title")))
    elif isinstance(value, Mapping):
        yield from (_described(str(name), about) for name, about in value.items())
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _person(item) if isinstance(item, str) else _persons(item)


def _person(text: str) -> list[Person]:
    text = one_line(_LINK.sub(r"\1", text)).strip("\"' ")
    bracketed = _IN_BRACKETS.match(text)
    if bracketed:
        name, what = bracketed["name"].strip(), bracketed["what"].strip()
        short = what.isupper() and len(what) <= 4
        return [Person(name, aliases=(what,)) if short else Person(name, description=what)]
    return [Person(text)] if 1 < len(text) <= 80 else []


def _described(name: str, about: object) -> Person:
    if not isinstance(about, Mapping):
        return Person(one_line(name), description=_words_of(about))
    aliases = about.get("aliases") or about.get("labels") or ()
    given = (aliases,) if isinstance(aliases, str) else aliases
    kept = tuple(str(alias) for alias in given) if isinstance(given, (list, tuple)) else ()
    return Person(one_line(name), aliases=kept, description=_words_of(about.get("description")))
