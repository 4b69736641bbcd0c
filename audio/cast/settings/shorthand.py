"""What may be written shorter in settings, written out: what nobody can take for anything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from audio.cast.settings.layers import Layer
from audio.cast.voices import Catalogue, with_engine


def written_out(layer: Layer, catalogue: Catalogue) -> Layer:
    """Give a layer in which a person who is only a voice, and music that is only a path, are sections.

    A voice without its engine gets the one engine of `catalogue` that has it; where none or several have, it
    stays, to be refused.
    """
    if not isinstance(layer.data, Mapping):
        return layer
    data = dict(layer.data)
    for name, written in data.items():
        if name == "narrator":
            data[name] = _person(written, catalogue)
        elif name == "fallback" and isinstance(written, str):
            data[name] = with_engine(catalogue, written)
        elif name == "speakers" and isinstance(written, Mapping):
            data[name] = {who: _person(said, catalogue) for who, said in written.items()}
        elif name == "music" and isinstance(written, Mapping):
            data[name] = {piece: _section("path", said) for piece, said in written.items()}
    return replace(layer, data=data)


def _person(written: Any, catalogue: Catalogue) -> Any:
    who = _section("voice", written)
    if isinstance(who, Mapping) and isinstance(who.get("voice"), str):
        return {**who, "voice": with_engine(catalogue, who["voice"])}
    return who


def _section(key: str, written: Any) -> Any:
    return {key: written} if isinstance(written, str) else written


def with_shorthand(schema: dict[str, Any]) -> dict[str, Any]:
    """Give the JSON Schema of the settings in which sections that may be a text alone may be one."""
    people, music = schema["properties"], schema["$defs"]["Music"]["properties"]
    people["narrator"] = _or_text(people["narrator"])
    people["speakers"] = {**people["speakers"], "additionalProperties": _or_text({"$ref": _SPEAKER})}
    music.update({piece: _or_text(section) for piece, section in music.items()})
    return schema


_SPEAKER = "#/$defs/SpeakerSettings"


def _or_text(section: Mapping[str, Any]) -> dict[str, Any]:
    others = {key: value for key, value in section.items() if key != "$ref"}
    return {"anyOf": [{"type": "string"}, {"$ref": section["$ref"]}], **others}
