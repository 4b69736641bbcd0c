"""What is wrong with a layer of settings, every mistake in a sentence of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from audio.cast.names import fold, listed, nearest
from audio.cast.pronouncing import pronunciation_parts
from audio.cast.settings.layers import Layer
from audio.cast.settings.model import SettingPath, Settings
from audio.cast.settings.schema import allowed_at, known_keys
from audio.cast.settings.sound import Music
from audio.cast.settings.yaml_text import dotted
from audio.cast.voices import Catalogue, check_engine, find
from audio.errors import Problem, VoiceError
from audio.script import NARRATOR

_PICTURES = (".jpg", ".jpeg", ".png")
_OTHER_NAMES = {
    "mp4": "m4a", "m4b": "m4a", "aac": "m4a", "ogg": "opus", "wave": "wav", "captions": "vtt",
    "subtitles": "vtt", "webvtt": "vtt", "txt": "text", "shownotes": "notes", "player": "page",
}  # fmt: skip
"""What people call a format or file whose name here is not spelled like it."""


def problems_of(layer: Layer, catalogue: Catalogue = ()) -> tuple[Problem, ...]:
    """Give every mistake of a layer, in the order of its lines.

    Voices and engines are looked up in `catalogue`; an empty one leaves them unchecked.
    """
    if not isinstance(layer.data, Mapping) and layer.data is not None:
        sentence = f"settings are lines of `name: …`, not {_shown(layer.data)}."
        return (*layer.broken, Problem(layer.source, None, sentence))
    said = (_names(layer), _pronunciations(layer), _pictures(layer), _music(layer))
    found = chain(_shape(layer), _voices(layer, catalogue), *said)
    problems = (
        Problem(layer.source, layer.line(path), _as_given(layer, path, sentence)) for path, sentence in found
    )
    return tuple(sorted((*layer.broken, *problems), key=lambda problem: problem.line or 0))


Finding = tuple[SettingPath, str]


def _as_given(layer: Layer, path: SettingPath, sentence: str) -> str:
    """Leave the path of a setting out of a sentence on an option, which names what the user typed."""
    return sentence.removeprefix(f"{dotted(path)}: ") if layer.reason == "option" else sentence


def _shape(layer: Layer) -> Iterator[Finding]:
    """Find unknown keys, wrong types and values out of range."""
    try:
        Settings.model_validate(layer.data)
    except ValidationError as error:
        for details in error.errors(include_url=False):
            yield _explain(details)


def _explain(error: ErrorDetails) -> Finding:
    path = tuple(str(key) for key in error["loc"])
    if path[-1] == "[key]":
        key = path[-2]
        return path[
            :-1
        ], f"{dotted(path[:-2])} has the name {key}, which YAML takes for no text; put it in quotes."
    if error["type"] == "extra_forbidden":
        return path, _unknown_key(path)
    sentence = f"{dotted(path)} is {_shown(error['input'])}; it must be {allowed_at(path)}"
    allowed = error.get("ctx", {}).get("expected", "").replace(" or ", ", ").replace("'", "").split(", ")
    other = _OTHER_NAMES.get(str(error["input"]).lower())
    meant = other if other in allowed else nearest(str(error["input"]), allowed)
    if error["type"] == "literal_error" and meant:
        return path, f"{sentence}. Did you mean {meant}?"
    return path, f"{sentence}."


def _unknown_key(path: SettingPath) -> str:
    known = known_keys(path[:-1])
    meant = nearest(path[-1], known)
    hint = f" Did you mean {meant}?" if meant else ""
    return f"{dotted(path)} is no setting.{hint} Here may stand: {listed(known, last='or')}."


def _voices(layer: Layer, catalogue: Catalogue) -> Iterator[Finding]:
    """Find engines and voices that are not in the catalogue."""
    if not catalogue:
        return
    engine = _at(layer.data, "engine")
    if isinstance(engine, str) and engine.strip():
        yield from _refused(("engine",), check_engine, catalogue, engine.strip())
    fallback = _at(layer.data, "fallback")
    if isinstance(fallback, str) and fallback.strip():
        yield from _refused(("fallback",), find, catalogue, fallback.strip())
    for path, who in _people(layer):
        voice = _at(who, "voice")
        if isinstance(voice, str):
            yield from _refused((*path, "voice"), find, catalogue, voice.strip())


def _refused(path: SettingPath, check: Any, catalogue: Catalogue, value: str) -> Iterator[Finding]:
    try:
        check(catalogue, value)
    except VoiceError as error:
        yield path, f"{dotted(path)}: {error}"


def _names(layer: Layer) -> Iterator[Finding]:
    """Find names and aliases that two speakers claim, and a narrator among the speakers."""
    owners: dict[str, str] = {}
    speakers = _section(layer.data, "speakers")
    for name in map(str, speakers):
        if fold(name) == fold(NARRATOR):
            yield (
                ("speakers", name),
                f"{name} stands among the speakers; the narrator has a section of its own, narrator.",
            )
        elif fold(name) in owners:
            yield ("speakers", name), f"{name} is named twice, as {owners[fold(name)]} too; keep one."
        owners.setdefault(fold(name), name)
    for name, who in speakers.items():
        aliases = _at(who, "aliases")
        for index, alias in enumerate(aliases if isinstance(aliases, list | tuple) else ()):
            owner = owners.setdefault(fold(str(alias)), str(name))
            if owner != str(name):
                path = ("speakers", str(name), "aliases", str(index))
                yield path, f"the label {alias} is claimed by {owner} and by {name}; leave it to one of them."


def _pronunciations(layer: Layer) -> Iterator[Finding]:
    """Find pronunciations that nobody can say."""
    for word, said in _section(layer.data, "pronunciations").items():
        if isinstance(said, str):
            try:
                pronunciation_parts(str(word), said)
            except VoiceError as error:
                yield ("pronunciations", str(word)), str(error)


def _pictures(layer: Layer) -> Iterator[Finding]:
    """Find pictures that are not there or are none that players show."""
    yield from _picture(layer, ("show", "cover"), _at(_section(layer.data, "show"), "cover"))
    details = _section(_section(layer.data, "chapters"), "details")
    for chapter, said in details.items():
        yield from _picture(layer, ("chapters", "details", str(chapter), "image"), _at(said, "image"))


def _picture(layer: Layer, path: SettingPath, written: Any) -> Iterator[Finding]:
    if not isinstance(written, str):
        return
    if not written.lower().endswith(_PICTURES):
        yield path, f"{dotted(path)} is {written!r}; it must be a {listed(_PICTURES, last='or')} file."
        return
    yield from _missing(layer, path, written)


def _music(layer: Layer) -> Iterator[Finding]:
    """Find music that is not there."""
    music = _section(layer.data, "music")
    for piece in Music.model_fields:  # a schema would be made for nothing but this
        written = _at(_at(music, piece), "path")
        if isinstance(written, str):
            yield from _missing(layer, ("music", piece, "path"), written)


def _missing(layer: Layer, path: SettingPath, written: str) -> Iterator[Finding]:
    file = layer.folder / written
    if not file.is_file():
        missing = f"{dotted(path)} is {written!r}, but there is no file {file}"
        yield path, f"{missing}; paths start at the settings' folder."


def _people(layer: Layer) -> Iterator[tuple[SettingPath, Any]]:
    yield ("narrator",), _at(layer.data, "narrator")
    for name, who in _section(layer.data, "speakers").items():
        yield ("speakers", str(name)), who


def _at(data: Any, key: str) -> Any:
    return data.get(key) if isinstance(data, Mapping) else None


def _section(data: Any, key: str) -> Mapping[Any, Any]:
    section = _at(data, key)
    return section if isinstance(section, Mapping) else {}


def _shown(value: Any) -> str:
    """Write a wrong value as the user knows it."""
    if isinstance(value, Mapping):
        return "a section"
    if isinstance(value, list | tuple):
        return "a list" if value else "an empty list"
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "empty"
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
