"""The settings of the sound as fields of a panel: pauses, loudness, music; each with what it may be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from audio.cast import set_setting, settings_schema
from audio.episode import AUDIO_SUFFIXES
from audio.errors import InputError
from audio.speech import catalogue
from audio.studio.sitting import Changed, Sitting

_SECTIONS = (
    ("pauses",), ("loudness",), ("narration",), ("music", "intro"), ("music", "outro"), ("music", "sting"),
    ("music", "bed"),
)  # fmt: skip
_UNITS = {"target": "LUFS", "peak": "dBTP", "room_tone": "dBFS", "gain": "dB", "duck": "dB", "variation": ""}
"""Units of numbers by the last part of their key; all others are seconds."""


def field_rows(sitting: Sitting) -> list[dict[str, Any]]:
    """Give the fields with their values."""
    return list(_fields(sitting))


def set_field(sitting: Sitting, given: dict[str, Any]) -> Changed | None:
    """Change a setting; None where it was so before.

    Raises `InputError` for one that is no field, or a value that it cannot have.
    """
    key, value = given.get("key"), given.get("value")
    field = next((one for one in _fields(sitting) if one["key"] == key), None)
    if field is None:
        raise InputError(f"{key} is no setting of the sound.")
    if field["kind"] == "choice" and value not in (None, *field["choices"]):
        raise InputError(f"{value} is no sound file in the folder that is open.")
    where = tuple(str(key).split("."))
    kept = value if value not in (None, "") or field["kind"] == "text" else None
    return sitting.set_in_settings(
        f"the setting {key}", lambda place: set_setting(place, where, kept, catalogue=catalogue())
    )


def _fields(sitting: Sitting) -> Iterator[dict[str, Any]]:
    schema = settings_schema()
    values = sitting.settings.model_dump(mode="json")
    sounds = sorted(file.name for file in sitting.about.script.parent.iterdir() if _is_sound(file))
    for section in _SECTIONS:
        node, now = schema, values
        for part in section:
            node, now = _inner(schema, node["properties"][part]), now[part]
        for name, about in node["properties"].items():
            yield _field(schema, (*section, name), about, now[name], sounds)


def _field(
    schema: dict[str, Any], where: tuple[str, ...], about: dict[str, Any], value: Any, sounds: list[str]
) -> dict[str, Any]:
    node = _inner(schema, about)
    row: dict[str, Any] = {"key": ".".join(where), "value": value, "about": about.get("description", "")}
    if node.get("format") == "path":
        return {**row, "kind": "choice", "choices": ["", *sounds], "value": Path(value).name if value else ""}
    if node.get("type") == "number":
        low, high = node["minimum"], node["maximum"]
        step = 0.5 if high - low > 12 else 0.05
        unit = _UNITS.get(where[-1], "s")
        return {**row, "kind": "number", "unit": unit, "min": low, "max": high, "step": step}
    return {**row, "kind": "flag" if node.get("type") == "boolean" else "text"}


def _inner(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """Follow references; of several kinds take a section, else the first that is a value."""
    if "$ref" in node:
        return _inner(schema, schema["$defs"][node["$ref"].rpartition("/")[2]])
    kinds = [
        _inner(schema, one) for one in node.get("anyOf", node.get("allOf", ())) if one.get("type") != "null"
    ]
    return next((one for one in kinds if "properties" in one), kinds[0]) if kinds else node


def _is_sound(file: Path) -> bool:
    return file.suffix.lower() in (*AUDIO_SUFFIXES, ".ogg") and file.is_file() and not file.is_symlink()
