"""The settings described: as JSON Schema for editors, and in words for messages."""

from __future__ import annotations

from functools import cache
from typing import Any

from audio.cast.names import listed
from audio.cast.settings.model import SettingPath, Settings
from audio.cast.settings.shorthand import with_shorthand
from audio.cast.settings.sound import FIELDS


def settings_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of `voices.yaml`, with a description for every setting."""
    schema = {**with_shorthand(Settings.model_json_schema()), "title": "Vivavoce settings"}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def known_keys(path: SettingPath) -> tuple[str, ...]:
    """Give the keys that may stand in the section at a path; empty where any may, or it is no section."""
    node = _node(path)
    return tuple(node.get("properties", {})) if node else ()


def allowed_at(path: SettingPath) -> str:
    """Say in words what may stand at a path, such as `a number from 0.5 to 2`."""
    node = _node(path) or {}
    options = [option for option in node.get("anyOf", [node]) if option.get("type") != "null"]
    return " or ".join(
        _one_of(option["enum"]) if "enum" in option else _kind(option, path) for option in options
    )


_FILES = {"music": "the path of a sound file", "signing": "the path of a PEM file"}
"""What a path leads to, by its section."""
_FORMATS = {
    "range": "a range of them, such as 0.95-1.05",
    "email": "an address of electronic mail, such as ada@example.org",
    "uuid": "a UUID, such as 917393e3-1b1e-5cef-ace4-edaa54e1f810",
}
"""What texts of a form of their own look like."""


def _one_of(values: list[Any]) -> str:
    return listed(map(str, values), last="or")


def _kind(node: dict[str, Any], path: SettingPath) -> str:
    """Say what a value without a list of its own may be."""
    kind = node.get("type")
    if kind == "boolean":
        return "true or false"
    if kind in ("number", "integer"):
        number = "a number" if kind == "number" else "a whole number"
        return f"{number} from {node['minimum']:g} to {node['maximum']:g}"
    if kind == "array":
        allowed = node["items"].get("enum")
        return f"a list, such as [{', '.join(allowed[:2])}]" if allowed else "a list, such as [CL, Chris]"
    if kind == "object":
        keys = node.get("properties")
        return f"a section with {listed(keys, last='or')} in it" if keys else "a section of `name: …` lines"
    return _text(node, path)


def _text(node: dict[str, Any], path: SettingPath) -> str:
    """Say what a text may be."""
    if node.get("format") == "path":
        return _FILES.get(path[0], "the path of a picture")
    if node.get("format") == "template":
        return f"text with nothing in braces but {_one_of([f'{{{field}}}' for field in FIELDS])}"
    if node.get("format") in _FORMATS:
        return _FORMATS[node["format"]]
    if "pattern" in node:
        return "an address that begins with http:// or https://"
    return "text, in quotes where it looks like a number or a date"


@cache
def _schema() -> dict[str, Any]:
    return Settings.model_json_schema()


def _node(path: SettingPath) -> dict[str, Any] | None:
    """Give the part of the schema for a path, references and `or nothing` resolved; None where none is."""
    node: dict[str, Any] | None = _schema()
    for key in path:
        node = _step(node, key) if node else None
    return node


def _step(node: dict[str, Any], key: str) -> dict[str, Any] | None:
    child = node.get("properties", {}).get(key) or node.get("items")
    if child is None and isinstance(node.get("additionalProperties"), dict):
        child = node["additionalProperties"]
    if child is None:
        return None
    options = [option for option in child.get("anyOf", ()) if option.get("type") != "null"]
    if len(options) == 1:
        child = options[0]
    if "$ref" in child:
        child = _schema()["$defs"][child["$ref"].rpartition("/")[2]]
    resolved: dict[str, Any] = child
    return resolved
