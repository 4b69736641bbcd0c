"""From `voices.yaml`, front matter and options to the settings that hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from audio.cast.names import fold, nearest
from audio.cast.settings.checks import problems_of
from audio.cast.settings.layers import Layer, merge
from audio.cast.settings.model import Settings
from audio.cast.settings.refusals import OPTIONS, refused_in_script
from audio.cast.settings.schema import known_keys
from audio.cast.settings.shorthand import written_out
from audio.cast.settings.yaml_text import front_matter_places, parse_yaml, read_utf8
from audio.cast.voices import Catalogue, engines
from audio.errors import Problem, SettingsError
from audio.script import NARRATOR, Script

SETTINGS_NAME = "voices.yaml"
"""What the settings file of a show is called."""
_NAMES = (SETTINGS_NAME, "voices.yml")


def find_settings(script: Path) -> Path | None:
    """Give the settings file for a script: beside it, else in the working folder; None where neither is.

    It is called `voices.yaml` or `voices.yml`. Raises `SettingsError` where a folder has both.
    """
    for folder in (script.parent, Path()):
        found = [folder / name for name in _NAMES if (folder / name).is_file()]
        if len(found) > 1:
            both = f"{found[0]} stands beside it, and only one of them can hold the settings: remove one."
            raise SettingsError((Problem(str(found[1]), None, both),))
        if found:
            return found[0]
    return None


def effective_settings(
    file: Path | None = None,
    script: Script | None = None,
    *,
    options: Mapping[str, Any] | None = None,
    voices: Mapping[str, str] | None = None,
    catalogue: Catalogue = (),
) -> Settings:
    """Give the settings that hold: defaults, then the file, the script's front matter and the options on top.

    `options` maps dotted settings to values (`{"engine": "hibari", "loudness.target": -14}`); None as a value
    means that the option was not given. `voices` maps speakers (by name, alias or `Narrator`) to voices.
    Voices and engines are checked against `catalogue` unless it is empty. Raises `SettingsError` with all
    problems of all sources, each placed where it was made: file and line, script, or option.
    """
    ours = [_file_layer(file)] if file is not None else []
    asked = [*_option_layers(options or {}), *_voice_layers(voices or {})]
    theirs = [_front_matter_layer(script, catalogue)] if script is not None and script.settings else []
    ours, theirs, asked = (
        [written_out(layer, catalogue) for layer in layers] for layers in (ours, theirs, asked)
    )
    layers = [*ours, *theirs, *asked]
    refused = [problem for layer in theirs for problem in refused_in_script(layer, [*ours, *asked])]
    problems = (*refused, *(problem for layer in layers for problem in problems_of(layer, catalogue)))
    if problems:
        raise SettingsError(problems)
    return merge(layers)


def file_problems(text: str, path: Path, catalogue: Catalogue = ()) -> tuple[Problem, ...]:
    """Give everything that is wrong with the text of a settings file at `path`."""
    return problems_of(written_out(_text_layer(text, path), catalogue), catalogue)


def _file_layer(path: Path) -> Layer:
    text, unreadable = read_utf8(path)
    layer = _text_layer(text, path)
    return replace(layer, broken=unreadable) if unreadable else layer


def _text_layer(text: str, path: Path) -> Layer:
    parsed = parse_yaml(text, str(path))
    return Layer(str(path), "settings", parsed.data, parsed.places, path.parent, parsed.problems)


def _front_matter_layer(script: Script, catalogue: Catalogue) -> Layer:
    """Give the settings among a script's front matter.

    Front matter also carries what blogs and other tools put there, so an unknown key counts as a mistake only
    where it looks like a setting's name mistyped, and `engine` only where it is one of ours: `engine: knitr`
    is none.
    """
    known = known_keys(())
    data = {
        key: value
        for key, value in script.settings.items()
        if key in known or nearest(str(key), known, cutoff=0.8)
    }
    if catalogue and data.get("engine") not in engines(catalogue):
        data.pop("engine", None)
    source, path = script.source or "front matter", Path(script.source)
    places = front_matter_places(path) if path.is_file() else {}
    return Layer(source, "front matter", data, places, path.parent)


def _option_layers(options: Mapping[str, Any]) -> Iterator[Layer]:
    for name, value in options.items():
        if value is None:
            continue
        data = value
        for key in reversed(name.split(".")):
            data = {key: data}
        yield Layer(OPTIONS.get(name, f"--{name.replace('.', '-')}"), "option", data)


def _voice_layers(voices: Mapping[str, str]) -> Iterator[Layer]:
    for speaker, voice in voices.items():
        who = {"voice": voice}
        is_narrator = fold(speaker) == fold(NARRATOR)
        yield Layer("--voice", "option", {"narrator": who} if is_narrator else {"speakers": {speaker: who}})
